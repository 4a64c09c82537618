"""The buttons of the sayings of a week: turn them, keep one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Sayings(Button, prefix="sy"):
    """A saying of the week of a day, given as a proleptic ordinal; the card it was opened from is the way back."""

    day: int
    at: int
    episode: int
    size: int


@dataclass(frozen=True)
class KeepSaying(Button, prefix="syk"):
    """Save a saying or take it back; `check` tells whether it is still the one that the button showed."""

    day: int
    at: int
    episode: int
    size: int
    check: str
