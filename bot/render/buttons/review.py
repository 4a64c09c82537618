"""The buttons of reviewing. `turn` is the turn of the session that a button is of: on any other it does nothing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.review import Rating
from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Review(Button, prefix="q"):
    """Begin today's review, or go on with it: in the message itself (1), or below one that is something else (0)."""

    here: int = 0


@dataclass(frozen=True)
class Answer(Button, prefix="qa"):
    """Show the answer of a card."""

    term: int
    turn: int


@dataclass(frozen=True)
class Grade(Button, prefix="qg"):
    """Rate a card."""

    term: int
    turn: int
    rating: Rating


@dataclass(frozen=True)
class UndoReview(Button, prefix="qu"):
    """Take the last rating back."""

    review: int


@dataclass(frozen=True)
class PutOffCard(Button, prefix="qb"):
    """Not today."""

    term: int


@dataclass(frozen=True)
class DropCard(Button, prefix="qd"):
    """Delete the term of a card, in the middle of a review."""

    term: int


@dataclass(frozen=True)
class RestoreCard(Button, prefix="qr"):
    """Undo that deletion and go on."""

    term: int


@dataclass(frozen=True)
class KnowCard(Button, prefix="qw"):
    """The term of a card is known: no more of it (1); or it is to be learned after all (0), and on."""

    term: int
    known: int


@dataclass(frozen=True)
class Stats(Button, prefix="qt"):
    """How it is going."""
