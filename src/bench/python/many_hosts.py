"""Measures runs with workers on one machine beside a bare SKIP LOCKED loop on the same PostgreSQL.

    python3 many_hosts.py PROGRAM [--host HOST] [--port PORT] [--user USER] [--postmaster PID] [--rows N] [--workers 0,1,2,4]

PROGRAM is bin/darkroom of a distribution; psql and pgbench are found on the PATH. Each run gets a database of its own, which
is dropped. The service is the simulator in a process of its own and takes no time; rates are set so high that they are no limit.
With the server's process id the processor time of the server is told too. Rows and times are those of the simulator's books.
"""

import argparse
import collections
import csv
import datetime
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

TICKS = os.sysconf("SC_CLK_TCK")
BASE_PORT = 18930
CLAIM = """\\set batch 1
with claimed as (
  select id from queue where state = 0 order by id for update skip locked limit :batch
)
update queue set state = 1 from claimed where queue.id = claimed.id;
"""


def cpu_seconds(pid, children=True):
    """Processor time of a process; with that of its children that have ended."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return 0.0
    return sum(int(fields[i]) for i in ((11, 12, 13, 14) if children else (11, 12))) / TICKS


def tree_seconds(pid):
    """Processor time of a server: its own, of its live children and of those that have ended."""
    own = cpu_seconds(pid)
    for task in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = task.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if fields[1] == str(pid):
            own += cpu_seconds(int(task.parent.name))
    return own


class Server:
    def __init__(self, arguments):
        self.arguments = arguments

    def psql(self, database, *commands):
        call = ["psql", "-q", "-X", "-h", self.arguments.host, "-p", str(self.arguments.port), "-U", self.arguments.user]
        for command in commands:
            call += ["-c", command]
        subprocess.run([*call, "-d", database], check=True, stdout=subprocess.DEVNULL)

    def fresh(self, name):
        self.psql("postgres", f"drop database if exists {name} with (force)", f"create database {name}")
        return f"jdbc:postgresql://{self.arguments.host}:{self.arguments.port}/{name}?user={self.arguments.user}"

    def drop(self, name):
        self.psql("postgres", f"drop database if exists {name} with (force)")

    def seconds(self):
        return tree_seconds(self.arguments.postmaster) if self.arguments.postmaster else float("nan")


def bare_loop(server, clients, rows):
    """Rows a second of a loop that claims one row with SKIP LOCKED and ends it, a commit each."""
    server.fresh("bench_bare")
    server.psql(
        "bench_bare",
        "create table queue (id int primary key, state smallint not null)",
        f"insert into queue select g, 0 from generate_series(1, {rows}) g",
        "create index on queue (id) where state = 0",
        "analyze queue",
    )
    with tempfile.NamedTemporaryFile("w", suffix=".sql", delete=False) as script:
        script.write(CLAIM)
    before = server.seconds()
    began = time.monotonic()
    subprocess.run(
        ["pgbench", "-n", "-h", server.arguments.host, "-p", str(server.arguments.port), "-U", server.arguments.user]
        + ["-c", str(clients), "-j", "1", "-t", str(rows // clients), "-f", script.name, "bench_bare"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    took = time.monotonic() - began
    used = server.seconds() - before
    os.unlink(script.name)
    server.drop("bench_bare")
    return {"clients": clients, "rows_per_s": round(rows / took), "server_ms_per_row": round(1000 * used / rows, 2)}


class Cluster:
    """A simulator, a manager and workers, each in a home of its own."""

    def __init__(self, arguments, server, workers):
        self.arguments = arguments
        self.server = server
        self.workers = workers
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="many-hosts-"))
        self.port = BASE_PORT + workers
        self.cpu = collections.Counter()

    def start(self, home, *command, database=None):
        environment = dict(os.environ, DARKROOM_HOME=str(self.folder / home), RUNCOMFY_TOKEN="simulator")
        if database:
            environment["DARKROOM_DB"] = database
        said = open(self.folder / f"{home}.log", "w", encoding="utf-8")
        return subprocess.Popen(
            [self.arguments.program, *command], cwd=self.folder, env=environment, stdout=said, stderr=said
        )

    def books(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/simulator/requests") as answer:
            return json.load(answer)["requests"]

    def write(self):
        with open(self.folder / "rows.csv", "w", encoding="utf-8") as manifest:
            manifest.write("id,prompt,image_urls\n")
            for row in range(self.arguments.rows):
                manifest.write(f"row-{row},on white {row},https://catalog.darkroom.example/mug-102.jpg\n")
        (self.folder / "job.yaml").write_text(
            f"""name: bench
manifest: rows.csv
model: blackforestlabs/flux-2/flash/edit
api: http://127.0.0.1:{self.port}/v1
submit: {{ rate: 5000/s, max-in-flight: 1000 }}
confirm-over: -1
output: out/{{{{run}}}}
report: {{ sources: none }}
""",
            encoding="utf-8",
        )

    def wait_for_service(self):
        for _ in range(600):
            try:
                return self.books()
            except OSError:
                time.sleep(0.1)
        raise SystemExit("the simulator does not start")

    def run(self):
        self.write()
        database = self.server.fresh("bench_cluster")
        simulator = self.start(
            "simulator", "simulator", "--port", str(self.port), "--capacity", "100000", "--service-time", "0s",
            "--picture", self.arguments.picture,
        )
        hosts = {}
        try:
            self.wait_for_service()
            hosts = {f"worker-{n}": self.start(f"worker-{n}", "worker", database=database) for n in range(self.workers)}
            time.sleep(5 if self.workers else 0)
            before = self.server.seconds()
            ready = {name: cpu_seconds(process.pid) for name, process in hosts.items()}
            began = time.time()
            manager = self.start("manager", "run", "job.yaml", "--yes", database=database)
            while manager.poll() is None:
                self.cpu["manager"] = max(self.cpu["manager"], cpu_seconds(manager.pid))
                time.sleep(0.05)
            took = time.time() - began
            for name, process in hosts.items():
                self.cpu["workers"] += cpu_seconds(process.pid) - ready[name]
            used = self.server.seconds() - before
            return self.figures(manager.returncode, began, took, used)
        finally:
            for process in [*hosts.values(), simulator]:
                process.send_signal(signal.SIGTERM)
                process.wait()
            self.server.drop("bench_cluster")

    def figures(self, code, began, took, server_seconds):
        rows = self.arguments.rows
        times = [datetime.datetime.fromisoformat(each["accepted_at"].replace("Z", "+00:00")).timestamp() for each in self.books()]
        results = next(self.folder.glob("out/*/results.csv"))
        with open(results, encoding="utf-8-sig", newline="") as table:
            statuses = collections.Counter(line["status"] for line in csv.DictReader(table))
        shutil.rmtree(self.folder, ignore_errors=True)
        return {
            "workers": self.workers,
            "exit": code,
            "statuses": dict(statuses),
            "wall_s": round(took, 1),
            "first_purchase_s": round(min(times) - began, 1),
            "accepts_per_s": round(len(times) / (max(times) - min(times))),
            "manager_ms_per_row": round(1000 * self.cpu["manager"] / rows, 2),
            "workers_ms_per_row": round(1000 * self.cpu["workers"] / rows, 2),
            "server_ms_per_row": round(1000 * server_seconds / rows, 2),
        }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program", type=os.path.abspath)
    parser.add_argument("--host", default="localhost")
    parser.add_argument("--port", type=int, default=5432)
    parser.add_argument("--user", default="postgres")
    parser.add_argument("--postmaster", type=int)
    parser.add_argument("--rows", type=int, default=4000)
    parser.add_argument("--workers", default="0,1,2,4")
    parser.add_argument("--picture", type=os.path.abspath, required=True, help="what each output is")
    arguments = parser.parse_args()
    server = Server(arguments)
    print(json.dumps({"load": os.getloadavg(), "cpus": os.cpu_count()}), flush=True)
    for clients in (1, 2, 4):
        print(json.dumps({"bare": bare_loop(server, clients, 20000), "load": os.getloadavg()[0]}), flush=True)
    for workers in map(int, arguments.workers.split(",")):
        print(json.dumps({"run": Cluster(arguments, server, workers).run(), "load": os.getloadavg()[0]}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
