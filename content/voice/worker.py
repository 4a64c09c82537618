"""The process that speaks: `python -m content.voice.worker FOLDER`, a job a line in, an answer and its bytes out.

It lowers its own priority, writes nothing but answers to its output, and ends when its input does.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Protocol

from content.voice import mp3, recording
from content.voice.line import Line, NothingToSay, Timing, Voice, VoiceError
from content.voice.sound import encode

NICE = 19


class Speaks(Protocol):
    """An engine within this process."""

    def say(self, line: Line) -> Voice:
        """A sentence as audio; raises VoiceError."""


class KokoroSpeaks:
    """Kokoro, loaded at the first line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kokoro: Any = None

    def say(self, line: Line) -> Voice:
        """A sentence as MP3."""
        from content.voice.kokoro import Kokoro  # an extra, and slow to load

        if self._kokoro is None:
            self._kokoro = Kokoro(self._folder)
        samples, sentences, words = self._kokoro.say(line)
        data = encode(samples)
        return Voice(data, mp3.duration(data), sentences, words)


def serve(speaks: Speaks, jobs: IO[bytes], answers: IO[bytes]) -> None:
    """Answer every job until there are no more."""
    for raw in jobs:
        try:
            voice = _done(speaks, json.loads(raw))
        except NothingToSay as error:
            head: dict[str, object] = {"nothing": str(error)}
            data = b""
        except VoiceError as error:
            head, data = {"error": str(error)}, b""
        except Exception as error:  # one line costs one answer, whatever a library raises
            head, data = {"error": f"{type(error).__name__} while speaking"}, b""
        else:
            head, data = as_told(voice), voice.data
        answers.write(json.dumps(head | {"size": len(data)}).encode() + b"\n" + data)
        answers.flush()


def as_told(voice: Voice) -> dict[str, object]:
    """A voice without its bytes."""
    return {
        "duration": voice.duration,
        "sentences": [[each.start, each.end, each.since, each.until] for each in voice.sentences],
        "words": [[each.start, each.end, each.since, each.until] for each in voice.words],
    }


def as_heard(head: Mapping[str, Any], data: bytes) -> Voice:
    """The voice that was told; raises ValueError, TypeError or KeyError."""
    sentences, words = (tuple(Timing(*each) for each in head[name]) for name in ("sentences", "words"))
    return Voice(data, int(head["duration"]), sentences, words)


def _done(speaks: Speaks, job: Mapping[str, Any]) -> Voice:
    if job["do"] == "cut":
        return recording.cut(Path(job["path"]), job["since"], job["until"], job["text"])
    return speaks.say(Line(job["text"], job["timbre"], float(job["speed"]), job["language"]))


def main() -> None:
    """Speak until the input ends."""
    with suppress(OSError):
        os.nice(NICE)
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    serve(KokoroSpeaks(Path(sys.argv[1])), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
