"""Whether Telegram answers: in an outage nothing more is sent, so that what is in doubt is what was on its way.

Three calls in a row without an answer, or none for `SILENCE` while some wait for one, and the line is held. A harmless
call tells when Telegram is back; then one message goes alone, and only when it has arrived do the others. Where that
one is lost too (a gateway may answer for a server that is away), the next waits three times as long.
"""

from __future__ import annotations

import time
from collections.abc import Callable

LOST_IN_A_ROW = 3
SILENCE = 1.0
"""Seconds without any answer to what was sent: several times as long as one takes."""

FIRST_HOLD, LONGEST_HOLD = 20.0, 900.0
"""Seconds between two messages that go alone."""


class Line:
    """Hears how calls end: each is a block within it. `monotonic` tells seconds, and never goes back."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._waiting = 0
        self._heard = monotonic()
        self._lost = 0
        self._wait = FIRST_HOLD
        self._alone_at = monotonic()
        self.held = False
        """Whether nothing may be sent now."""
        self.on_trial = False
        """Whether one message goes alone, to see whether it arrives."""

    @property
    def silent(self) -> bool:
        """Whether what was sent is not answered: better wait for it than send more."""
        return self._waiting > 0 and self._monotonic() - self._heard > SILENCE

    @property
    def worth_asking(self) -> bool:
        """Whether, on a line that is held, it is time to ask whether Telegram is back."""
        return self.held and self._monotonic() >= self._alone_at

    def __enter__(self) -> None:
        """A call waits for its answer."""
        if self._waiting == 0:
            self._heard = self._monotonic()
        self._waiting += 1

    def __exit__(self, *_: object) -> None:
        """It waits no longer."""
        self._waiting -= 1

    def answered(self) -> None:
        """Telegram answered, whatever it said."""
        self._heard = self._monotonic()
        self._lost = 0
        self._wait = FIRST_HOLD
        self.held = self.on_trial = False

    def lost(self) -> bool:
        """A call was not answered, or not by Telegram; whether the line is held from now on."""
        self._lost += 1
        if self.held or not (self.on_trial or self._lost >= LOST_IN_A_ROW):
            return False
        if self.on_trial:
            self._alone_at = self._monotonic() + self._wait
            self._wait = min(3 * self._wait, LONGEST_HOLD)
        self.held, self.on_trial = True, False
        return True

    def back(self) -> None:
        """Telegram answered a harmless call: the next message goes alone."""
        self.held, self.on_trial = False, True
