"""What is said, and the piece of audio that comes of it: addressed by its content, each word with its times."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

SPEEDS = (1.0, 0.8)
"""Rendered ahead; everything between is for the player."""


class VoiceError(Exception):
    """No audio came of a line; the text says why, and holds neither the line nor a key."""


class NothingToSay(VoiceError):
    """The line has no word: emoji, or an address alone."""


class Stopped(VoiceError):
    """It was given up for something that somebody waits for; said again, it is said."""


class VoiceRefused(VoiceError):
    """It will be the same however often it is tried: not configured, not allowed, nothing left to spend."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text to be said; `timbre` names who says it as its engine knows them."""

    text: str
    timbre: str
    speed: float = 1.0
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Timing:
    """[start, end) of the text is heard from `since` until `until`, in milliseconds."""

    start: int
    end: int
    since: int
    until: int

    def later(self, milliseconds: int, characters: int = 0) -> Timing:
        """The same within something longer."""
        start, end = self.start + characters, self.end + characters
        return Timing(start, end, self.since + milliseconds, self.until + milliseconds)


@dataclass(frozen=True, slots=True)
class Voice:
    """A piece of audio as MP3. `words` is empty where the engine tells the times of sentences only."""

    data: bytes
    duration: int
    sentences: tuple[Timing, ...]
    words: tuple[Timing, ...] = ()


class Engine(Protocol):
    """Says lines. `name` is part of the address of what it says and changes with how it sounds."""

    @property
    def name(self) -> str:
        """Such as kokoro-1."""

    @property
    def timbres(self) -> tuple[str, ...]:
        """Who speaks English here, the best first."""

    @property
    def chinese(self) -> tuple[str, ...]:
        """Who speaks Chinese here well enough to be heard."""

    @property
    def bill(self) -> str:
        """What it cost this month, for the operator; empty where it costs nothing."""

    async def say(self, line: Line, *, urgent: bool = False) -> Voice:
        """The line as audio, before all others where somebody waits for it; raises VoiceError."""


def address(line: Line, engine: str) -> str:
    """Forty characters that differ where text, voice, speed, language or engine differ."""
    parts = (engine, line.timbre, f"{line.speed:.2f}", line.language, line.text)
    digest = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:40]


def sentences_of(text: str, language: str = "en") -> tuple[tuple[int, int], ...]:
    """[start, end) of every sentence, white space around it left out; a paragraph ends one."""
    from sentencex import get_sentence_boundaries  # four megabytes, for who listens

    found: list[tuple[int, int]] = []
    at = 0
    for paragraph in text.split("\n"):
        for boundary in get_sentence_boundaries(language, paragraph) if paragraph.strip() else ():
            start, end = boundary["start_index"], boundary["end_index"]
            piece = paragraph[start:end]
            bare = piece.strip()
            if bare:
                begins = at + start + piece.index(bare)
                found.append((begins, begins + len(bare)))
        at += len(paragraph) + 1
    return tuple(found)


def shifted(timings: Iterable[Timing], milliseconds: int, characters: int = 0) -> tuple[Timing, ...]:
    """Timings of a part, as they are within the whole."""
    return tuple(timing.later(milliseconds, characters) for timing in timings)
