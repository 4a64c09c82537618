"""What is heard: pieces of audio as they are kept, and how a chat listens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.model.chat import ChatId
from content.voice.line import Timing

SPEEDS = (100, 80)
"""Per cent of the usual speed that can be rendered; everything between is for the player."""
ASKED_A_DAY = 20
"""Pieces that a chat may have rendered on demand in a day."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece of audio by its address; `file_id` once Telegram has it. `duration` in milliseconds, `size` in bytes."""

    address: str
    duration: int
    size: int
    sentences: tuple[Timing, ...]
    words: tuple[Timing, ...]
    heard_at: datetime
    file_id: str | None = None


@dataclass(frozen=True, slots=True)
class Sound:
    """A piece of audio as a file that leaves: named by its address, so that the same is the same everywhere."""

    address: str
    data: bytes

    @property
    def file(self) -> str:
        """Its name."""
        return f"buildspeak-{self.address}.mp3"


@dataclass(frozen=True, slots=True)
class Listening:
    """How a chat listens. An empty `timbre` is the bot's own choice; `aloud` has the player follow every page.

    `player` is the message that plays, below the message `card`.
    """

    chat_id: ChatId
    timbre: str = ""
    speed: int = 100
    aloud: bool = False
    both: bool = False
    review: bool = False
    player: int | None = None
    card: int | None = None
