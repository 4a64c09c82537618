"""Telegram's flood limits, off unless a world is given them: sends and edits a chat, a group, and overall."""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil

PACED = frozenset(
    {
        "sendMessage",
        "sendAudio",
        "sendDocument",
        "sendVoice",
        "sendPhoto",
        "editMessageMedia",
        "editMessageReplyMarkup",
        "editMessageText",
    }
)


@dataclass(slots=True)
class Limits:
    """How many sends and edits pass: the figures of Telegram's FAQ, with some room for bursts in a chat."""

    chat_burst: int = 5
    chat_seconds: float = 5.0
    group_per_minute: int = 20
    overall_per_second: int = 30
    paid_per_second: int = 1000
    _passed: defaultdict[tuple[str, int], deque[datetime]] = field(default_factory=lambda: defaultdict(deque))

    def retry_after(self, chat_id: int, now: datetime, *, paid: bool = False) -> int | None:
        """Seconds to wait, or None when the call passes (and is counted). What is paid for has a limit of its own."""
        windows = [
            (("chat", chat_id), self.chat_burst, self.chat_seconds),
            (("paid", 0), self.paid_per_second, 1.0) if paid else (("all", 0), self.overall_per_second, 1.0),
        ]
        if chat_id < 0:
            windows.append((("group", chat_id), self.group_per_minute, 60.0))
        for key, most, seconds in windows:
            passed = self._passed[key]
            while passed and (now - passed[0]).total_seconds() >= seconds:
                passed.popleft()
            if len(passed) >= most:
                return max(1, ceil(seconds - (now - passed[0]).total_seconds()))
        for key, _, _ in windows:
            self._passed[key].append(now)
        return None
