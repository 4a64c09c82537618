"""Headings whose speaker and time stand together without a space, "Speaker 100:00 - 00:23".

Where the digits may be cut in more than one place, the cut that follows best on the paragraph above is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass

from content.text.prose import clean_line

_CLOCK = r"\d{1,2}(?::[0-5]\d){1,2}"
_HEADING = re.compile(rf"(?P<glued>.{{0,80}}?{_CLOCK})\s+[-–—]\s+(?P<end>{_CLOCK})", re.ASCII)
_GLUED = re.compile(r"(?P<label>.*?)(?P<digits>\d+)(?P<rest>(?::[0-5]\d){1,2})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Place:
    """Who speaks, and from when to when in seconds."""

    speaker: str | None
    start: int
    end: int


def is_heading(text: str) -> bool:
    """Whether the line ends with a range of time and has nothing else but a name."""
    return _HEADING.fullmatch(text) is not None


def read_heading(text: str, above: Place | None, *, padded: bool, known: Set[str | None]) -> Place:
    """What the heading says after `above`; `padded`: the page writes minutes with two digits.

    `known` are the speakers so far. Raises ValueError for what is no heading.
    """
    match = _HEADING.fullmatch(text)
    glued = _GLUED.fullmatch(match["glued"]) if match else None
    if match is None or glued is None:
        raise ValueError(text)
    end = _seconds(match["end"])
    follows = above.end if above else 0

    def unlikely(cut: tuple[str | None, str]) -> tuple[bool, bool, bool, int, bool]:
        speaker, clock = cut
        start = _seconds(clock)
        return (
            start > end or start < (above.start if above else 0),
            speaker == "Speaker",
            padded and clock.count(":") == 1 and len(clock) == 4,
            abs(start - follows),
            speaker not in known,
        )

    speaker, clock = min(_cuts(glued), key=unlikely)
    return Place(speaker=speaker, start=_seconds(clock), end=end)


def _cuts(glued: re.Match[str]) -> Iterator[tuple[str | None, str]]:
    """Every way to divide "Speaker 1010:00" into a speaker and a time of one or two digits."""
    for size in (2, 1):
        digits = glued["digits"]
        if len(digits) >= size:
            label = clean_line(glued["label"] + digits[:-size])
            yield label or None, digits[-size:] + glued["rest"]


def _seconds(clock: str) -> int:
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
