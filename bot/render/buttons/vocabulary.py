"""The buttons of the vocabulary and of one term."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.term import Sort
from bot.render.buttons.packing import Button


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
class AskInReview(Button, prefix="qe"):
    """Ask for the meaning of a term whose card is under review: the reply goes back there."""

    term: int


@dataclass(frozen=True)
class AskNote(Button, prefix="vn"):
    """Ask for a note about a term."""

    term: int


@dataclass(frozen=True)
class OpenContext(Button, prefix="vc"):
    """The segment in which a saved context stands."""

    context: int
