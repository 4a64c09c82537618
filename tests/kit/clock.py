"""A clock that stands still until the test moves it."""

from datetime import UTC, datetime, timedelta

START = datetime(2026, 6, 4, tzinfo=UTC)


class Clock:
    """Starts at 08:00 in Shanghai on Thursday 4 June 2026."""

    def __init__(self, now: datetime = START) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def move(self, **passed: float) -> None:
        """Let time pass."""
        self.now += timedelta(**passed)
