"""From `buildspeak run` to the first getUpdates, in a fresh process and a fresh folder each time."""

import asyncio
import os
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median

from tests.bench import canned
from tests.bench.machine import on_core
from tests.bench.small_server import CannedServer


async def starts(times: int) -> tuple[list[float], list[float]]:
    """Seconds to the first poll: with an empty folder, where the schema and the library are new, and again."""
    first: list[float] = []
    again: list[float] = []
    for _ in range(times):
        with tempfile.TemporaryDirectory(prefix="bench-start-") as folder:
            for seconds in (first, again):
                async with up(folder) as (_, took):
                    seconds.append(took)
    return first, again


@asynccontextmanager
async def up(
    folder: str, *words: str, python: tuple[str, ...] = (), until: str = "getUpdates", **more: str
) -> AsyncIterator[tuple[int, float]]:
    """`buildspeak run` and what follows in `words`: its process, and the seconds until it first asks `until`.

    `python` are options of the interpreter, `more` is environment.
    """
    asked = asyncio.Event()
    seen = lambda method: asked.set() if method == until else None  # noqa: E731
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: CannedServer(seen=seen), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    given = {"TELEGRAM_BOT_TOKEN": canned.TOKEN, "TELEGRAM_API_URL": f"http://127.0.0.1:{port}", "DATA_DIR": folder}
    environment = os.environ | given | {"LOG_LEVEL": "ERROR"} | more
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled
    async with server:
        began = time.monotonic()
        command = [*on_core(0), sys.executable, *python, "-m", "bot", "run", *words]
        process = await asyncio.create_subprocess_exec(*command, env=environment)
        try:
            await asyncio.wait_for(asked.wait(), 120)
            yield process.pid, time.monotonic() - began
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
