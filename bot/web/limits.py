"""How much one reader may ask: a bucket each, that fills again while they read.

Each process counts for itself: several web processes behind one address allow as many times as much. A row a request
would cost more than what most requests do.
"""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

A_SECOND = 10.0
AT_ONCE = 40.0
"""Requests of one reader: a page that opens asks for some ten."""

SEARCHES_A_SECOND = 1.0
SEARCHES_AT_ONCE = 6.0
"""What goes through whole texts costs more than all else."""

VISITS_A_SECOND = 50.0
VISITS_AT_ONCE = 200.0
"""Of all readers together: who asks for a visit is not known yet."""

WAITING = 4
"""Of one reader: windows in which an episode is open."""

_KEPT = 20_000


class Bucket:
    """So many at once, and so many a second after that."""

    __slots__ = ("_at", "_left", "_most", "_rate")

    def __init__(self, rate: float, most: float, now: float) -> None:
        self._rate, self._most, self._left, self._at = rate, most, most, now

    def wait(self, now: float) -> float:
        """Take one; 0, or the seconds until there is one."""
        self._left = min(self._most, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < 1:
            return (1 - self._left) / self._rate
        self._left -= 1
        return 0.0


@dataclass(slots=True)
class Limits:
    """Buckets by what they are of, in this process; those of who has been away longest make room."""

    monotonic: Callable[[], float] = time.monotonic
    refused: int = 0
    waiting: Counter[int] = field(default_factory=Counter)
    """Requests of each reader that wait for something to change."""
    _buckets: OrderedDict[tuple[str, int], Bucket] = field(default_factory=OrderedDict)

    def request(self, chat_id: int) -> float:
        """One of a reader's; the seconds to wait, 0 for none."""
        return self._wait("request", chat_id, A_SECOND, AT_ONCE)

    def search(self, chat_id: int) -> float:
        """One that goes through texts."""
        return self._wait("search", chat_id, SEARCHES_A_SECOND, SEARCHES_AT_ONCE)

    def visit(self) -> float:
        """One that asks for a visit."""
        return self._wait("visit", 0, VISITS_A_SECOND, VISITS_AT_ONCE)

    def _wait(self, what: str, of: int, rate: float, most: float) -> float:
        now, name = self.monotonic(), (what, of)
        bucket = self._buckets.get(name)
        if bucket is None:
            bucket = self._buckets[name] = Bucket(rate, most, now)
            if len(self._buckets) > _KEPT:
                self._buckets.popitem(last=False)
        self._buckets.move_to_end(name)
        wait = bucket.wait(now)
        self.refused += wait > 0
        return wait
