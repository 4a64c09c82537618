"""How it grows: with readers, with what they keep, and with episodes."""

import asyncio
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from bot.app.place import BUNDLED_EPISODES
from content.files.markdown import write
from tests.bench.fill import Sizes, fill
from tests.bench.report import table
from tests.bench.rounds import run
from tests.bench.server import serve
from tests.bench.subject import Asked, Result
from tests.kit.story import episode

READERS = (1_000, 100_000, 1_000_000)
EPISODES = (1, 100, 2_000)
HISTORY = (0, 365)
DUE = 50
_TERMS = 20
_HEAD = ("who is due", f"tick with {DUE} due", "tick with none", "a tap alone", "start without imports", "peak memory")


def tables(*, quick: bool, say: Callable[[str], None]) -> list[str]:
    """Tables in Markdown; `quick` leaves the largest out."""
    readers, episodes = (READERS[:-1], EPISODES[:-1]) if quick else (READERS, EPISODES)
    by_readers = [[f"{count:,}", *_cells(_measured(count, BUNDLED_EPISODES, say))] for count in readers]
    by_episodes = []
    for count in episodes:
        with tempfile.TemporaryDirectory(prefix="bench-library-") as folder:
            _write_library(Path(folder), count)
            by_episodes.append([f"{count:,}", *_cells(_measured(READERS[0], Path(folder), say))])
    with tempfile.TemporaryDirectory(prefix="bench-library-") as folder:
        _write_library(Path(folder), HISTORY[-1] + 35)
        by_history = [[f"{had:,}", *_cells(_measured(READERS[0], Path(folder), say, had=had))] for had in HISTORY]
    return [
        table(["readers", *_HEAD], by_readers),
        table(["episodes, 1,000 readers", *_HEAD], by_episodes),
        table(["days that each of 1,000 readers has had", *_HEAD], by_history),
        _in_words(_sizes()),
    ]


def _measured(chats: int, library: Path, say: Callable[[str], None], *, had: int = 0) -> Result:
    say(f"filling a database with {chats:,} readers")
    with tempfile.TemporaryDirectory(prefix="bench-grown-") as folder, serve(taps=0) as server:
        database = Path(folder) / "filled.db"
        asyncio.run(fill(database, chats, due=DUE, had=had, library=library))
        say(f"measuring {chats:,} readers")
        return run("grow ours", Asked(server.url, 0, taps=0, chats=DUE, library=str(library)), database)


def _cells(result: Result) -> list[str]:
    took = result.notes
    if took["sent"] != DUE:
        raise RuntimeError(f"{took['sent']:.0f} of {DUE} were sent")
    times = [f"{took[what]:,.2f} ms" for what in ("due", "tick", "idle tick", "tap", "start")]
    return [*times, f"{result.memory_mb:.0f} MB"]


def _write_library(folder: Path, count: int) -> None:
    for number in range(count):
        written = episode(f"Measured {number}", day=date(2026, 6, 3) - timedelta(days=number))
        (folder / f"{number}.md").write_text(write(written), "utf-8")


def _sizes() -> Sizes:
    with tempfile.TemporaryDirectory(prefix="bench-sizes-") as folder:
        return asyncio.run(fill(Path(folder) / "filled.db", 5_000, terms=_TERMS))


def _in_words(sizes: Sizes) -> str:
    return (
        f"In the SQLite file, indexes included: {sizes.subscriber:.0f} bytes a subscriber, {sizes.delivery:.0f} bytes "
        f"a delivery, {sizes.term:.0f} bytes a saved term with one context."
    )
