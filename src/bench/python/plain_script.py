"""Makes the calls of a run with asyncio and aiohttp, and keeps none of its promises.

    python3 plain_script.py MANIFEST.jsonl FOLDER BASE IN_FLIGHT

No ledger, no resume, no checks: what somebody would write instead, as a measure for the benchmarks.
"""

import asyncio
import json
import pathlib
import sys

import aiohttp

MODEL = "blackforestlabs/flux-2/flash/edit"
HEADERS = {"Authorization": "Bearer simulator"}
POLL_SECONDS = 0.05


async def picture(session, base, folder, row):
    name = row.pop("id")
    async with session.post(f"{base}/models/{MODEL}", json=row, headers=HEADERS) as answer:
        accepted = await answer.json()
    while True:
        await asyncio.sleep(POLL_SECONDS)
        async with session.get(accepted["status_url"], headers=HEADERS) as answer:
            if (await answer.json())["status"] not in ("in_queue", "in_progress"):
                break
    async with session.get(accepted["result_url"], headers=HEADERS) as answer:
        output = (await answer.json())["output"]
    async with session.get(output.get("image") or output["images"][0]) as answer:
        (folder / f"{name}.jpg").write_bytes(await answer.read())


async def main(manifest, out, base, in_flight):
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    rows = iter(pathlib.Path(manifest).read_text(encoding="utf-8").splitlines())

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def work():
            for line in rows:
                await picture(session, base, folder, json.loads(line))

        await asyncio.gather(*(work() for _ in range(int(in_flight))))


asyncio.run(main(*sys.argv[1:]))
