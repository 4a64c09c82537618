"""A text cut into sentences or clauses; the pieces joined again are the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from sentencex import get_sentence_boundaries

CLAUSE = re.compile(r"(?<=[,;:])\s+(?=\S)|(?<=[，；：、—])\s*(?=\S)|\s(?=(?:and|but|so|because|which)\s)")
"""What ends where a clause ends."""
CHINESE_WORD = re.compile(r"[A-Za-z0-9.'’-]+|[（(][^（()）]{0,40}[)）]|\S[，。；：！？、”’）]*")


def english_sentences(text: str) -> list[str]:
    """The sentences of an English text."""
    return _sentences("en", text)


def chinese_sentences(text: str) -> list[str]:
    """The sentences of a Chinese text."""
    return _sentences("zh", text)


def clauses(text: str) -> list[str]:
    """The clauses of a text of either language."""
    return cut(text, [match.end() for match in CLAUSE.finditer(text)])


def cut(text: str, bounds: Iterable[int]) -> list[str]:
    """`text` cut at `bounds`; none of the pieces is blank unless the text is."""
    pieces: list[str] = []
    for since, until in pairwise(sorted({0, *bounds, len(text)})):
        piece = text[since:until]
        if pieces and (not piece.strip() or not pieces[-1].strip()):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return pieces


def _sentences(language: str, text: str) -> list[str]:
    pieces: list[str] = []
    for line in text.splitlines(keepends=True):
        pieces.extend(cut(line, [mark["start_index"] for mark in get_sentence_boundaries(language, line)]))
    return pieces
