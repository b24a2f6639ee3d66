package dev.darkroom.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.darkroom.cli.CliRun;
import dev.darkroom.job.ExitCode;
import dev.darkroom.scenes.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers on other hosts take part in a run. */
class WorkersIT {

    private String database;
    private SharedNight night;
    private SharedHost manager;
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    Path folder;

    @BeforeEach
    void hosts() throws IOException {
        database = PostgresServer.newSchema();
        night = new SharedNight(folder.resolve("share"));
        manager = new SharedHost(folder.resolve("manager"), database);
    }

    @AfterEach
    void close() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        night.close();
        PostgresServer.drop(database);
    }

    private SharedHost host(String name) throws IOException {
        return new SharedHost(folder.resolve(name), database);
    }

    private Process start(SharedHost host, String... arguments) throws IOException {
        Process process = host.start(arguments);
        processes.add(process);
        return process;
    }

    private static void awaitSaid(SharedHost host, String text) throws InterruptedException {
        SharedNight.await(() -> host.hasSaid(text));
    }

    @Test
    void workers_do_a_part_of_a_run_and_its_results_are_one() throws Exception {
        night.write(120, "20/s");
        SharedHost first = host("first");
        SharedHost second = host("second");
        Process firstWorker = start(first, "worker");
        start(second, "worker");
        awaitSaid(first, "waits for runs");
        awaitSaid(second, "waits for runs");

        CliRun run = manager.run("run", night.job().toString());

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FINISHED);
        assertThat(night.accepted()).hasSize(120);
        String id = manager.run("status", "--json").json().path("run").asString();
        night.audit(id).agree(manager.home());
        awaitSaid(first, "rows were lent to it");
        firstWorker.destroy();
        assertThat(firstWorker.waitFor()).isEqualTo(ExitCode.FINISHED);
        assertThat(first.said()).contains("worker ends");
    }

    @Test
    void the_rows_of_a_worker_that_is_killed_are_done_by_others_and_none_is_bought_twice() throws Exception {
        night.write(150, "30/s");
        SharedHost doomed = host("doomed");
        Process worker = start(doomed, "worker");
        awaitSaid(doomed, "waits for runs");
        Process run = start(manager, "run", night.job().toString());
        night.awaitAccepted(70, run);

        worker.destroyForcibly().waitFor();
        int code = run.waitFor();

        assertThat(code).as(manager.said()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
        assertThat(manager.said()).contains("is not heard of any more: its rows are taken back");
        String id = manager.run("status", "--json").json().path("run").asString();
        night.audit(id).agree(manager.home());
        assertThat(night.audit(id).statuses()).hasSize(150);
    }

    @Test
    void a_manager_that_is_killed_is_followed_by_another_while_workers_stay() throws Exception {
        night.write(150, "30/s");
        SharedHost helper = host("helper");
        start(helper, "worker");
        awaitSaid(helper, "waits for runs");
        Process killed = start(manager, "run", night.job().toString());
        night.awaitAccepted(60, killed);

        killed.destroyForcibly().waitFor();
        SharedHost other = host("other");
        CliRun resumed = other.run("run", night.job().toString());

        assertThat(resumed.code()).as(resumed.err()).isIn(ExitCode.FINISHED, ExitCode.PICTURES_MISSING);
        String id = other.run("status", "--json").json().path("run").asString();
        night.audit(id).agree(other.home());
        assertThat(night.audit(id).statuses()).hasSize(150);
    }

    /** What was seen of the sources, and which rows are chosen, is the manager's to know: a worker gets finished inputs. */
    @Test
    void chosen_rows_are_sent_with_sizes_like_their_sources_also_by_workers() throws Exception {
        night.write(90, "20/s", "sources: { look: always }", "rows: { where: 'id in (row-1, row-2) or brand = acme' }");
        night.useSamples("brand", "acme", 3);
        SharedHost other = host("other");
        start(other, "worker");
        awaitSaid(other, "waits for runs");

        CliRun run = manager.run("run", night.job().toString(), "--set", "input.image_size=like-source");

        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.FINISHED);
        assertThat(night.accepted()).hasSize(32);
        List<String> sizes = night.accepted()
                .valueStream()
                .map(request -> request.path("input").path("image_size").asString())
                .toList();
        assertThat(sizes)
                .contains("landscape_4_3")
                .allMatch(size -> size.equals("landscape_4_3") || size.equals("square_hd"));
        String id = manager.run("status", "--json").json().path("run").asString();
        assertThat(night.audit(id).statuses()).hasSize(32);
        awaitSaid(other, "rows were lent to it");
    }

    @Test
    void a_run_starts_workers_of_its_own_which_end_with_it() throws Exception {
        night.write(60, "30/s", "budget: { max-cost: 0.60, price: 0.015 }");
        Process run = start(manager, "run", night.job().toString(), "--workers", "1");

        int code = run.waitFor();

        assertThat(code).as(manager.said()).isEqualTo(ExitCode.STOPPED);
        assertThat(manager.said())
                .contains("started 1 worker; their output is in ")
                .contains("stopped (budget: ");
        // Two hosts spend what one would, to the cent.
        assertThat(night.accepted()).hasSize(40);
        Path log = manager.home().resolve("workers").resolve("worker-1.log");
        assertThat(Files.readString(log)).contains("rows were lent to it").contains("worker ends");
    }
}
