"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How it stands; only BAD keeps the bot from doing its work."""

    WELL = "✓"
    NOT_USED = "–"
    WATCH = "!"
    BAD = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found of a thing, and what to do about it."""

    thing: str
    state: State
    said: str
    mend: str = ""

    @property
    def line(self) -> str:
        """In one line."""
        return f"{self.state} {self.thing:<12} {self.said}" + (f" — {self.mend}" if self.mend else "")
