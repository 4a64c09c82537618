"""The buttons of the digest card: open it, put it off, leave it, what was missed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Cover(Button, prefix="d"):
    """The digest card of an episode."""

    episode: int
    size: int


class Until(StrEnum):
    """When a digest that is put off comes again."""

    HOUR = "h"
    EVENING = "e"
    TOMORROW = "t"


@dataclass(frozen=True)
class Later(Button, prefix="l"):
    """The choice of when to be brought this episode again."""

    episode: int
    size: int


@dataclass(frozen=True)
class PutOff(Button, prefix="lt"):
    """Bring this episode again then."""

    episode: int
    until: Until


@dataclass(frozen=True)
class Skip(Button, prefix="x"):
    """Not this episode."""

    episode: int
    size: int


@dataclass(frozen=True)
class Unskip(Button, prefix="xu"):
    """This episode after all, now: neither skipped nor put off."""

    episode: int
    size: int


@dataclass(frozen=True)
class Missed(Button, prefix="ms"):
    """What else was missed since a date, as a proleptic ordinal, after which nothing came."""

    since: int
