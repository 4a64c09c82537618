"""What the page may ask of whoever runs the bot: the sandbox knows neither its clock's moves nor its database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Leap(StrEnum):
    """Where the clock may go; "morning" is tomorrow's 08:00 in the chat's zone."""

    DIGEST = "digest"
    MORNING = "morning"
    HOUR = "hour"
    WEEK = "week"


class CannotLeap(Exception):
    """The clock has nowhere to go; the text says why."""


class CannotFetch(Exception):
    """The dictionary cannot be had; the text says why."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the bot knows of a chat: its IANA zone, when its next digest is due, and its rows by table, as stored."""

    zone: str | None = None
    next_digest: datetime | None = None
    tables: Mapping[str, Sequence[Mapping[str, object]]] = field(default_factory=dict)


class Backstage(Protocol):
    """The bot's side of the demo."""

    async def facts(self, chat_id: int) -> Facts:
        """For reading only."""

    async def leap(self, leap: Leap, chat_id: int) -> None:
        """Move the clock and do what has come due; raises CannotLeap."""

    @property
    def has_lexicon(self) -> bool:
        """Whether words are looked up in the large dictionary."""

    async def fetch_lexicon(self, tell: Callable[[str], None]) -> None:
        """Fetch the dictionary and start with it, told step by step; raises CannotFetch."""

    async def restart(self) -> None:
        """Stop the bot as a deployment would and start it on the same database."""
