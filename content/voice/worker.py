"""The process that speaks: `python -m content.voice.worker FOLDER`, a job a line in, an answer and its bytes out.

It stands behind everything else on the machine, writes nothing but answers to its output, and ends when its input does.
A line that says stop ends the job of that number, wherever that is by then.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Lock, Thread
from typing import IO, Any, Protocol

from content.voice import mp3, recording
from content.voice.line import Line, NothingToSay, Stopped, Timing, Voice, VoiceError
from content.voice.sound import encode

NICE = 19


class Speaks(Protocol):
    """An engine within this process. `stop` comes from another thread, for what was begun last."""

    def begin(self) -> None:
        """Something is about to be said."""

    def say(self, line: Line) -> Voice:
        """A sentence as audio; raises VoiceError, Stopped."""

    def stop(self) -> None:
        """Have it end soon."""


class KokoroSpeaks:
    """Kokoro, loaded at the first line."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kokoro: Any = None
        self._stopped = False

    def begin(self) -> None:
        """Something is about to be said."""
        self._stopped = False
        if self._kokoro is not None:
            self._kokoro.begin()

    def say(self, line: Line) -> Voice:
        """A sentence as MP3."""
        from content.voice.kokoro import Kokoro  # an extra, and slow to load

        if self._kokoro is None:
            self._kokoro = Kokoro(self._folder)
        if self._stopped:  # while it was loaded
            raise Stopped("it was stopped")
        samples, sentences, words = self._kokoro.say(line)
        data = encode(samples)
        return Voice(data, mp3.duration(data), sentences, words)

    def stop(self) -> None:
        """Have it end soon."""
        self._stopped = True
        if self._kokoro is not None:
            self._kokoro.stop()


class _Jobs:
    """Jobs in the order they come, and the ear for those that are to stop."""

    def __init__(self, speaks: Speaks) -> None:
        self._speaks = speaks
        self._waiting: SimpleQueue[Mapping[str, Any] | None] = SimpleQueue()
        self._lock = Lock()
        self._at_work: object = None
        self._stopped: object = None

    def listen(self, lines: IO[bytes]) -> None:
        """Until there are no more."""
        try:
            for raw in lines:
                job = json.loads(raw)
                if job["do"] == "stop":
                    self._stop(job["number"])
                else:
                    self._waiting.put(job)
        finally:
            self._waiting.put(None)

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        while (job := self._waiting.get()) is not None:
            yield job

    def done(self, job: Mapping[str, Any]) -> Voice:
        """What comes of a job; raises VoiceError, Stopped."""
        with self._lock:
            if self._stopped is not None and self._stopped == job.get("number"):
                raise Stopped("it was stopped")
            self._speaks.begin()
            self._at_work = job.get("number")
        try:
            if job["do"] == "cut":
                return recording.cut(Path(job["path"]), job["since"], job["until"], job["text"])
            return self._speaks.say(Line(job["text"], job["timbre"], float(job["speed"]), job["language"]))
        finally:
            with self._lock:
                self._at_work = None

    def _stop(self, number: object) -> None:
        with self._lock:
            self._stopped = number
            if self._at_work == number:
                self._speaks.stop()


def serve(speaks: Speaks, lines: IO[bytes], answers: IO[bytes]) -> None:
    """Answer every job until there are no more."""
    jobs = _Jobs(speaks)
    Thread(target=jobs.listen, args=(lines,), daemon=True).start()
    for job in jobs:
        data = b""
        try:
            voice = jobs.done(job)
        except Stopped:
            head: dict[str, object] = {"stopped": True}
        except NothingToSay as error:
            head = {"nothing": str(error)}
        except VoiceError as error:
            head = {"error": str(error)}
        except Exception as error:  # one line costs one answer, whatever a library raises
            head = {"error": f"{type(error).__name__} while speaking"}
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


def stand_back() -> None:
    """Run where nothing else wants to, and leave one processor to all others where there are more.

    Behind a nice process whoever wakes may wait until its slice ends, behind an idle one nobody does.
    """
    with suppress(OSError):
        os.nice(NICE)
    with suppress(OSError, AttributeError):  # not everywhere there is such a thing, or is it allowed
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        processors = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, processors[1:] or processors)


def main() -> None:
    """Speak until the input ends."""
    stand_back()
    answers = sys.stdout.buffer
    sys.stdout = sys.stderr  # what a library prints is no answer
    serve(KokoroSpeaks(Path(sys.argv[1])), sys.stdin.buffer, answers)


if __name__ == "__main__":
    main()
