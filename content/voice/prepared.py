"""Audio prepared beside an episode: `name.mp3` with its digest, `name.voice.json` with who says what when.

A piece belongs to the text that it was made of: once a segment is edited its piece is no longer served. The names of
engine, voice and speed give it the address that it would have had if it were rendered now.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from content.voice import mp3
from content.voice.line import Line, Timing, Voice, address

FORMAT = 1
GAP = 700
"""Milliseconds between two segments."""
MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Piece:
    """One segment within the file, by the hash of its English."""

    text: str
    timbre: str
    since: int
    until: int
    sentences: tuple[Timing, ...]
    words: tuple[Timing, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """The audio of one episode's digest."""

    audio: Path
    engine: str
    speed: float
    pieces: tuple[Piece, ...]

    def address(self, english: str) -> str | None:
        """What a segment's audio is known by; None where it has none."""
        piece = self._piece(english)
        return None if piece is None else address(Line(english, piece.timbre, self.speed), self.engine)

    def voice(self, english: str) -> Voice | None:
        """A segment's audio; None where it has none, or the file cannot be read."""
        piece = self._piece(english)
        if piece is None:
            return None
        try:
            data = mp3.cut(self.audio.read_bytes(), piece.since, piece.until)
            return Voice(data, mp3.duration(data), piece.sentences, piece.words)
        except (OSError, mp3.NotMp3):
            return None

    def _piece(self, english: str) -> Piece | None:
        wanted = text_hash(english)
        return next((each for each in self.pieces if each.text == wanted), None)


@lru_cache(256)
def text_hash(english: str) -> str:
    """What a piece knows its text by; asked for again and again of what is just read."""
    return sha256(english.encode()).hexdigest()[:24]


def paths(episode: Path) -> tuple[Path, Path]:
    """The audio and its times beside an episode's file."""
    return episode.with_suffix(".mp3"), episode.with_suffix(".voice.json")


def read(episode: Path) -> Prepared | None:
    """What is prepared beside an episode's file; None where there is nothing, or nothing that can be read."""
    audio, times = paths(episode)
    try:
        if not 0 < audio.stat().st_size <= MOST_BYTES:
            return None
        told = json.loads(times.read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            return None
        pieces = tuple(_piece(each) for each in told["pieces"])
        return Prepared(audio, str(told["engine"]), float(told["speed"]), pieces)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(episode: Path, engine: str, speed: float, said: Sequence[tuple[Line, Voice]]) -> Prepared:
    """Put the digest beside the episode's file, whole or not at all; raises OSError, NotMp3."""
    audio, times = paths(episode)
    pieces: list[dict[str, object]] = []
    at = 0
    for line, voice in said:
        if pieces:
            at += mp3.duration(mp3.silence(voice.data, GAP))
        told = {
            "text": text_hash(line.text),
            "timbre": line.timbre,
            "since": at,
            "until": at + voice.duration,
            "sentences": _flat(voice.sentences),
            "words": _flat(voice.words),
        }
        pieces.append(told)
        at += voice.duration
    lines = ",\n".join(json.dumps(piece, separators=(",", ":")) for piece in pieces)
    head = json.dumps({"format": FORMAT, "engine": engine, "speed": speed})[:-1]
    for path, data in (
        (audio, mp3.joined([voice.data for _, voice in said], pause=GAP)),
        (times, f'{head}, "pieces": [\n{lines}\n]}}\n'.encode()),
    ):
        partial = path.with_suffix(".part")
        partial.write_bytes(data)
        partial.replace(path)
    found = read(episode)
    if found is None:
        raise OSError(f"{audio} does not read back as it was written")
    return found


def _piece(told: Mapping[str, Any]) -> Piece:
    sentences, words = (tuple(Timing(*each) for each in _four(told[name])) for name in ("sentences", "words"))
    return Piece(str(told["text"]), str(told["timbre"]), int(told["since"]), int(told["until"]), sentences, words)


def _four(flat: Sequence[int]) -> list[tuple[int, int, int, int]]:
    numbers = [int(each) for each in flat]
    return [(numbers[at], numbers[at + 1], numbers[at + 2], numbers[at + 3]) for at in range(0, len(numbers), 4)]


def _flat(timings: Sequence[Timing]) -> list[int]:
    return [number for each in timings for number in (each.start, each.end, each.since, each.until)]
