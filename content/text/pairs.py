"""The sentence that a gloss stands in, in both languages: one against one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from content.episode.episode import Gloss, Segment
from content.text.alignment import Bead, align
from content.text.sentences import sentences

_KEPT = 256
"""Segments whose sentences are kept paired: what is read these minutes."""


def sentence_of(segment: Segment, gloss: Gloss) -> tuple[str, str]:
    """The English sentence that a gloss stands in, and the Chinese one that translates it.

    Where the gloss's meaning is said in another sentence than its length suggests, it is that one. A gloss that is not
    located has the whole English against the sentence that explains it.
    """
    english, chinese, beads = _paired(segment.english, segment.chinese)
    saying = [at for at, sentence in enumerate(chinese) if gloss.meaning and gloss.meaning in sentence]
    if gloss.span is None:
        return segment.english, chinese[saying[0]].strip() if saying else segment.chinese
    at = _index(english, gloss.span[0])
    bead = next(bead for bead in beads if at in bead.english)
    inside = [place for place in saying if place in bead.chinese]
    if saying and (not inside or len(bead.english) > 1):
        shown = chinese[(inside or saying)[0]]
    else:
        shown = "".join(chinese[place] for place in bead.chinese) or segment.chinese
    return english[at].strip(), shown.strip()


@lru_cache(_KEPT)
def _paired(english: str, chinese: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[Bead, ...]]:
    left, right = sentences(english, language="en"), sentences(chinese, language="zh")
    return tuple(left), tuple(right), align(left, right)


def _index(pieces: Sequence[str], at: int) -> int:
    """Which piece has the character at `at` of them all together."""
    ends = list(accumulate(map(len, pieces)))
    return min(bisect_right(ends, at), len(pieces) - 1)
