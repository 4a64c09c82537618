"""Captions, WebVTT (https://www.w3.org/TR/webvtt1/) and SubRip: cues, read by hand so that every fault has its line.

Rolling captions repeat the line before; those are known by times within their text, and told once.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce

from content.episode.faults import Fault
from content.sources.speech import labels, split_label, spoken
from content.sources.transcript import speaker_name
from content.text.prose import clean, clean_line, join_lines

MOST_FAULTS = 20
_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
_TIMING = re.compile(rf"{_TIME}\s*-->\s*{_TIME}(?:\s.*)?", re.ASCII)
_NO_CUE = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)\b")
_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,100})?\s{1,20}([^<>]{0,200})>")
_TAG = re.compile(r"</?(?:[a-zA-Z][^<>]{0,200}|\d[\d:.]*)?>|\{\\[^{}]{0,200}\}")
_MOST_ROLLED = 10
"""Lines that captions which roll may show again: a screen has two or three."""

_ROLLING = re.compile(r"<\d\d:\d\d[\d:.]*>")


@dataclass(frozen=True, slots=True)
class Cue:
    """What is shown from `start` to `end`, in seconds; `turn`: someone else begins to speak."""

    start: float
    end: float
    text: str
    speaker: str | None = None
    turn: bool = False


@dataclass(slots=True)
class _Open:
    start: float
    end: float
    lines: list[str]


def recognises(text: str) -> bool:
    """Whether `text` is meant to be captions, sound or not."""
    return text.startswith("WEBVTT") or any("-->" in line and line[:1].isdigit() for line in text.split("\n", 30)[:30])


def read_cues(text: str, name: str) -> tuple[list[Cue], list[Fault]]:
    """The cues in `text` in the order of their times, and the lines that are faulty."""
    found: list[_Open] = []
    faults: list[Fault] = []
    lines = [line.strip() for line in text.split("\n")]
    skipping = open_cue = False
    for at, line in enumerate(lines):
        if "-->" in line and not skipping:
            timing = _TIMING.fullmatch(line)
            if timing is None:
                faults.append(Fault(name, at + 1, f"not the times of a caption: {line[:60]!r}"))
                skipping = True
            else:
                found.append(_Open(*_times(timing.groups()), []))
                open_cue = True
        elif not line:
            skipping = open_cue = False
        elif skipping or (at + 1 < len(lines) and "-->" in lines[at + 1] and (not open_cue or line.isdigit())):
            continue
        elif not open_cue and (_NO_CUE.match(line) or not found):
            skipping = True
        else:
            found[-1].lines.append(line)
    return _cues(found, rolling=_ROLLING.search(text) is not None), faults[:MOST_FAULTS]


def _cues(found: Sequence[_Open], *, rolling: bool) -> list[Cue]:
    cues: list[Cue] = []
    shown: list[str] = []
    for each in sorted(found, key=lambda cue: cue.start):
        lines = [line for line in each.lines if clean_line(_TAG.sub("", line))]
        bare = [clean_line(_TAG.sub("", line)) for line in lines]
        most = min(len(bare), _MOST_ROLLED) if rolling else 0
        repeated = next((count for count in range(most, 0, -1) if shown[-count:] == bare[:count]), 0)
        shown = bare or shown
        if cue := _cue(each, lines[repeated:]):
            cues.append(cue)
    known = labels(cue.text for cue in cues)
    return [_labelled(cue, known) for cue in cues]


def _cue(found: _Open, lines: list[str]) -> Cue | None:
    whole = "\n".join(lines)
    voice = _VOICE.search(whole)
    text = reduce(join_lines, clean(spoken(_TAG.sub("", whole))).split("\n"))
    bare = text.removeprefix(">>").lstrip("> ")
    turn = bare != text
    if not bare:
        return None
    return Cue(found.start, found.end, bare, speaker_name(voice[1]) if voice else None, turn)


def _labelled(cue: Cue, known: frozenset[str]) -> Cue:
    if cue.speaker is not None:
        return cue
    speaker, text = split_label(cue.text, known)
    return replace(cue, speaker=speaker, text=text, turn=cue.turn or speaker is not None)


def _times(parts: Sequence[str | None]) -> tuple[float, float]:
    start, end = _seconds(parts[:4]), _seconds(parts[4:])
    return start, max(start, end)


def _seconds(parts: Sequence[str | None]) -> float:
    hours, minutes, seconds = (int(part or 0) for part in parts[:3])
    return hours * 3600 + minutes * 60 + seconds + float(f"0.{parts[3] or 0}")
