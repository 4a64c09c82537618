"""The buttons of when deliveries come and when they rest."""

from __future__ import annotations

from dataclasses import dataclass

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Days(Button, prefix="sd"):
    """The choice of days of the week."""


@dataclass(frozen=True)
class SetDays(Button, prefix="sD"):
    """Deliver on these days: bits, Monday the lowest."""

    days: int


@dataclass(frozen=True)
class Quiet(Button, prefix="sq"):
    """The choice of quiet hours."""


@dataclass(frozen=True)
class SetQuiet(Button, prefix="sQ"):
    """Quiet from one minute of the day to another; equal ones mean no quiet hours."""

    start: int
    end: int


@dataclass(frozen=True)
class Pauses(Button, prefix="sp"):
    """The choice of how long to pause."""


@dataclass(frozen=True)
class Pause(Button, prefix="sP"):
    """Pause for so many days; 0 means until resumed."""

    days: int
