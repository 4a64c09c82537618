"""What is worth learning in a segment, and the sentence it stands in."""

from __future__ import annotations

from collections.abc import Set

from sentencex import get_sentence_boundaries

from content.episode.episode import Gloss, Segment

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


def sentence_of(segment: Segment, gloss: Gloss) -> tuple[str, str]:
    """The English sentence that a gloss stands in and the Chinese one that explains it.

    Where a gloss is not located in the English, the whole English of the segment.
    """
    english = segment.english if gloss.span is None else _around(segment.english, "en", gloss.span[0])
    at = segment.chinese.find(gloss.meaning)
    return english, segment.chinese if at < 0 else _around(segment.chinese, "zh", at)


def _around(text: str, language: str, at: int) -> str:
    for boundary in get_sentence_boundaries(language, text):
        if boundary["start_index"] <= at < boundary["end_index"]:
            return text[boundary["start_index"] : boundary["end_index"]].strip()
    return text
