"""From the paragraphs of a source to segments that each fit one message, nothing lost or reordered.

A fragment that ends mid-sentence is joined to what the same speaker says next. What is too long is divided at
sentence ends of both languages; see `division`.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import accumulate

from content.episode.episode import Segment
from content.episode.words import count_words
from content.text.division import LONGEST_SENTENCE, divide
from content.text.glosses import find_glosses
from content.text.prose import clean, join_lines

_LONGEST_JOINED = 20_000
"""Characters of paragraphs that become one: signs without words would be joined for ever."""

_MOST_JOINED = 3 * LONGEST_SENTENCE
_SENTENCE_END = re.compile(r"[.!?…。！？—][\"'”’)\]）」』*]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a source gives as one piece; times are seconds, `\\n` separates paragraphs within a text.

    `continues`: it is one paragraph with the piece before it, as the next caption is. `url` to `posted_at` are a
    post's. `sentences` are the English as the source divides it, one line each.
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
    sentences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Timed:
    """From this character of a joined text on, the time runs from `start` to `end`."""

    offset: int
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True)
class _Joined:
    """Paragraphs become one; `first` has what is known of it besides text and times.

    `bounds` is where sentences begin, where every paragraph came in sentences.
    """

    english: str
    chinese: str
    times: tuple[_Timed, ...]
    first: Paragraph
    bounds: tuple[int, ...] | None


def segment(paragraphs: Iterable[Paragraph], *, join: bool = True) -> tuple[Segment, ...]:
    """Segments of AIMED_WORDS English words at most, where sentences allow; without `join` fragments stay apart."""
    segments: list[Segment] = []
    for joined in _join(paragraphs, join=join):
        at = 0
        for piece in divide(joined.english, joined.chinese, joined.bounds):
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
        fits = last is not None and len(last.english) < _LONGEST_JOINED
        if last and fits and (paragraph.continues or (join and _continues(last, paragraph.speaker))):
            joined[-1] = _joined(last, english, chinese, paragraph)
        else:
            times = (_Timed(0, paragraph.start, paragraph.end),)
            joined.append(_Joined(english, chinese, times, paragraph, _bounds(paragraph, english)))
    return joined


def _continues(last: _Joined, speaker: str | None) -> bool:
    ended = _SENTENCE_END.search(last.english) is not None
    return last.first.speaker == speaker and not ended and count_words(last.english) < _MOST_JOINED


def _joined(last: _Joined, english: str, chinese: str, paragraph: Paragraph) -> _Joined:
    """Without a speaker a fragment is a heading: it stays a paragraph of its own in the segment."""
    spoken = paragraph.speaker is not None or paragraph.continues
    both = join_lines(last.english, english) if spoken else f"{last.english}\n{english}".strip()
    translation = join_lines(last.chinese, chinese) if spoken else f"{last.chinese}\n{chinese}".strip()
    at = len(both) - len(english)
    bounds = _bounds(paragraph, english)
    if last.bounds is not None and bounds is not None:
        bounds = (*last.bounds, *(at + bound for bound in (bounds[1:] if spoken else bounds)))
    times = (*last.times, _Timed(at, paragraph.start, paragraph.end))
    return replace(last, english=both, chinese=translation, times=times, bounds=bounds)


def _bounds(paragraph: Paragraph, english: str) -> tuple[int, ...] | None:
    """Where the paragraph's sentences begin in its cleaned English; None where they do not make it up."""
    lines = [line for sentence in paragraph.sentences if (line := clean(sentence))]
    if not lines or " ".join(lines) != english:
        return None
    return (0, *accumulate(len(line) + 1 for line in lines[:-1]))


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
