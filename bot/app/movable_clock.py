"""The demo's clock: its days pass when somebody says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta


@dataclass(slots=True)
class MovableClock:
    """Real time plus an offset that only grows."""

    offset: timedelta = field(default_factory=timedelta)

    def __call__(self) -> datetime:
        """Now, in UTC."""
        return datetime.now(UTC) + self.offset

    def move_to(self, instant: datetime) -> None:
        """Make it `instant`; never backwards."""
        self.offset += max(timedelta(), instant - self())
