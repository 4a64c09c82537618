"""How long something takes, and how often it happens: kept as a few numbers, whoever asks for them. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from time import perf_counter

QUICK = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Seconds that what a reader waits for may take."""

PATIENT = (1.0, 5.0, 15.0, 30.0, 60.0, 120.0, 300.0, 900.0, 1800.0, 3600.0, 14400.0)
"""Seconds by which a digest may be late."""


class Timing:
    """How many took no longer than each of a few bounds, and how long all of them took together."""

    __slots__ = ("_counts", "bounds", "total")

    def __init__(self, bounds: tuple[float, ...] = QUICK) -> None:
        self.bounds = bounds
        self.total = 0.0
        self._counts = [0] * (len(bounds) + 1)

    def observe(self, seconds: float) -> None:
        """One more."""
        self._counts[bisect_left(self.bounds, seconds)] += 1
        self.total += seconds

    def running(self) -> Running:
        """One more, as long as the block takes."""
        return Running(self)

    @property
    def up_to(self) -> list[tuple[str, int]]:
        """How many took no longer than each bound; of the last, +Inf, all."""
        count, found = 0, []
        for bound, more in zip((*self.bounds, None), self._counts, strict=True):
            count += more
            found.append(("+Inf" if bound is None else str(bound), count))
        return found


class Running:
    """A block that is timed; cheaper than a generator, since every statement is in one."""

    __slots__ = ("_began", "_timing")

    def __init__(self, timing: Timing) -> None:
        self._timing = timing
        self._began = 0.0

    def __enter__(self) -> None:
        self._began = perf_counter()

    def __exit__(self, *_: object) -> None:
        self._timing.observe(perf_counter() - self._began)


class Timings(defaultdict[str, Timing]):
    """A Timing a kind of thing. Kinds are few and ours: never something that a reader chose."""

    def __init__(self) -> None:
        super().__init__(Timing)
