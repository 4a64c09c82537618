"""What is worth learning in a segment."""

from __future__ import annotations

from collections.abc import Set

from content.episode.episode import Segment

OFFERED = 3
"""Glosses that a segment offers to save: as many as buttons fit a row of a phone."""


def offered(segment: Segment, easy: Set[str] = frozenset()) -> tuple[int, ...]:
    """Indices of the glosses most worth saving, in reading order.

    One whose headword is not `easy` comes before one that is, one that stands in the English before one that does
    not, a phrase before a word, a long word before a short one.
    """

    def usefulness(index: int) -> tuple[bool, bool, bool, int]:
        gloss = segment.glosses[index]
        return gloss.headword not in easy, gloss.span is not None, " " in gloss.headword, len(gloss.headword)

    best = sorted(range(len(segment.glosses)), key=usefulness, reverse=True)[:OFFERED]
    return tuple(sorted(best))
