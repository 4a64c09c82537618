"""A database of some size under the bot: what a start, the tick's query, a tick and a tap take there."""

import time
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from bot.app.dispatch import desk_of
from bot.app.running import running
from bot.library.serving import sync_library
from bot.model.delivery import Status
from bot.store import Store
from tests.bench.fill import DAY_BEGINS
from tests.bench.ours import Watched, application, tapping

_OWED_AT_ONCE = 500
_TIMES = 50


async def grown(url: str, taps: list[bytes], database: Path, library: Path) -> dict[str, float]:
    """Milliseconds each, medians where it is done often; `sent` is how many the tick brought their digest.

    A start is opening the store, reading the library and coming to poll; what Python imports before that is the
    same at every size.
    """
    transport, took = Watched(), dict[str, float]()
    began = time.perf_counter()
    async with application(url, database, transport) as (app, store):
        await sync_library(store, library)
        opened = _since(began)
        await app.initialize()
        took["due"] = median(
            [await _timed(partial(store.subscriptions.due, DAY_BEGINS, _OWED_AT_ONCE)) for _ in _often()]
        )
        took["tick"] = await _timed(desk_of(app).courier.tick)
        took["sent"] = await _sent(store)
        took["idle tick"] = median([await _timed(desk_of(app).courier.tick) for _ in _often()])
        began = time.perf_counter()
        async with running(app):
            took["start"] = opened + _since(began)
            tap = tapping(app, transport, taps)
            took["tap"] = median([await _timed(partial(tap, number)) for number in range(len(taps))])
    return took


def _often() -> range:
    return range(_TIMES)


async def _timed(work: Callable[[], Awaitable[Any]]) -> float:
    began = time.perf_counter()
    await work()
    return _since(began)


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


async def _sent(store: Store) -> int:
    return (await store.deliveries.counts(DAY_BEGINS)).get(Status.SENT, 0)
