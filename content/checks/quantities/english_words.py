"""English words for numbers."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from fractions import Fraction
from importlib import resources

_LISTS = tomllib.loads(
    resources.files("content.checks.quantities").joinpath("english_words.toml").read_text("utf-8"),
)
SMALL: dict[str, int] = {word: value for value, word in enumerate(_LISTS["small"].split())}
TENS: dict[str, int] = {word: 10 * value for value, word in enumerate(_LISTS["tens"].split(), 2)}
WORDS = SMALL | TENS
SCALES: dict[str, int] = _LISTS["scales"]
LETTERS = {"k": 1000, "m": 10**6, "mn": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12, "tn": 10**12}
ORDINALS: dict[str, int] = {word: value for value, word in enumerate(_LISTS["ordinals"].split(), 3)}
ORDINALS |= _LISTS["larger_ordinals"]
DENOMINATORS = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4} | {
    name + plural: value for name, value in ORDINALS.items() for plural in ("", "s")
}
FIGURES = {word: Fraction(value) for value, words in _LISTS["figures"].items() for word in words.split()}


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of them, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


WORD = rf"(?:{any_of(WORDS)})"
SCALE = rf"(?:{any_of(SCALES)})"

_YEAR = re.compile(rf"({'|'.join([*list(SMALL)[11:], 'twenty'])})[\s-]((?:{'|'.join(TENS)})(?:-\w+)?)", re.IGNORECASE)
"""Nineteen eighty-four."""


def spelt(words: str) -> tuple[Fraction, int]:
    """`three hundred and five thousand` with its last scale."""
    if (year := _YEAR.fullmatch(words)) is not None:
        return Fraction(WORDS[year[1].casefold()] * 100) + spelt(year[2])[0], 1
    total = current = 0
    last = 1
    for word in words.casefold().replace("-", " ").split():
        if word in WORDS:
            current += WORDS[word]
        elif word in SCALES:
            last = SCALES[word]
            if last in (100, 12):
                current = (current or 1) * last
            else:
                total += (current or 1) * last
                current = 0
    return Fraction(total + current), last
