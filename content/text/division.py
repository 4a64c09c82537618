"""Dividing one text, with its translation, into pieces that fit a phone; joined again they are both texts.

A cut falls where a sentence ends in both languages: sentences that translate each other are kept together, in as few
pieces as fit and as even as can be. Only what is very long without such a place is cut at clauses, at last at words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise

from content.episode.words import count_words
from content.text.alignment import align
from content.text.prose import AIMED_WORDS, MOST_CHINESE, MOST_ENGLISH, units
from content.text.sentences import CHINESE_WORD, ENGLISH_WORD, clauses, cut, middle, sentences
from content.text.translations import MOST_CELLS, translations

MOST_TOGETHER = 100
"""Sentences of one piece: more than so many words are, but not than so many signs without one."""

LONGEST_SENTENCE = 130
"""English words that may stand together where no sentence ends in both languages."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text and of its translation."""

    english: str
    chinese: str


def divide(english: str, chinese: str, bounds: Collection[int] | None = None) -> list[Piece]:
    """Pieces that fit, unless a single word does not; `bounds` is where a source says that English sentences begin."""
    return [half for piece in _divided(Piece(english, chinese), bounds) for half in _halved(piece)]


def in_pairs(english: str, chinese: str) -> list[Piece]:
    """The shortest pieces that begin and end with sentences of both languages."""
    return _paired(sentences(english, language="en"), chinese)


def _divided(whole: Piece, bounds: Collection[int] | None) -> list[Piece]:
    if _fits(whole.english, AIMED_WORDS):
        return [whole]
    parts = sentences(whole.english, language="en") if bounds is None else cut(whole.english, bounds)
    pieces: list[Piece] = []
    for group in _grouped(_paired(parts, whole.chinese)):
        if bounds is not None and not _fits(group.english, AIMED_WORDS):
            pieces.extend(_divided(group, None))
        elif _fits(group.english, LONGEST_SENTENCE):
            pieces.append(group)
        else:
            pieces.extend(_within_sentences(group))
    return pieces


def _paired(parts: Sequence[str], chinese: str) -> list[Piece]:
    """`parts` with their translations, those together that only together end with a sentence of both languages."""
    if not chinese.strip():
        return [Piece(part, chinese if at == 0 else "") for at, part in enumerate(parts)]
    translated = sentences(chinese, language="zh")
    if len(parts) * len(translated) > MOST_CELLS:
        return [Piece(part, of) for part, of in zip(parts, translations(parts, chinese), strict=True)]
    pairs: list[Piece] = []
    for bead in align(parts, translated):
        pair = Piece("".join(parts[at] for at in bead.english), "".join(translated[at] for at in bead.chinese))
        if pairs and not (pair.english and pair.chinese and pairs[-1].english and pairs[-1].chinese):
            pair = Piece(pairs[-1].english + pair.english, pairs.pop().chinese + pair.chinese)
        pairs.append(pair)
    return pairs


def _within_sentences(whole: Piece) -> list[Piece]:
    parts = _by_clauses(whole.english)
    return [Piece(part, of) for part, of in zip(parts, translations(parts, whole.chinese), strict=True)]


def _by_clauses(english: str) -> list[str]:
    splits: tuple[Callable[[str], list[str]], ...] = (partial(sentences, language="en"), clauses, _halves)
    parts = [english]
    for split in splits:
        parts = [
            finer.english
            for part in parts
            for finer in (
                [Piece(part, "")] if _fits(part, AIMED_WORDS) else _grouped([Piece(at, "") for at in split(part)])
            )
        ]
    return parts


def _halves(english: str) -> list[str]:
    at = None if _fits(english, AIMED_WORDS) else middle(english, ENGLISH_WORD)
    return [english] if at is None else [*_halves(english[:at]), *_halves(english[at:])]


def _fits(english: str, most_words: int) -> bool:
    return count_words(english) <= most_words and units(english) <= MOST_ENGLISH


def _halved(whole: Piece) -> list[Piece]:
    """A translation too long for one message is cut near its middle, the English along with it."""
    if units(whole.chinese) <= MOST_CHINESE:
        return [whole]
    english, chinese = middle(whole.english, ENGLISH_WORD), middle(whole.chinese, CHINESE_WORD)
    if english is None or chinese is None:
        return [whole]
    left = Piece(whole.english[:english], whole.chinese[:chinese])
    return [*_halved(left), *_halved(Piece(whole.english[english:], whole.chinese[chinese:]))]


def _grouped(parts: Sequence[Piece]) -> list[Piece]:
    """As few groups as fit, as even in length as can be; what does not fit stands alone."""
    words = [0, *accumulate(count_words(part.english) for part in parts)]
    lengths = [0, *accumulate(units(part.english) for part in parts)]
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]
    first = 0
    for until in range(1, len(parts) + 1):
        said, long = words[until], lengths[until]
        first = max(first, until - MOST_TOGETHER)
        while first < until - 1 and (said - words[first] > AIMED_WORDS or long - lengths[first] > MOST_ENGLISH):
            first += 1
        fewest, evenest, chosen = best[first][0], math.inf, first
        for since in range(first, until):
            groups, uneven, _ = best[since]
            if groups > fewest:  # of a longer beginning there are never fewer
                break
            uneven += float(said - words[since]) ** 2
            if uneven < evenest:
                evenest, chosen = uneven, since
        best.append((fewest + 1, evenest, chosen))
    bounds = [len(parts)]
    while bounds[-1]:
        bounds.append(best[bounds[-1]][2])
    bounds.reverse()
    return [
        Piece("".join(part.english for part in parts[a:b]), "".join(part.chinese for part in parts[a:b]))
        for a, b in pairwise(bounds)
    ]
