"""Buttons of publishing: what else came out, a reader's report, an operator's decisions."""

from __future__ import annotations

from dataclasses import dataclass

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Siblings(Button, prefix="ps"):
    """What else came out on the day of an episode."""

    episode: int


@dataclass(frozen=True)
class Report(Button, prefix="pr"):
    """A reader finds the translation of a segment bad."""

    episode: int
    position: int


@dataclass(frozen=True)
class Correct(Button, prefix="pc"):
    """An operator wants to correct the translation of a segment."""

    episode: int
    position: int


@dataclass(frozen=True)
class PublishDraft(Button, prefix="pp"):
    """An operator publishes a draft; `mark` is that of its file."""

    mark: str


@dataclass(frozen=True)
class Discard(Button, prefix="pd"):
    """An operator throws a draft away."""

    mark: str


@dataclass(frozen=True)
class ReportHere(Button, prefix="prh"):
    """The same from the card of a reading, in its place."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class Unreport(Button, prefix="pru"):
    """A reader takes that back."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class ReportPart(Button, prefix="prp"):
    """ReportHere from a later part of a long segment."""

    episode: int
    size: int
    index: int
    part: int


@dataclass(frozen=True)
class UnreportPart(Button, prefix="pup"):
    """Unreport there."""

    episode: int
    size: int
    index: int
    part: int


@dataclass(frozen=True)
class Withdraw(Button, prefix="pw"):
    """An operator is about to take an episode back: asked first."""

    episode: int


@dataclass(frozen=True)
class DoWithdraw(Button, prefix="pwd"):
    """An operator takes an episode back."""

    episode: int


@dataclass(frozen=True)
class KeepPublished(Button, prefix="pwk"):
    """An operator leaves it where it is."""

    episode: int


@dataclass(frozen=True)
class RestorePiece(Button, prefix="pwr"):
    """An operator brings back what was taken back."""

    episode: int
