"""The buttons of issues, of builders, and of what a piece is made from."""

from __future__ import annotations

from dataclasses import dataclass

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Issue(Button, prefix="i"):
    """A page of what came together with an episode, from whose card of `size` it was opened."""

    episode: int
    size: int
    page: int


@dataclass(frozen=True)
class Day(Button, prefix="id"):
    """A page of the issue of a day, a proleptic ordinal, opened from the calendar."""

    day: int
    page: int


@dataclass(frozen=True)
class Sources(Button, prefix="is"):
    """Where an episode comes from."""

    episode: int
    size: int


@dataclass(frozen=True)
class Builders(Button, prefix="b"):
    """A page of those whose posts can be read."""

    page: int


@dataclass(frozen=True)
class OpenBuilder(Button, prefix="bo"):
    """A page of the posts of a builder: whoever posted the episode."""

    episode: int
    page: int


@dataclass(frozen=True)
class Follow(Button, prefix="bF"):
    """Follow (1) whoever posted the episode, or no longer (0); `page` is where their card stands."""

    episode: int
    page: int
    follow: int
