"""From the paragraphs of a source to segments that each fit one message, nothing lost or reordered.

A fragment that ends mid-sentence is joined to what the same speaker says next. What is too long is divided at
sentence ends, the Chinese along with the English; where one sentence is too long, at clauses, then at words.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from content.alignment import align
from content.episode import Segment, count_words
from content.glosses import find_glosses
from content.prose import AIMED_WORDS, MOST_CHINESE, MOST_ENGLISH, clean, join_lines, units
from content.sentences import CHINESE_WORD, ENGLISH_WORD, clauses, middle, sentences

_MOST_JOINED = 3 * AIMED_WORDS
_MOST_CELLS = 1_000_000
"""Sentences of both languages multiplied: what the alignment may weigh at once, in about a second."""
_SENTENCE_END = re.compile(r"[.!?…。！？—][\"'”’)\]）」』*]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a source gives as one piece; times are seconds, `\\n` separates paragraphs within a text."""

    english: str
    chinese: str
    speaker: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class _Timed:
    """From this character of a joined text on, the time runs from `start` to `end`."""

    offset: int
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class _Joined:
    english: str
    chinese: str
    speaker: str | None
    times: tuple[_Timed, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    english: str
    chinese: str


def segment(paragraphs: Iterable[Paragraph], *, join: bool = True) -> tuple[Segment, ...]:
    """Segments of at most AIMED_WORDS English words; `join=False` keeps fragments (posts) apart."""
    segments: list[Segment] = []
    for joined in _join(paragraphs, join=join):
        at = 0
        for piece in _divide(_Piece(joined.english, joined.chinese), _SPLITS):
            english, chinese = clean(piece.english), clean(piece.chinese)
            until = at + len(piece.english)
            start, end = _times(joined, at, until)
            glosses = find_glosses(english, chinese)
            segments.append(Segment(english, chinese, joined.speaker, start, end, glosses=glosses))
            at = until
    return tuple(segments)


def _join(paragraphs: Iterable[Paragraph], *, join: bool) -> list[_Joined]:
    joined: list[_Joined] = []
    for paragraph in paragraphs:
        english, chinese = clean(paragraph.english), clean(paragraph.chinese)
        if not english and not chinese:
            continue
        last = joined[-1] if joined else None
        if last and join and _continues(last, paragraph.speaker):
            joined[-1] = _joined(last, english, chinese, paragraph)
        else:
            times = (_Timed(0, paragraph.start, paragraph.end),)
            joined.append(_Joined(english, chinese, paragraph.speaker, times))
    return joined


def _continues(last: _Joined, speaker: str | None) -> bool:
    ended = _SENTENCE_END.search(last.english) is not None
    return last.speaker == speaker and not ended and count_words(last.english) < _MOST_JOINED


def _joined(last: _Joined, english: str, chinese: str, paragraph: Paragraph) -> _Joined:
    """Without a speaker a fragment is a heading: it stays a paragraph of its own in the segment."""
    spoken = paragraph.speaker is not None
    both = join_lines(last.english, english) if spoken else f"{last.english}\n{english}".strip()
    translation = join_lines(last.chinese, chinese) if spoken else f"{last.chinese}\n{chinese}".strip()
    timed = _Timed(len(both) - len(english), paragraph.start, paragraph.end)
    return _Joined(both, translation, last.speaker, (*last.times, timed))


def _fits(english: str, chinese: str) -> bool:
    return count_words(english) <= AIMED_WORDS and units(english) <= MOST_ENGLISH and units(chinese) <= MOST_CHINESE


def _divide(whole: _Piece, splits: Sequence[_Split]) -> list[_Piece]:
    """Pieces that fit, unless a single word does not; joined again they are `whole`."""
    if _fits(whole.english, whole.chinese):
        return [whole]
    if not splits:
        return _halve(whole, ())
    (of_english, of_chinese), *finer = splits
    english, chinese = of_english(whole.english), of_chinese(whole.chinese)
    if len(english) * len(chinese) > _MOST_CELLS:
        return _halve(whole, splits)
    beads = [
        _Piece("".join(english[at] for at in bead.english), "".join(chinese[at] for at in bead.chinese))
        for bead in align(english, chinese)
    ]
    pieces: list[_Piece] = []
    for group in _group(_two_sided(beads)):
        pieces.extend(_divide(group, finer))
    return pieces


def _halve(whole: _Piece, splits: Sequence[_Split]) -> list[_Piece]:
    """The last resort: both texts are cut near their middle, and each half divided on."""
    english, chinese = middle(whole.english, ENGLISH_WORD), middle(whole.chinese, CHINESE_WORD)
    if english is None or chinese is None:
        return [whole]
    left = _Piece(whole.english[:english], whole.chinese[:chinese])
    right = _Piece(whole.english[english:], whole.chinese[chinese:])
    return [*_divide(left, splits), *_divide(right, splits)]


def _two_sided(beads: list[_Piece]) -> list[_Piece]:
    """Beads of one language only go with the one before; at the beginning, with the one after."""
    merged: list[_Piece] = []
    for bead in beads:
        last = merged[-1] if merged else None
        if last and not (
            last.english.strip() and last.chinese.strip() and bead.english.strip() and bead.chinese.strip()
        ):
            merged[-1] = _Piece(last.english + bead.english, last.chinese + bead.chinese)
        else:
            merged.append(bead)
    return merged


def _group(beads: list[_Piece]) -> list[_Piece]:
    """As few groups as fit, as even in length as can be; a bead that does not fit stands alone."""
    if not beads:
        return []
    sizes = [(0, 0, 0)]
    for bead in beads:
        size = (count_words(bead.english), units(bead.english), units(bead.chinese))
        sizes.append((sizes[-1][0] + size[0], sizes[-1][1] + size[1], sizes[-1][2] + size[2]))
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for until in range(1, len(beads) + 1):
        options: list[tuple[int, float, int]] = []
        for since in range(until - 1, -1, -1):
            words, english, chinese = (b - a for a, b in zip(sizes[since], sizes[until], strict=True))
            if since < until - 1 and (words > AIMED_WORDS or english > MOST_ENGLISH or chinese > MOST_CHINESE):
                break
            groups, uneven, _ = best[since]
            options.append((groups + 1, uneven + float(words) ** 2, since))
        best.append(min(options))
    bounds = [len(beads)]
    while bounds[-1]:
        bounds.append(best[bounds[-1]][2])
    bounds.reverse()
    return [
        _Piece("".join(bead.english for bead in beads[a:b]), "".join(bead.chinese for bead in beads[a:b]))
        for a, b in pairwise(bounds)
    ]


def _times(joined: _Joined, at: int, until: int) -> tuple[int | None, int | None]:
    offsets = [timed.offset for timed in joined.times]
    bounds = [*offsets[1:], len(joined.english)]

    def when(offset: int, *, end: bool) -> int | None:
        index = max(bisect_right(offsets, max(0, offset - 1 if end else offset)) - 1, 0)
        timed, bound = joined.times[index], bounds[index]
        if timed.start is None or timed.end is None:
            return timed.end if end and offset >= bound else timed.start if not end else None
        share = (offset - timed.offset) / max(1, bound - timed.offset)
        return timed.start + math.floor((timed.end - timed.start) * min(1.0, share))

    start = when(at, end=False)
    return start, when(until, end=True) if start is not None else None


_Split = tuple[Callable[[str], list[str]], Callable[[str], list[str]]]
_SPLITS: tuple[_Split, ...] = (
    (partial(sentences, language="en"), partial(sentences, language="zh")),
    (clauses, clauses),
)
