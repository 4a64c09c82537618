"""The sentences of a segment, each beside its translation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from content.text.alignment import align
from content.text.sentences import sentences


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences of both languages that translate each other, with where they begin; either may be empty."""

    english: str
    chinese: str
    english_at: int
    chinese_at: int


@lru_cache(maxsize=64)
def beads(english: str, chinese: str) -> tuple[Bead, ...]:
    """The beads of a segment in its order; a paragraph is aligned with its own where there are as many of both."""
    left, right = english.split("\n"), chinese.split("\n")
    if len(left) != len(right):
        left, right = [english], [chinese]
    found: list[Bead] = []
    at = [0, 0]
    for source, translation in zip(left, right, strict=True):
        found.extend(_paragraph(source, translation, at[0], at[1]))
        at = [at[0] + len(source) + 1, at[1] + len(translation) + 1]
    return tuple(found)


def _paragraph(english: str, chinese: str, english_at: int, chinese_at: int) -> list[Bead]:
    left, right = sentences(english, language="en"), sentences(chinese, language="zh")
    found: list[Bead] = []
    for bead in align(left, right):
        source = "".join(left[at] for at in bead.english)
        translation = "".join(right[at] for at in bead.chinese)
        found.append(
            Bead(
                source,
                translation,
                english_at + sum(len(left[at]) for at in range(bead.english.start)),
                chinese_at + sum(len(right[at]) for at in range(bead.chinese.start)),
            )
        )
    return found
