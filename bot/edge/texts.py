"""How many texts and files of one chat are read: whoever pastes a book sees it told once, and keeps nobody waiting.

Taps are not counted: they are bounded by how many of one chat may wait (`intake`).
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from enum import Enum

from bot.model.chat import ChatId

MOST = 30
"""In a minute: more than a person writes, with room for a list of words."""

_MINUTE = 60.0


class Verdict(Enum):
    """What is to be done with a text: read it, tell its chat that it is one too many, or nothing at all."""

    READ = 0
    TELL = 1
    LEAVE = 2


class Texts:
    """Counts them by chat; what it knows of a chat is gone a minute after its last."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._read: dict[ChatId, deque[float]] = {}
        self._told: dict[ChatId, float] = {}
        self._swept = monotonic()

    def verdict(self, chat_id: ChatId) -> Verdict:
        """Of a text that has just come, which counts from now on."""
        now = self._monotonic()
        self._sweep(now)
        read = self._read.setdefault(chat_id, deque(maxlen=MOST))
        if len(read) < MOST or now - read[0] >= _MINUTE:
            read.append(now)
            return Verdict.READ
        if now - self._told.get(chat_id, now - _MINUTE) < _MINUTE:
            return Verdict.LEAVE
        self._told[chat_id] = now
        return Verdict.TELL

    def _sweep(self, now: float) -> None:
        if now - self._swept >= _MINUTE:
            self._swept = now
            self._read = {chat: read for chat, read in self._read.items() if now - read[-1] < _MINUTE}
            self._told = {chat: at for chat, at in self._told.items() if now - at < _MINUTE}
