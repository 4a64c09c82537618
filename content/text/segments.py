"""From the paragraphs of a source to segments that each fit one message, nothing lost or reordered.

A fragment that ends mid-sentence is joined to what the same speaker says next. What is too long is divided at
sentence ends, the Chinese along with the English; where one sentence is too long, at clauses, then at words.
Raw episodes, which have no Chinese yet, get the same segments as their translations.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import accumulate, pairwise

from content.episode.episode import Segment, count_words
from content.text.glosses import find_glosses
from content.text.prose import AIMED_WORDS, MOST_CHINESE, MOST_ENGLISH, clean, join_lines, units
from content.text.sentences import CHINESE_WORD, ENGLISH_WORD, clauses, middle, sentences
from content.text.translations import translations

_MOST_JOINED = 3 * AIMED_WORDS
_SENTENCE_END = re.compile(r"[.!?…。！？—][\"'”’)\]）」』*]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a source gives as one piece; times are seconds, `\\n` separates paragraphs within a text.

    `continues`: it is one paragraph with the piece before it, as the next caption is. What follows it is a post's.
    """

    english: str
    chinese: str = ""
    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    continues: bool = False
    url: str | None = None
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class _Timed:
    """From this character of a joined text on, the time runs from `start` to `end`."""

    offset: int
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class _Joined:
    """Paragraphs become one; `first` has what is known of it besides text and times."""

    english: str
    chinese: str
    times: tuple[_Timed, ...]
    first: Paragraph


@dataclass(frozen=True, slots=True)
class _Piece:
    english: str
    chinese: str


def segment(paragraphs: Iterable[Paragraph], *, join: bool = True) -> tuple[Segment, ...]:
    """Segments of at most AIMED_WORDS English words; `join=False` keeps fragments (posts) apart."""
    segments: list[Segment] = []
    for joined in _join(paragraphs, join=join):
        at = 0
        for piece in _divide(joined.english, joined.chinese):
            english, chinese = clean(piece.english), clean(piece.chinese)
            until = at + len(piece.english)
            start, end = _times(joined, at, until)
            glosses = find_glosses(english, chinese)
            segments.append(
                Segment(
                    english,
                    chinese,
                    joined.first.speaker,
                    start,
                    end,
                    glosses=glosses,
                    url=joined.first.url,
                    likes=joined.first.likes,
                    reposts=joined.first.reposts,
                    replies=joined.first.replies,
                    posted_at=joined.first.posted_at,
                )
            )
            at = until
    return tuple(segments)


def _join(paragraphs: Iterable[Paragraph], *, join: bool) -> list[_Joined]:
    joined: list[_Joined] = []
    for paragraph in paragraphs:
        english, chinese = clean(paragraph.english), clean(paragraph.chinese)
        if not english and not chinese:
            continue
        last = joined[-1] if joined else None
        if last and (paragraph.continues or (join and _continues(last, paragraph.speaker))):
            joined[-1] = _joined(last, english, chinese, paragraph)
        else:
            times = (_Timed(0, paragraph.start, paragraph.end),)
            joined.append(_Joined(english, chinese, times, paragraph))
    return joined


def _continues(last: _Joined, speaker: str | None) -> bool:
    ended = _SENTENCE_END.search(last.english) is not None
    return last.first.speaker == speaker and not ended and count_words(last.english) < _MOST_JOINED


def _joined(last: _Joined, english: str, chinese: str, paragraph: Paragraph) -> _Joined:
    """Without a speaker a fragment is a heading: it stays a paragraph of its own in the segment."""
    spoken = paragraph.speaker is not None or paragraph.continues
    both = join_lines(last.english, english) if spoken else f"{last.english}\n{english}".strip()
    translation = join_lines(last.chinese, chinese) if spoken else f"{last.chinese}\n{chinese}".strip()
    timed = _Timed(len(both) - len(english), paragraph.start, paragraph.end)
    return replace(last, english=both, chinese=translation, times=(*last.times, timed))


def _fits(english: str) -> bool:
    return count_words(english) <= AIMED_WORDS and units(english) <= MOST_ENGLISH


def _divide(english: str, chinese: str) -> list[_Piece]:
    """Pieces that fit, unless a single word does not; joined again they are both texts.

    The English alone decides where, so that an episode has the same segments with and without its translation.
    """
    pieces: list[_Piece] = []
    divided = _divide_english(english, _ENGLISH_SPLITS)
    for part, translation in zip(divided, translations(divided, chinese), strict=True):
        pieces.extend(_halve(_Piece(part, translation)))
    return pieces


def _divide_english(whole: str, splits: Sequence[_Split]) -> list[str]:
    if _fits(whole):
        return [whole]
    if not splits:
        cut = middle(whole, ENGLISH_WORD)
        return (
            [whole] if cut is None else [half for at in (whole[:cut], whole[cut:]) for half in _divide_english(at, ())]
        )
    pieces: list[str] = []
    for group in _group(splits[0](whole)):
        pieces.extend(_divide_english(group, splits[1:]))
    return pieces


def _halve(whole: _Piece) -> list[_Piece]:
    """A translation too long for one message is cut near its middle, the English along with it."""
    if units(whole.chinese) <= MOST_CHINESE:
        return [whole]
    english, chinese = middle(whole.english, ENGLISH_WORD), middle(whole.chinese, CHINESE_WORD)
    if english is None or chinese is None:
        return [whole]
    left = _Piece(whole.english[:english], whole.chinese[:chinese])
    return [*_halve(left), *_halve(_Piece(whole.english[english:], whole.chinese[chinese:]))]


def _group(sentences: list[str]) -> list[str]:
    """As few groups as fit, as even in length as can be; a sentence that does not fit stands alone."""
    words = [0, *accumulate(count_words(sentence) for sentence in sentences)]
    lengths = [0, *accumulate(units(sentence) for sentence in sentences)]
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    for until in range(1, len(sentences) + 1):
        options: list[tuple[int, float, int]] = []
        for since in range(until - 1, -1, -1):
            fits = words[until] - words[since] <= AIMED_WORDS and lengths[until] - lengths[since] <= MOST_ENGLISH
            if since < until - 1 and not fits:
                break
            groups, uneven, _ = best[since]
            options.append((groups + 1, uneven + float(words[until] - words[since]) ** 2, since))
        best.append(min(options))
    bounds = [len(sentences)]
    while bounds[-1]:
        bounds.append(best[bounds[-1]][2])
    bounds.reverse()
    return ["".join(sentences[a:b]) for a, b in pairwise(bounds)]


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


_Split = Callable[[str], list[str]]
_ENGLISH_SPLITS: tuple[_Split, ...] = (partial(sentences, language="en"), clauses)
