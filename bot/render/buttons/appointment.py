"""The buttons that set time and zone from where a reader is, and lead back there.

`at` says where that is: `h0` and `h1` are the greetings of someone new and of someone who came back, `e12.8` the end of
a reading of size 8 of episode 12.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Adjust(Button, prefix="oa"):
    """Time, zone and language of a greeting."""

    at: str


@dataclass(frozen=True)
class Return(Button, prefix="ob"):
    """Where the reader came from."""

    at: str


@dataclass(frozen=True)
class PickTime(Button, prefix="ot"):
    """The choice of times."""

    at: str


@dataclass(frozen=True)
class TakeTime(Button, prefix="oT"):
    """Deliver at this minute of the day."""

    at: str
    minute: int


@dataclass(frozen=True)
class PickZone(Button, prefix="oz"):
    """The choice of zones."""

    at: str


@dataclass(frozen=True)
class TakeZone(Button, prefix="oZ"):
    """Live in this IANA zone."""

    at: str
    zone: str
