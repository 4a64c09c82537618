"""PostgreSQL, and several processes on it: `python -m tests.bench --workers`."""

import asyncio
import tempfile
from pathlib import Path

from tests.bench import pushing, rest, tapping
from tests.bench.databases import moved, postgres
from tests.bench.fill import fill
from tests.bench.server import serve


def tables(*, quick: bool, rounds: int) -> list[str]:
    """Everything, in Markdown."""
    chats, seconds = (2_000, 3) if quick else (10_000, 15)
    with tempfile.TemporaryDirectory(prefix="bench-workers-") as name, serve(taps=1) as server:
        folder = Path(name)
        with postgres(folder) as own:
            pushes = pushing.compared(server.url, own, folder, chats=chats, rounds=rounds)
            nobody_due = folder / "nobody-due.db"
            asyncio.run(fill(nobody_due, tapping.TAPPERS, due=0))
            url = asyncio.run(moved(own, nobody_due, "taps"))
            inbox = tapping.through_the_inbox(server.url, url, seconds)
            taps = tapping.compared(server.url, f"sqlite:///{nobody_due}", url, rounds)
            resting = rest.rows(asyncio.run(rest.worker(url)))
    return [pushes, taps, inbox, resting]
