"""Memory of a bot that has nothing to do, seconds after its first getUpdates was answered.

RSS is what `ps` and a container's limit see, with the pages of libraries that other processes have mapped, too; PSS has
of those its share; private is what would be free if it ended.
"""

import asyncio
import tempfile
from collections.abc import Iterable
from pathlib import Path

from tests.bench.report import table
from tests.bench.start import up

RESTING = 5.0
_HEAD = ("at rest, without the page", "RSS", "PSS", "private")
_AS_DEPLOYED = ("-OO",)
"""How the unit and the container start it."""


async def alone() -> list[list[str]]:
    """One process on SQLite: the first time in an empty folder, again, and as it is deployed."""
    with tempfile.TemporaryDirectory(prefix="bench-rest-") as folder:
        first, again = await _rested(folder), await _rested(folder)
        async with up(folder, python=_AS_DEPLOYED):  # its bytecode is made now
            pass
        deployed = await _rested(folder, python=_AS_DEPLOYED)
    return [
        ["`buildspeak run`", *again],
        ["the same, as the unit and the container start it (`python -OO`)", *deployed],
        ["`buildspeak run` that has just made its database", *first],
    ]


async def worker(url: str) -> list[list[str]]:
    """A worker on a PostgreSQL whose schema is there."""
    with tempfile.TemporaryDirectory(prefix="bench-rest-") as folder:
        worker = ("--role", "worker")
        plain = await _rested(folder, *worker, until="getMe", DATABASE_URL=url)
        deployed = await _rested(folder, *worker, python=_AS_DEPLOYED, until="getMe", DATABASE_URL=url)
    return [["a worker on PostgreSQL", *plain], ["the same, `python -OO`", *deployed]]


def rows(found: Iterable[list[str]]) -> str:
    """A table in Markdown."""
    return table(_HEAD, found)


async def _rested(
    folder: str, *words: str, python: tuple[str, ...] = (), until: str = "getUpdates", **more: str
) -> list[str]:
    async with up(folder, *words, python=python, until=until, **more) as (pid, _):
        await asyncio.sleep(RESTING)
        return _memory(pid)


def _memory(pid: int) -> list[str]:
    """RSS, PSS and private memory, of Linux; elsewhere nothing is known."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    except OSError:
        return ["", "", ""]
    kilobytes = {name: int(value.split()[0]) for name, _, value in (line.partition(":") for line in lines)}
    private = kilobytes["Private_Clean"] + kilobytes["Private_Dirty"]
    return [f"{size / 1024:.0f} MB" for size in (kilobytes["Rss"], kilobytes["Pss"], private)]
