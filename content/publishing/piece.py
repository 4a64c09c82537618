"""One episode of a source, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from content.checks.doubt import Doubt
from content.episode.episode import Episode
from content.episode.faults import Fault

if TYPE_CHECKING:
    from content.translate.plan import Plan

DRAFTS = ".drafts"
WITHDRAWN = ".withdrawn"


class Fate(StrEnum):
    """What became of a piece."""

    PUBLISHED = "published"
    DRAFT = "draft"
    HELD = "held"
    REPEAT = "repeat"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"
    FAULTY = "faulty"


@dataclass(frozen=True, slots=True)
class Piece:
    """One episode of a source, or a fault in its place; `path` is where it stands or would stand.

    `note` says all of what is to be said, `why` only what is wrong, without the place. `unrecognised` is a source that
    is none of ours. `doubts` are what the proof, or for a source's own translation the checks, left; a piece that we
    translated is held for a major one. `plan` says in a dry run what the model would be asked for.
    """

    fate: Fate
    name: str
    episode: Episode | None = None
    path: Path | None = None
    note: str = ""
    unrecognised: bool = False
    why: str = ""
    doubts: tuple[Doubt, ...] = ()
    plan: Plan | None = None


def faulty(name: str, fault: Fault) -> Piece:
    """A fault in place of the piece of this name."""
    return Piece(Fate.FAULTY, name, note=str(fault), unrecognised=fault.unrecognised, why=fault.what)


OnPiece = Callable[[Piece], None]
