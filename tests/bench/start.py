"""From `buildspeak run` to the first getUpdates, in a fresh process and a fresh folder each time."""

import asyncio
import os
import signal
import sys
import tempfile
import time
from statistics import median

from tests.bench import canned
from tests.bench.machine import on_core
from tests.bench.small_server import CannedServer


async def starts(times: int) -> tuple[list[float], list[float]]:
    """Seconds to the first poll: with an empty folder, where the schema and the library are new, and again."""
    first, again = [], []
    for _ in range(times):
        with tempfile.TemporaryDirectory(prefix="bench-start-") as folder:
            first.append(await started(folder))
            again.append(await started(folder))
    return first, again


async def started(folder: str, **more: str) -> float:
    """Seconds from the start of a process to its first getUpdates. `more` is environment."""
    polled = asyncio.Event()
    seen = lambda method: polled.set() if method == "getUpdates" else None  # noqa: E731
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: CannedServer(seen=seen), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    given = {"TELEGRAM_BOT_TOKEN": canned.TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}", "DATA_DIR": folder}
    environment = os.environ | given | {"LOG_LEVEL": "WARNING"} | more
    async with server:
        began = time.monotonic()
        command = [*on_core(0), sys.executable, "-m", "bot", "run"]
        process = await asyncio.create_subprocess_exec(*command, env=environment)
        try:
            await asyncio.wait_for(polled.wait(), 120)
            return time.monotonic() - began
        finally:
            process.send_signal(signal.SIGKILL)
            await process.wait()


def in_words(first: list[float], again: list[float]) -> str:
    """Medians and ranges."""
    said = [
        f"{median(times):.2f} s ({min(times):.2f} to {max(times):.2f} s) {what}"
        for times, what in ((again, "with its database there"), (first, "the first time, in an empty folder"))
    ]
    return f"From `buildspeak run` to the first getUpdates, median of {len(first)}: " + "; ".join(said) + "."
