"""Parts of a whole in an English text: one in ten, twenty to one, three quarters, 2/3."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from content.checks.quantities.english_words import DENOMINATORS, SCALE, SCALES, WORD, WORDS, any_of, spelt
from content.checks.quantities.quantity import Quantity, Sort

_RATIO_OF = re.compile(
    rf"\b(?P<top>{WORD}|\d+)[\s-](?:(?<=\bone\s)[a-z]+\s)?(?P<word>in|out\sof)[\s-](?:every\s)?(?P<bottom>(?:a|one)\s{SCALE}(?:\s{SCALE})*"
    rf"|{WORD}(?:[\s-]{WORD})?(?:\s{SCALE})*|\d{{1,3}}(?:,\d{{3}})+|\d+)\b",
    re.IGNORECASE,
)
_ODDS = re.compile(
    rf"\b(?P<odds>{WORD}(?:-{WORD})?|\d+)[\s-]to[\s-](?:one|1)\b(?![.,:]?\d|\s(?:{SCALE}|{WORD})\b)", re.IGNORECASE
)
_FRACTION = re.compile(
    rf"\b(?P<top>{WORD}|an?|\d+)[\s-](?P<bottom>{any_of(DENOMINATORS)})\b"
    r"|(?<![\d/])(?<!\d[\s-])(?P<a>\d)/(?P<b>\d{1,3})(?![\d/])",
    re.IGNORECASE,
)
_ROUND = frozenset((5, 10, 12, 20, 50, 100, 1000, 10_000, 10**6))


def shares(english: str) -> Iterator[Quantity]:
    """Every share of `english`; the same words may be read in two ways, of which the first is meant."""
    yield from _ratios(english)
    yield from _odds(english)
    yield from _fractions(english)


def _ratios(english: str) -> Iterator[Quantity]:
    """One in ten, nine out of ten."""
    for match in _RATIO_OF.finditer(english):
        top, bottom = _value(match["top"]), _bottom(match["bottom"])
        if top < bottom and (top == 1 or match["word"] != "in" or bottom in _ROUND):
            values, loose = frozenset({top / bottom}), frozenset({top, bottom})
            yield Quantity(match[0], *match.span(), values, Sort.RATIO, loose)


def _odds(english: str) -> Iterator[Quantity]:
    """Twenty to one: a share, and how many times."""
    for match in _ODDS.finditer(english):
        odds = Fraction(match["odds"]) if match["odds"].isdigit() else spelt(match["odds"])[0]
        if odds > 1:
            loose = frozenset({odds, Fraction(1)})
            yield Quantity(match[0], *match.span(), frozenset({1 / odds}), Sort.RATIO, loose, sure=False)


def _fractions(english: str) -> Iterator[Quantity]:
    for match in _FRACTION.finditer(english):
        if match["a"]:
            if (bottom := int(match["b"])) > 1 and int(match["a"]) < bottom:
                values = frozenset({Fraction(int(match["a"]), bottom)})
                yield Quantity(match[0], *match.span(), values, Sort.RATIO, frozenset({Fraction(bottom)}), sure=False)
            continue
        word, below = match["top"].casefold(), match["bottom"].casefold()
        single = word in ("a", "an", "one")
        top, bottom = (Fraction(1) if single else _value(word)), DENOMINATORS[below]
        if (single and bottom < 5 and word != "one") or (not single and not below.endswith("s")):
            continue  # "a quarter" may be of a year, "a third" another one: they are left to the figures of speech
        loose = frozenset({Fraction(bottom)}) if single else frozenset[Fraction]()
        if below == "quarters":
            loose |= {top}  # of a year
        yield Quantity(match[0], *match.span(), frozenset({top / bottom}), Sort.RATIO, loose, sure=not single)


def _bottom(text: str) -> Fraction:
    if text[0].isdigit():
        return Fraction(text.replace(",", ""))
    return spelt(text.removeprefix("a "))[0]


def _value(text: str) -> Fraction:
    word = text.casefold()
    return Fraction(word) if word.isdigit() else Fraction(WORDS[word] if word in WORDS else SCALES[word])
