"""A long segment in parts that each fit a phone beside their buttons. What is stored stays one segment.

A part ends where a sentence ends in both languages. How much fits is reckoned in lines of a screen 390 points wide:
what a text measures on a real one differs from device to device, and a line more or less harms nobody.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from content.episode.episode import Gloss, Segment
from content.text.division import Piece, in_pairs

LINES = 15
"""Lines of both texts that stand above three rows of buttons in 664 points, under the line that says where one is."""

_COLUMNS_ENGLISH = 42
_COLUMNS_CHINESE = 38


@dataclass(frozen=True, slots=True)
class Part:
    """What is shown of a segment at once: a segment in itself, from the character `start` of its English on.

    `glosses` has, for each of its glosses, the place of the same one in the whole segment.
    """

    segment: Segment
    start: int = 0
    glosses: tuple[int, ...] = ()


@lru_cache(1024)
def parts_of(segment: Segment) -> tuple[Part, ...]:
    """The parts of a segment in reading order: one where all of it fits, or where no sentence ends within it."""
    whole = (Part(segment, glosses=tuple(range(len(segment.glosses)))),)
    if lines(segment.english, segment.chinese) <= LINES:
        return whole
    pieces = _grouped(in_pairs(segment.english, segment.chinese))
    return _parts(segment, pieces) if len(pieces) > 1 else whole


def unexplained(part: Part, known: Set[str]) -> Part:
    """A part without the glosses of headwords that are `known`, neither as an offer nor in its Chinese."""
    if known.isdisjoint(gloss.headword for gloss in part.segment.glosses):
        return part
    chinese, left = part.segment.chinese, []
    for place, gloss in zip(part.glosses, part.segment.glosses, strict=True):
        if gloss.headword in known:
            chinese = chinese.replace(explanation(gloss), "", 1)
        else:
            left.append((place, gloss))
    segment = replace(part.segment, chinese=chinese, glosses=tuple(gloss for _, gloss in left))
    return replace(part, segment=segment, glosses=tuple(place for place, _ in left))


def explanation(gloss: Gloss) -> str:
    """How the Chinese explains a word behind it."""
    return f"（{gloss.meaning}）"


def explanations(segment: Segment) -> tuple[tuple[int, int] | None, ...]:
    """Where the Chinese explains each gloss, [start, end): of several that say the same one after the other."""
    taken: dict[str, int] = {}
    found: list[tuple[int, int] | None] = []
    for gloss in segment.glosses:
        said = explanation(gloss)
        at = segment.chinese.find(said, taken.get(said, 0))
        found.append(None if at < 0 else (at, at + len(said)))
        if at >= 0:
            taken[said] = at + len(said)
    return tuple(found)


def part_of(segment: Segment, gloss: int) -> int:
    """The number of the part in which the `gloss`-th gloss of a segment is shown; 0 for one that it does not have."""
    return next((number for number, part in enumerate(parts_of(segment)) if gloss in part.glosses), 0)


def part_at(segment: Segment, at: int) -> int:
    """The number of the part that has this character of the English."""
    return max((number for number, part in enumerate(parts_of(segment)) if part.start <= at), default=0)


def lines(english: str, chinese: str) -> int:
    """How many lines both texts take on a phone, each paragraph beginning on one."""
    return _lines(english, _COLUMNS_ENGLISH) + _lines(chinese, _COLUMNS_CHINESE)


def _grouped(pairs: list[Piece]) -> list[Piece]:
    """As few parts as fit, as even as can be; what does not fit stands alone."""
    english = [_paragraphs(pair.english) for pair in pairs]
    chinese = [_paragraphs(pair.chinese) for pair in pairs]
    best: list[tuple[int, int, int]] = [(0, 0, 0)]
    for until in range(1, len(pairs) + 1):
        options = []
        above, below = _Height(_COLUMNS_ENGLISH), _Height(_COLUMNS_CHINESE)
        for since in range(until - 1, -1, -1):
            above.put_before(english[since])
            below.put_before(chinese[since])
            tall = above.lines + below.lines
            if tall > LINES and since < until - 1:
                break
            number, uneven, _ = best[since]
            options.append((number + 1, uneven + tall**2, since))
        best.append(min(options, key=lambda option: option[:2]))
    bounds = [len(pairs)]
    while bounds[-1]:
        bounds.append(best[bounds[-1]][2])
    return [_together(pairs[since:until]) for until, since in reversed([*pairwise(bounds)])]


def _together(pairs: Sequence[Piece]) -> Piece:
    return Piece("".join(pair.english for pair in pairs), "".join(pair.chinese for pair in pairs))


def _paragraphs(text: str) -> list[int]:
    """The columns of each; of no text none."""
    return [_columns(paragraph) for paragraph in text.split("\n")] if text else []


class _Height:
    """The lines of a text that grows at its front, so that none of it is measured twice."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._first: int | None = None
        self._after = 0

    @property
    def lines(self) -> int:
        return 0 if self._first is None else self._after + self._of(self._first)

    def put_before(self, paragraphs: Sequence[int]) -> None:
        """The last of them goes on in what was the first."""
        if not paragraphs:
            return
        *before, last = paragraphs
        last += self._first or 0
        if before:
            self._after += self._of(last) + sum(map(self._of, before[1:]))
        self._first = before[0] if before else last

    def _of(self, columns: int) -> int:
        return max(1, -(-columns // self._width))


def _lines(text: str, width: int) -> int:
    height = _Height(width)
    height.put_before(_paragraphs(text))
    return height.lines


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def _parts(segment: Segment, pieces: list[Piece]) -> tuple[Part, ...]:
    bounds, at = [], 0
    for piece in pieces:
        bounds.append((at, at + len(piece.english)))
        at += len(piece.english)
    homes = [_home(gloss, bounds, pieces) for gloss in segment.glosses]
    parts = []
    for number, ((start, end), piece) in enumerate(zip(bounds, pieces, strict=True)):
        start += len(piece.english) - len(piece.english.lstrip())
        here = tuple(place for place, home in enumerate(homes) if home == number)
        glosses = tuple(_moved(segment.glosses[place], start, end) for place in here)
        english, chinese = piece.english.strip(), piece.chinese.strip()
        parts.append(Part(replace(segment, english=english, chinese=chinese, glosses=glosses), start, here))
    return tuple(parts)


def _home(gloss: Gloss, bounds: list[tuple[int, int]], pieces: list[Piece]) -> int:
    """Where the English has it, else where the Chinese explains it, else the first."""
    for number, (start, end) in enumerate(bounds):
        if gloss.span is not None and start <= gloss.span[0] < end:
            return number
    return next((number for number, piece in enumerate(pieces) if gloss.meaning in piece.chinese), 0)


def _moved(gloss: Gloss, start: int, end: int) -> Gloss:
    """A gloss whose words run over the end of the part is not located in it."""
    if gloss.span is None or gloss.span[1] > end:
        return replace(gloss, span=None)
    return replace(gloss, span=(gloss.span[0] - start, gloss.span[1] - start))
