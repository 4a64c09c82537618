"""An engine that hums: real MP3 with real times, quick, and as bad as a test asks of it.

As a process it is `python -m tests.kit.tones [FILE]`; a sentence that says so crashes it, hangs it, makes it fail, or
takes its time until there is that file.
"""

from __future__ import annotations

import asyncio
import math
import os
import sys
import threading
import time
from array import array
from dataclasses import dataclass, field
from pathlib import Path

from content.voice import mp3
from content.voice.line import Line, NothingToSay, Stopped, Timing, Voice, VoiceError
from content.voice.saying import by_sentences
from content.voice.sound import DELAY, RATE, encode
from content.voice.spoken import spoken
from content.voice.worker import serve

WORD_MS = 90
PITCHES = {"af_low": 220.0, "bf_high": 440.0, "am_mid": 330.0, "bm_top": 550.0, "zh_one": 700.0}


def hum(pitch: float, milliseconds: int, *, level: float = 0.3) -> array[int]:
    """A sine that fades in and out."""
    count = RATE * milliseconds // 1000
    edge = RATE // 100
    return array(
        "h",
        (
            round(32767 * level * min(1, at / edge, (count - at) / edge) * math.sin(2 * math.pi * pitch * at / RATE))
            for at in range(count)
        ),
    )


def quiet(milliseconds: int) -> array[int]:
    return array("h", bytes(2 * (RATE * milliseconds // 1000)))


class Tones:
    """Every word is a hum as long as it has syllables, nearly; a pause after each mark."""

    def __init__(self, goes_on: Path | None = None) -> None:
        self._goes_on = goes_on
        self._stopped = threading.Event()

    def begin(self) -> None:
        self._stopped.clear()

    def stop(self) -> None:
        self._stopped.set()

    def say(self, line: Line) -> Voice:
        match line.text:
            case "Take your time." if self._goes_on is not None:
                while not self._goes_on.exists():
                    if self._stopped.wait(0.05):
                        raise Stopped("it was stopped")
            case "Crash now.":
                os._exit(3)
            case "Hang.":
                time.sleep(600)
            case "Fail now.":
                raise VoiceError("the engine gave no sound, or numbers that are none")
        samples, words = array("h"), []
        said = spoken(line.text) if line.language == "en" else ()
        spans = [(each.start, each.end) for each in said] or ([(0, len(line.text))] if line.language == "zh" else [])
        if not spans:
            raise NothingToSay("nothing in it can be said")
        for start, end in spans:
            since = 1000 * len(samples) // RATE
            samples.extend(hum(PITCHES.get(line.timbre, 262.0), round(WORD_MS / line.speed)))
            words.append(Timing(start, end, since + DELAY, 1000 * len(samples) // RATE + DELAY))
            samples.extend(quiet(20))
        data = encode(samples)
        return Voice(data, mp3.duration(data), (Timing(0, len(line.text), 0, words[-1].until),), tuple(words))


@dataclass
class ToneEngine:
    """Tones within the bot's process; `said` is what it was asked for, `failing` how often it fails first.

    `mute` is a text that it finds nothing to say in.
    """

    timbres: tuple[str, ...] = ("af_low", "bf_high", "am_mid", "bm_top")
    chinese: tuple[str, ...] = ()
    name: str = "tones-1"
    bill: str = ""
    failing: int = 0
    held: asyncio.Event | None = None
    mute: str = ""
    said: list[Line] = field(default_factory=list)

    async def say(self, line: Line, *, urgent: bool = False) -> Voice:
        del urgent
        self.said.append(line)
        if self.held is not None:
            await self.held.wait()
        if line.text == self.mute:
            raise NothingToSay("nothing in it can be said")
        if self.failing:
            self.failing -= 1
            raise VoiceError("the engine stopped in the middle")

        async def one(sentence: Line) -> Voice:
            return await asyncio.to_thread(Tones().say, sentence)

        return await by_sentences(line, one)


if __name__ == "__main__":
    serve(Tones(Path(sys.argv[1]) if len(sys.argv) > 1 else None), sys.stdin.buffer, sys.stdout.buffer)
