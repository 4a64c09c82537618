"""Where a text may be divided: at sentence ends, at clauses, at last near its middle; nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

CLAUSE_END = re.compile(r"(?<=[,;:])\s+|(?<=[，；：、])(?![”’])|(?<=—)(?!—)|\s(?=(?:and|but|so|because|which)\s)")
"""What stands at the end of a clause."""
_LOOKED_AT = 4000
"""Characters: longer than any paragraph but that of a transcript without paragraphs."""

_SURE_END = re.compile(r"[a-z]{3}[.!?][\"'”’)]*\s+(?=[A-Z\"“])|[。！？][”’」』）]*")
"""Of a sentence, whichever way it is looked at: after a word that is no abbreviation, before a capital."""

_SPACE = re.compile(r"\s+")
ENGLISH_WORD = re.compile(r"\S+")
CHINESE_WORD = re.compile(r"[A-Za-z0-9.'’-]+|[（(][^（()）]{0,40}[)）]|\S[，。；：！？、”’）]*")


def sentences(text: str, *, language: str) -> list[str]:
    """`text` in sentences, each with the space after it; `language` is a code such as "en"."""
    from sentencex import get_sentence_boundaries  # four megabytes, for who divides a text

    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        for part in _looked_at(line):
            bounds = [mark["start_index"] for mark in get_sentence_boundaries(language, part)]
            pieces.extend(cut(part, bounds))
    return pieces


def _looked_at(line: str) -> Iterator[str]:
    """A long line in parts that end with a sentence, where one does: unclosed quotes take sentencex their square."""
    since = 0
    while len(line) - since > _LOOKED_AT:
        until = since + _LOOKED_AT
        ends = _ends(_SURE_END, line, since, until) or _ends(_SPACE, line, since, until) or [until]
        yield line[since : ends[-1]]
        since = ends[-1]
    yield line[since:]


def _ends(sought: re.Pattern[str], line: str, since: int, until: int) -> list[int]:
    return [match.end() for match in sought.finditer(line, since, until)]


def clauses(text: str) -> list[str]:
    """`text` in clauses: after a comma or a dash, before a conjunction."""
    return cut(text, [match.end() for match in CLAUSE_END.finditer(text)])


def middle(text: str, word: re.Pattern[str]) -> int | None:
    """Where to cut: after the clause that ends near the middle, else after a word; None for a single word."""
    half = len(text) / 2
    first = len(text) - len(text.lstrip())
    ends = [match.end() for match in CLAUSE_END.finditer(text)]
    cuts = [at for at in ends if abs(at - half) < half / 3]
    cuts = cuts or [match.start() for match in word.finditer(text) if match.start() > first]
    return min(cuts, key=lambda at: abs(at - half), default=None)


def cut(text: str, bounds: Iterable[int]) -> list[str]:
    """`text` cut at `bounds`; the pieces together are the text, and none is blank unless the text is."""
    pieces: list[str] = []
    for since, until in pairwise(sorted({0, *bounds, len(text)})):
        piece = text[since:until]
        if pieces and (not piece.strip() or not pieces[-1].strip()):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces
