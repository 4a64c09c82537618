"""Which sentences of a translation belong to which of the original.

By length, in the manner of Gale and Church ("A Program for Aligning Sentences in Bilingual Corpora", 1993),
from where the priors and the variance come. BuildSpeak's translations keep names, numbers and many terms in
Latin script, so a word that stands in both counts in a pairing's favour.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from content.prose import han

_VARIANCE = 6.8
_PRIORS = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.045, (1, 2): 0.045, (2, 2): 0.011}
_PENALTIES = {shape: -math.log(prior) for shape, prior in _PRIORS.items()}

_SHARED_WORD = 1.5
"""What one shared word is worth, in nats."""
_BAND = 12
"""How far from the diagonal a pairing may lie, in sentences, beyond a fifth of the text."""
_WORD = re.compile(r"[A-Za-zÀ-ɏ0-9]{3,}|[0-9]+")
_COMMON = frozenset(("and", "are", "but", "for", "from", "has", "that", "the", "this", "was", "with", "you"))


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences [english] and [chinese] that translate each other; either range may be empty."""

    english: range
    chinese: range


@dataclass(frozen=True, slots=True)
class _Side:
    lengths: list[float]
    words: list[frozenset[str]]


def align(english: Sequence[str], chinese: Sequence[str]) -> tuple[Bead, ...]:
    """The likeliest beads, in order, covering every sentence of both exactly once."""
    left = _Side([float(len(text)) for text in english], [_words(text) for text in english])
    right = _Side([_weight(text) for text in chinese], [_words(text) for text in chinese])
    scale = sum(right.lengths) / (sum(left.lengths) or 1.0) or 1.0
    rows, columns = len(english), len(chinese)
    band = _BAND + max(rows, columns) // 5
    costs = [[math.inf] * (columns + 1) for _ in range(rows + 1)]
    steps: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    costs[0][0] = 0.0
    for row in range(rows + 1):
        for column in range(columns + 1):
            if abs(row * columns - column * rows) > band * max(rows, columns):
                continue
            for shape, penalty in _PENALTIES.items():
                above, before = row - shape[0], column - shape[1]
                if above < 0 or before < 0 or math.isinf(costs[above][before]):
                    continue
                mismatch = _mismatch(left, right, scale, range(above, row), range(before, column))
                if (cost := costs[above][before] + penalty + mismatch) < costs[row][column]:
                    costs[row][column], steps[row][column] = cost, shape
    return _path(steps)


def _path(steps: list[list[tuple[int, int]]]) -> tuple[Bead, ...]:
    row, column = len(steps) - 1, len(steps[0]) - 1
    beads: list[Bead] = []
    while row or column:
        up, back = steps[row][column]
        beads.append(Bead(range(row - up, row), range(column - back, column)))
        row, column = row - up, column - back
    return tuple(reversed(beads))


def _mismatch(left: _Side, right: _Side, scale: float, english: range, chinese: range) -> float:
    """How unlikely the pairing is, in nats: by its lengths, less what its shared words say for it."""
    long = sum(left.lengths[at] for at in english) * scale
    short = sum(right.lengths[at] for at in chinese)
    delta = (short - long) / math.sqrt(_VARIANCE * max((long + short) / 2, 1.0))
    both = math.erfc(abs(delta) / math.sqrt(2))
    unlikely = -math.log(max(both, 1e-30))
    shared = len(_union(left.words, english) & _union(right.words, chinese))
    return unlikely - _SHARED_WORD * shared


def _union(words: Sequence[frozenset[str]], at: Iterable[int]) -> frozenset[str]:
    return frozenset().union(*(words[i] for i in at))


def _words(text: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in _WORD.findall(text)) - _COMMON


def _weight(text: str) -> float:
    """A length comparable to English letters: a Chinese character says about as much as three of them."""
    return len(text) + 2.0 * han(text)
