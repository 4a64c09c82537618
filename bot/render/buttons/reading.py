"""The buttons of reading and of words: one small class each, fields in the order in which they are packed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.model.subscription import Translation
from bot.model.term import Sort
from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Cover(Button, prefix="d"):
    """The digest card of an episode."""

    episode: int
    size: int


@dataclass(frozen=True)
class Read(Button, prefix="r"):
    """The index-th segment of a reading."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class Jump(Button, prefix="j"):
    """The grid of a reading's segments, around an index."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class Whole(Button, prefix="w"):
    """The whole episode, from where the digest stood."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class Recap(Button, prefix="e"):
    """The end of a reading: what was saved, and what to do next."""

    episode: int
    size: int


@dataclass(frozen=True)
class SaveRest(Button, prefix="er"):
    """Save every term that the reading offered and that is not saved yet."""

    episode: int
    size: int


@dataclass(frozen=True)
class Save(Button, prefix="g"):
    """Save a gloss of the segment shown, or take it back. `check` is `check(headword)`."""

    episode: int
    size: int
    index: int
    gloss: int
    check: str


@dataclass(frozen=True)
class Modes(Button, prefix="m"):
    """The choice of translation modes under a segment card."""

    episode: int
    size: int
    index: int


@dataclass(frozen=True)
class SetMode(Button, prefix="mt"):
    """Show translations this way from now on."""

    episode: int
    size: int
    index: int
    translation: Translation


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


@dataclass(frozen=True)
class Vocabulary(Button, prefix="v"):
    """A page of the vocabulary in an order."""

    page: int
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True)
class OpenTerm(Button, prefix="vt"):
    """One term of the vocabulary; `page` is where to go back to."""

    term: int
    page: int
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True)
class DeleteTerm(Button, prefix="vd"):
    """Delete a term."""

    term: int
    page: int
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True)
class RestoreTerm(Button, prefix="vu"):
    """Undo the deletion."""

    term: int
    page: int
    sort: Sort = Sort.NEWEST


@dataclass(frozen=True)
class SetKnown(Button, prefix="vk"):
    """Take a term out of review (1), or back into it (0)."""

    term: int
    page: int
    sort: Sort
    known: int


@dataclass(frozen=True)
class AskMeaning(Button, prefix="ve"):
    """Ask for a term's meaning."""

    term: int


@dataclass(frozen=True)
class AskNote(Button, prefix="vn"):
    """Ask for a note about a term."""

    term: int


@dataclass(frozen=True)
class OpenContext(Button, prefix="vc"):
    """The segment in which a saved context stands."""

    context: int


@dataclass(frozen=True)
class Archive(Button, prefix="a"):
    """The months of the archive."""


@dataclass(frozen=True)
class ArchiveMonth(Button, prefix="am"):
    """A page of a month, `2026-06`; the empty month holds evergreen episodes."""

    month: str
    page: int


@dataclass(frozen=True)
class ResendParked(Button, prefix="ar"):
    """An operator: send what may have arrived again."""


@dataclass(frozen=True)
class Preview(Button, prefix="ap"):
    """An operator: see what tomorrow brings."""
