"""Times as transcripts write them, and putting them in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from content.text.segments import Paragraph

CLOCK = r"\d{1,3}(?::[0-5]?\d){1,2}"
"""`02:31` or `1:02:31`."""
LONGEST = 100 * 3600
"""Seconds of the longest recording that the episode file can write."""


def seconds(clock: str) -> int:
    """The seconds of a CLOCK."""
    total = 0
    for part in clock.split(":"):
        total = total * 60 + int(part)
    return total


def in_order(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """`paragraphs` with times that never run backwards: people talk at once, and recognition errs by seconds."""
    latest = 0
    for paragraph in paragraphs:
        if paragraph.start is None or paragraph.start >= LONGEST:
            yield replace(paragraph, start=None, end=None)
            continue
        start = latest = max(latest, paragraph.start)
        end = paragraph.end
        yield replace(paragraph, start=start, end=None if end is None else min(max(start, end), LONGEST - 1))
