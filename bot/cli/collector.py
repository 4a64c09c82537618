"""Python's garbage collector in a process that runs for months.

Left to itself it walks through everything that was ever imported again and again, which takes a fifth of the time of
a push, and a sixth of that of a start: what is there at the start stays, and what comes later is looked through after
ten thousand new objects rather than seven hundred.
"""

from __future__ import annotations

import gc

_STARTING = (50_000, 50, 50)
_THRESHOLDS = (10_000, 20, 50)

SETTLED = 1.0
"""Seconds after which a bot that is at work has all that stays: the walk through it keeps no start waiting."""


def start() -> None:
    """Call it before anything is imported that stays."""
    gc.set_threshold(*_STARTING)


def settle_in() -> None:
    """Call it once all that stays is loaded."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
