"""The buttons of how reviewing is done."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.review import Prompt
from bot.render.buttons.packing import Button


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
