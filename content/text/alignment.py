"""Which sentences of a translation belong to which of the original.

By length, in the manner of Gale and Church ("A Program for Aligning Sentences in Bilingual Corpora", 1993),
from where the priors and the variance come. BuildSpeak's translations keep names, numbers and many terms in
Latin script, so a word that stands in both counts in a pairing's favour.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from content.episode.words import words
from content.text.prose import han

_VARIANCE = 6.8
_PRIORS = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.045, (1, 2): 0.045, (2, 2): 0.011}
_PENALTIES = {shape: -math.log(prior) for shape, prior in _PRIORS.items()}

_SHARED_WORD = 1.5
"""What one shared word is worth, in nats."""
_BAND = 12
"""How far from the diagonal a pairing may lie, in sentences, beyond a tenth of the text."""
_WIDEST = 40
_NONE: frozenset[str] = frozenset()
_COMMON = frozenset(("and", "are", "but", "for", "from", "has", "that", "the", "this", "was", "with", "you"))


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences [english] and [chinese] that translate each other; either range may be empty."""

    english: range
    chinese: range


class _Side:
    """Lengths and words of one text, for one sentence and for two that follow each other."""

    def __init__(self, lengths: list[float], texts: Sequence[str]) -> None:
        self.ends = [0.0, *accumulate(lengths)]
        single = [_words(text) for text in texts]
        pairs = [left | right for left, right in pairwise(single)]
        self.words = (tuple(_NONE for _ in range(len(texts) + 1)), single, pairs)

    def length(self, start: int, size: int) -> float:
        return self.ends[start + size] - self.ends[start]


def align(english: Sequence[str], chinese: Sequence[str]) -> tuple[Bead, ...]:
    """The likeliest beads, in order, covering every sentence of both exactly once."""
    left = _Side([float(len(text)) for text in english], english)
    right = _Side([_weight(text) for text in chinese], chinese)
    scale = right.ends[-1] / (left.ends[-1] or 1.0) or 1.0
    rows, columns = len(english), len(chinese)
    reach = _BAND + min(max(rows, columns) // 10, _WIDEST)
    costs = [[math.inf] * (columns + 1) for _ in range(rows + 1)]
    steps: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    costs[0][0] = 0.0
    for row in range(rows + 1):
        for column in _within(row, rows, columns, reach):
            for shape, penalty in _PENALTIES.items():
                above, before = row - shape[0], column - shape[1]
                if above < 0 or before < 0 or costs[above][before] == math.inf:
                    continue
                mismatch = _mismatch(left, right, scale, (above, before), shape)
                if (cost := costs[above][before] + penalty + mismatch) < costs[row][column]:
                    costs[row][column], steps[row][column] = cost, shape
    return _path(steps)


def _within(row: int, rows: int, columns: int, reach: int) -> range:
    """Columns near the diagonal; where one text has far fewer sentences, near enough to reach every row."""
    if not rows:
        return range(columns + 1)
    middle = row * columns // rows
    slack = reach + columns // rows
    return range(max(0, middle - slack), min(columns, middle + slack) + 1)


def _path(steps: list[list[tuple[int, int]]]) -> tuple[Bead, ...]:
    row, column = len(steps) - 1, len(steps[0]) - 1
    beads: list[Bead] = []
    while row or column:
        up, back = steps[row][column]
        beads.append(Bead(range(row - up, row), range(column - back, column)))
        row, column = row - up, column - back
    return tuple(reversed(beads))


def _mismatch(left: _Side, right: _Side, scale: float, at: tuple[int, int], shape: tuple[int, int]) -> float:
    """How unlikely the pairing is, in nats: by its lengths, less what its shared words say for it."""
    expected = left.length(at[0], shape[0]) * scale
    length = right.length(at[1], shape[1])
    delta = (length - expected) / math.sqrt(_VARIANCE * max((length + expected) / 2, 1.0))
    unlikely = -math.log(max(math.erfc(abs(delta) / math.sqrt(2)), 1e-30))
    shared = left.words[shape[0]][at[0]] & right.words[shape[1]][at[1]]
    return unlikely - _SHARED_WORD * len(shared)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in words(text) if len(word) > 2 or word.isdigit()) - _COMMON


def _weight(text: str) -> float:
    """A length comparable to English letters: a Chinese character says about as much as three of them."""
    return len(text) + 2.0 * han(text)
