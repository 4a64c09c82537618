"""How far a translation is, and what it came to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from content.episode.episode import Episode
from content.files.heading import clock
from content.translate.budget import Usage
from content.translate.faults import TranslationError


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a translation stands. `waiting` says why and how long where the endpoint has to be waited for."""

    title: str
    done: int
    total: int
    cached: int
    failed: int
    tokens: int
    waiting: str | None = None


OnProgress = Callable[[Progress], None]


def unseen(progress: Progress) -> None:
    """A callback for those who do not look."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A segment (the title: position None) that has no translation, and the reason given last."""

    position: int | None
    where: str
    why: str

    def __str__(self) -> str:
        return f"{self.where}: {self.why}"


@dataclass(frozen=True, slots=True)
class TranslationReport:
    """What the translation of one episode took and what it left undone.

    `given` segments were bilingual already. `asked_again` counts segments whose first answer was not accepted.
    `stopped` is why the rest was not asked for: the budget, an endpoint that is down.
    """

    segments: int
    given: int
    cached: int
    translated: int
    asked_again: int
    usage: Usage
    cost: float | None = None
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    stopped: TranslationError | None = None

    @property
    def complete(self) -> bool:
        """Whether title and every segment have their Chinese; else the episode stays a draft."""
        return not self.failures and self.stopped is None

    def __str__(self) -> str:
        """Lines for a terminal: the counts, then what failed and why."""
        usage = self.usage
        counts = [f"{self.translated} of {self.segments} segments translated"]
        counts += [f"{self.cached} of them from earlier runs"] if self.cached else []
        counts += [f"{self.given} bilingual already"] if self.given else []
        counts += [f"{self.asked_again} asked again"] if self.asked_again else []
        spent = f"{usage.requests} requests, {usage.tokens_in} tokens in, {usage.tokens_out} out"
        spent += f", {usage.retried} retried" if usage.retried else ""
        spent += " (partly estimated)" if usage.estimated else ""
        spent += f", cost {self.cost:.4f}" if self.cost is not None else ""
        lines = [", ".join(counts), spent, *map(str, self.failures), *self.notes]
        return "\n".join([*lines, str(self.stopped)] if self.stopped else lines)


@dataclass(frozen=True, slots=True)
class Translation:
    """An episode as far as it is translated, with its report; a segment without its Chinese has ""."""

    episode: Episode
    report: TranslationReport


def where(episode: Episode, position: int) -> str:
    """How an operator finds a segment: its number, and its time and speaker where it has them."""
    segment = episode.segments[position]
    time = None if segment.start is None else clock(segment.start)
    known = " · ".join(part for part in (time, segment.speaker) if part)
    return f"segment {position + 1}" + (f" ({known})" if known else "")
