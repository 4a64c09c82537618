"""Pieces of an original recording: cut where nobody speaks, near where the transcript says.

Timecodes are whole seconds, cut down, so that a segment begins within the second after its own. A piece begins just
before the first sound behind the silence that is found there, and ends just after the last one.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from pathlib import Path

from content.voice import mp3
from content.voice.line import Timing, Voice, VoiceError, sentences_of
from content.voice.sound import DELAY, RATE, encode, read

BEFORE, AFTER = 0.7, 1.2
"""Seconds around a timecode in which silence is looked for; it is cut down to a whole one."""
LONGEST = 600.0
"""Seconds of one piece: more is no segment."""
_WINDOW = RATE // 50
"""20 ms."""
_QUIET_RUN = 5
"""Windows: 100 ms is a pause, less is a stop within a word."""
_LEAD = 0.06
"""Seconds left before the first and behind the last sound."""


@dataclass(frozen=True, slots=True)
class _Quiet:
    """Nothing is heard from `since` until `until`, in seconds of the stretch."""

    since: float
    until: float


def cut(path: Path, since: float, until: float, text: str) -> Voice:
    """What is said between two timecodes (seconds); raises VoiceError."""
    if not 0 <= since < until or until - since > LONGEST:
        raise VoiceError("the timecodes are out of order, or too far apart")
    begins = max(0.0, since - BEFORE)
    samples: array[int] = array("h")
    most = math.ceil((until + AFTER - begins) * RATE)
    for part in read(path, since=begins):
        samples.extend(part)
        if len(samples) >= most:
            break
    samples = samples[:most]
    if len(samples) < (since - begins + 0.5) * RATE:
        raise VoiceError("the timecode lies behind the end of the recording")
    quiet = _quiet(samples)
    first = _onset(quiet, since - begins) if since > 0 else 0.0
    last = _ending(quiet, min(until - begins, len(samples) / RATE), len(samples) / RATE)
    if last - first < 0.3:
        first, last = since - begins, min(until - begins, len(samples) / RATE)
    piece = samples[round(first * RATE) : round(last * RATE)]
    data = encode(piece)
    return Voice(data, mp3.duration(data), _sentences(text, _quiet(piece), len(piece) / RATE))


def _quiet(samples: array[int]) -> list[_Quiet]:
    """Where nothing is heard: well below the speech around it, whatever hum or hiss lies under it."""
    levels = []
    for at in range(0, len(samples) - _WINDOW + 1, _WINDOW):
        window = samples[at : at + _WINDOW]
        levels.append(10 * math.log10(1 + sum(sample * sample for sample in window) / _WINDOW))
    if not levels:
        return []
    ranked = sorted(levels)
    floor, speech = ranked[len(ranked) // 20], ranked[len(ranked) * 3 // 4]
    threshold = floor + max(4.0, 0.3 * (speech - floor))
    found: list[_Quiet] = []
    run = 0
    for index, level in enumerate([*levels, math.inf]):
        if level <= threshold:
            run += 1
            continue
        if run >= _QUIET_RUN:
            found.append(_Quiet((index - run) * _WINDOW / RATE, index * _WINDOW / RATE))
        run = 0
    return found


def _onset(quiet: list[_Quiet], at: float) -> float:
    """Just before the first sound behind the best silence around `at`."""
    near = [each for each in quiet if at - BEFORE <= each.until <= at + AFTER]
    if not near:
        return at
    best = max(near, key=lambda each: min(1.0, each.until - each.since) - 0.4 * _beyond(each.until, at))
    return max(best.since, best.until - _LEAD)


def _ending(quiet: list[_Quiet], at: float, end: float) -> float:
    """Just after the last sound before the best silence around `at`."""
    near = [each for each in quiet if at - BEFORE <= each.since <= at + AFTER]
    if not near:
        return min(at, end)
    best = max(near, key=lambda each: min(1.0, each.until - each.since) - 0.4 * _beyond(each.since, at))
    return min(best.until, best.since + _LEAD)


def _beyond(moment: float, at: float) -> float:
    """How far a moment lies outside the second that a whole timecode stands for."""
    return max(0.0, at - moment, moment - at - 1)


def _sentences(text: str, quiet: list[_Quiet], seconds: float) -> tuple[Timing, ...]:
    """Each sentence by its share of the characters, moved to a pause nearby."""
    spans = sentences_of(text)
    if not spans:
        return ()
    total = sum(end - start for start, end in spans)
    bounds, said = [0.0], 0
    for start, end in spans[:-1]:
        said += end - start
        guess = seconds * said / total
        pause = min(quiet, key=lambda each: abs((each.since + each.until) / 2 - guess), default=None)
        middle = (pause.since + pause.until) / 2 if pause else guess
        bounds.append(max(bounds[-1], middle if abs(middle - guess) <= BEFORE else guess))
    bounds.append(seconds)
    return tuple(
        Timing(start, end, round(1000 * since) + DELAY, round(1000 * until) + DELAY)
        for (start, end), since, until in zip(spans, bounds[:-1], bounds[1:], strict=True)
    )
