"""The buttons of reviewing. `turn` is the turn of the session that a button is of: on any other it does nothing."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.review import Prompt, Rating
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
class Stats(Button, prefix="qt"):
    """How it is going."""


@dataclass(frozen=True)
class ReviewOptions(Button, prefix="qs"):
    """The settings of reviewing."""


@dataclass(frozen=True)
class SetGrades(Button, prefix="qsg"):
    """Two grades, or four."""

    four: int


@dataclass(frozen=True)
class SetPrompt(Button, prefix="qsp"):
    """What is shown before the answer."""

    prompt: Prompt


@dataclass(frozen=True)
class SetNewPerDay(Button, prefix="qsn"):
    """At most so many new terms a day."""

    count: int


@dataclass(frozen=True)
class SetDuePerDay(Button, prefix="qsd"):
    """At most so many due terms a day."""

    count: int


@dataclass(frozen=True)
class Reminders(Button, prefix="qm"):
    """The choice of a time to be reminded."""


@dataclass(frozen=True)
class SetReminder(Button, prefix="qmt"):
    """Remind at this minute of the day."""

    minute: int


@dataclass(frozen=True)
class NoReminder(Button, prefix="qm0"):
    """Do not remind."""
