"""What a vocabulary of 100, 1,000 and 10,000 terms costs: milliseconds of each thing that a reader does with it."""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app.place import BUNDLED_EPISODES
from bot.model.chat import ChatId, Language
from bot.model.review_day import review_day
from bot.model.subscription import Subscription
from bot.model.term import Context, Sort
from bot.reading.ahead import look_ahead, waiting
from bot.store import Store, open_store
from bot.vocabulary.headwords import candidates
from content.files.check import read_library

CHAT = ChatId(7)
NOW = datetime(2026, 6, 4, tzinfo=UTC)
SIZES = (100, 1_000, 10_000)
ROUNDS = 15
_LEARNT = """
UPDATE cards SET
    state = 'review', step = NULL, stability = 3.0 + term_id % 40, difficulty = 5.0,
    last_review = ? - (term_id % 100 + 1) * ?, due = ? - (term_id % 100) * ?
WHERE term_id % 3 > 0
"""


async def fill(store: Store, count: int) -> None:
    """Terms with a context each; two thirds of the cards learnt and overdue by up to a hundred days."""
    for number in range(count):
        at = NOW - timedelta(minutes=number)
        context = Context(0, 0, 1, number, f"We saw term{number} in it.", "我们见过它。", "The Show", None, at)
        await store.terms.save(CHAT, f"term{number} of many", f"释义{number}", at, context)
    now, day = int(NOW.timestamp() * 1000), 86_400_000
    async with store.database.transaction() as connection:
        await connection.execute(_LEARNT, (now, day, now, day))


async def milliseconds(act: Callable[[], Awaitable[Any]]) -> float:
    """The median of some rounds."""
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        await act()
        took.append((time.perf_counter() - start) * 1000)
    return statistics.median(took)


async def measure(count: int) -> dict[str, float]:
    """One size, on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        async with open_store(f"sqlite:///{Path(folder) / 'bench.db'}") as store:
            subscription = Subscription(CHAT, Language.ZH, "Asia/Shanghai", 480, NOW)
            await store.subscriptions.put(subscription)
            library = read_library(Path(BUNDLED_EPISODES))
            await store.episodes.sync({entry.sha256: entry.episode for entry in library.entries})
            await fill(store, count)
            day, last = review_day("Asia/Shanghai", NOW), (count - 1) // 8
            listing = await store.episodes.get(1)
            assert listing is not None
            text = candidates(library.entries[0].episode.segments[0].english)

            async def begin() -> None:
                session = await store.reviews.begin(CHAT, day.day, NOW, day.opens, day.closes, (10, 40))
                assert session is not None
                await store.reviews.left(CHAT, session, NOW)

            return {
                "/vocab, newest, first page": await milliseconds(lambda: store.terms.page(CHAT, 0)),
                "/vocab, newest, last page": await milliseconds(lambda: store.terms.page(CHAT, last)),
                "/vocab, due, last page": await milliseconds(lambda: store.terms.page(CHAT, last, Sort.DUE)),
                "/vocab, A-Z, last page": await milliseconds(lambda: store.terms.page(CHAT, last, Sort.NAME)),
                "search of a headword": await milliseconds(lambda: store.terms.search(CHAT, "term77")),
                "search of a meaning": await milliseconds(lambda: store.terms.search(CHAT, "释义77")),
                "begin a review": await milliseconds(begin),
                "cards that wait": await milliseconds(lambda: waiting(store, subscription, NOW)),
                "terms met in a segment": await milliseconds(lambda: store.owned.met(CHAT, text.keys(), (1, 0))),
                "the day's card, looking ahead": await milliseconds(
                    lambda: look_ahead(store, subscription, listing, 8, NOW)
                ),
                "figures of /stats": await milliseconds(lambda: store.reviews.figures(CHAT)),
            }


async def main() -> None:
    """Print a row an act, a column a size."""
    columns = {size: await measure(size) for size in SIZES}
    sys.stdout.write("ms, median".ljust(32) + "".join(f"{size:>10,}" for size in SIZES) + "\n")
    for act in columns[SIZES[0]]:
        sys.stdout.write(act.ljust(32) + "".join(f"{columns[size][act]:>10.2f}" for size in SIZES) + "\n")


if __name__ == "__main__":
    asyncio.run(main())
