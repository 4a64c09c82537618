"""The numbers of an English text: in digits and in words, with their scales, signs and units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from content.checks.quantities.english_dates import dates
from content.checks.quantities.english_shares import shares
from content.checks.quantities.english_words import (
    FIGURES,
    LETTERS,
    ORDINALS,
    SCALE,
    SCALES,
    TENS,
    WORD,
    WORDS,
    any_of,
    spelt,
)
from content.checks.quantities.quantity import Quantity, Sort
from content.checks.quantities.units import CURRENCIES, unit_after

_DIGITS = r"\d{1,3}(?:(?:,\d{3})+|(?:[ ]\d{3})+(?!\d))(?:\.\d+)?|\d+(?:\.\d+)?"
_GLUED_UNIT = r"(?:ns|[µu]s|ms|s|h|min|[KMGTP]i?B|[kcm]m|m|kg|[MGk]?Hz|[kM]?W|ft)(?![A-Za-z])"

NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]+[-‐‑_./+])*[A-Za-z]+[-‐‑_./+]?\d\w*(?:[-.]\d\w*)*|(?<![\d.])\d+(?:\.\d+){2,}\b"
)
"""GPT-3, p99, U+207F, 2.4.1: a number in it counts nothing."""
_PREFIXED = re.compile(r"(?:mid|sub|pre|post|over|under)-\d+", re.IGNORECASE)
_VAGUE = re.compile(
    rf"\b(?:(?P<tens>tens|dozens|hundreds|thousands|millions|billions|trillions)"
    rf"(?:\sof\s(?P<of>thousands|millions|billions|trillions)|(?=\sof\b|\b))"
    rf"|(?:a\sfew|several|many|some)\s(?P<scales>{SCALE}(?:\s{SCALE})*)\b)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    rf"""
    (?:(?<![\w.,/:-])|(?<=[\d%]-)(?<![A-Za-z]\d-)(?<!\d-\d\d-))(?P<currency>[$€£¥])?
    (?:
      (?P<digits>{_DIGITS})(?:[\s-](?P<up>\d)/(?P<down>\d)(?!\d))?
      (?P<ordinal>(?:st|nd|rd|th|d)\b)?(?P<letter>(?:bn|mn|tn|[kKMBT])(?![A-Za-z]))?
      (?P<scales>(?:[\s-](?:{SCALE})\b)*)
    | (?P<lead>half\san?|an?\shalf|an?|per|every)[\s-](?P<led>{SCALE}(?:\s{SCALE})*)\b
      (?:\sand\s(?P<rest>{WORD}(?:-{WORD})?)\b)?
    | \b(?P<words>{WORD}(?:(?:\s{{1,2}}|-|\s{{1,2}}and\s{{1,2}})(?:{WORD}|{SCALE})\b)*)
      (?:(?<!\bat\sone)(?<!\bthat\sone)(?<!\bthis\sone)(?<!\bthe\sone)\spoint(?P<point>(?:[\s-](?:oh|{WORD})\b)+))?
    )
    (?P<half>[\s-]and[\s-]a[\s-]half\b)?
    (?P<after>(?(point)|(?(half)|(?!)))(?:[\s-](?:{SCALE})\b)+)?
    (?:(?![\w])|(?<=\d)(?={_GLUED_UNIT})|(?=[x×](?![A-Za-z0-9])))
    (?P<percent>\s?%|[\s-](?:per\scent|percent(?:age\spoints?)?)\b)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_ORDINAL = re.compile(
    rf"\b(?:(?P<tens>{any_of(TENS)})[\s-])?(?P<word>first|second|{any_of(ORDINALS)})\b", re.IGNORECASE
)
_FIGURE = re.compile(rf"\b(?:{any_of(FIGURES)})\b", re.IGNORECASE)
_TIMES = re.compile(r"\s?(?:times|x|fold|×)\b|-fold\b", re.IGNORECASE)
_SHARED_SCALE = re.compile(r"\s(?:or|to|and)\s[$€£]?([1-9](?:00|0|)(?:,000)+)\b")
"""5 or 600,000,000,000: the first of the two has the zeros of the second."""
_TO_SCALE = re.compile(
    rf"\s?(?:[–—-]|to|or|and)\s?[$€£]?(?:{_DIGITS})(?:(?P<letter>(?:bn|mn|tn|[kKMBT])(?![A-Za-z]))|[\s-](?P<scale>{SCALE})\b)",
    re.IGNORECASE,
)
"""$5–10M: the first of the two has the scale of the second."""
_BELOW_TEN = any_of([word for word, value in WORDS.items() if 0 < value < 10])
_APART = re.compile(rf"\b(?:{_BELOW_TEN})[\s-](?P<next>{WORD})\b", re.IGNORECASE)
_PARTS_PER = re.compile(r"\sparts?\sper\s(million|billion|thousand)", re.IGNORECASE)
_WITHOUT_BRACKETS = str.maketrans("[]", "  ")
_SHORT_YEAR = re.compile(r"\b\d{4}[–-]$")
_MISTAKEN = frozenset(("twice", "double", "doubled", "triple", "tripled", "half", "halved", "tenfold", "twofold"))
_SURE_FROM = 4
"""Smaller words are often pronouns and figures of speech: one of them, in two minds."""


def quantities(english: str) -> tuple[Quantity, ...]:
    """Every number of `english` in its order; none overlaps another."""
    english = english.translate(_WITHOUT_BRACKETS)
    found: list[Quantity] = []
    _take(dates(english), found)
    names = [match.span() for match in NAME.finditer(english) if not _PREFIXED.fullmatch(match[0])]
    for read in (_vague, shares, _numbers, _ordinals, _figures):
        outside = (each for each in read(english) if not any(start <= each.start < end for start, end in names))
        _take(outside, found)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _take(new: Iterable[Quantity], found: list[Quantity]) -> None:
    for quantity in new:
        if all(quantity.end <= each.start or each.end <= quantity.start for each in found):
            found.append(quantity)


def _vague(english: str) -> Iterator[Quantity]:
    for match in _VAGUE.finditer(english):
        if match["tens"]:
            value = {"tens": 10, "dozens": 10}.get(match["tens"].casefold()) or SCALES[match["tens"].casefold()[:-1]]
            value *= SCALES[match["of"].casefold()[:-1]] if match["of"] else 1
        else:
            value = 1
            for scale in match["scales"].casefold().split():
                value *= 10 if scale == "dozen" else SCALES[scale]
        sure = match["tens"] is None or (
            match["tens"].casefold() != "dozens" and value != 1000
        )  # thousands of: very many
        yield Quantity(match[0], *match.span(), frozenset({Fraction(value)}), Sort.VAGUE, sure=sure)


def _numbers(english: str) -> Iterator[Quantity]:
    for match in _each_number(english):
        value = _amount(match)
        values, loose, sort, end = {value}, set[Fraction](), Sort.NUMBER, match.end()
        if match["percent"]:
            values, sort = {value / 100}, Sort.RATIO
        elif parts := _PARTS_PER.match(english, end):
            values, sort, end = {value / SCALES[parts[1].casefold()]}, Sort.RATIO, parts.end()
        elif _TIMES.match(english, end):
            loose = {value - 1, 1 / value if value else value}
        elif shared := _SHARED_SCALE.match(english, end):
            loose = {value * 10 ** shared[1].count("0")}
        elif match["digits"] and (scaled := _TO_SCALE.match(english, end)):
            loose = {value * (LETTERS | SCALES)[(scaled["letter"] or scaled["scale"]).casefold()]}
        elif match["up"]:
            loose = {Fraction(int(match["up"]), int(match["down"]) or 1), Fraction(value // 1)}
        elif 31 <= value <= 99 and _SHORT_YEAR.search(english, 0, match.start()):
            loose = {value + 1900}
        if (match["lead"] or "").casefold() == "per":
            loose = {1 / value}  # in per thousand, 千分之一
        unit = CURRENCIES.get(match["currency"] or "") or unit_after(english, end, "english")
        if match["percent"]:
            unit = "points" if "point" in match["percent"] else "percent"
        lead = (match["lead"] or "").casefold()
        sure = bool(
            match["digits"] or match["point"] or match["percent"] or match["half"] or lead == "per" or match["rest"]
        )
        sure = sure or (value >= _SURE_FROM and lead not in ("a", "an", "every"))
        if english[match.start() - 1 : match.start()] in ("'", "’"):
            sure = False
        text = match[0].strip().removeprefix("per ")
        yield Quantity(text, match.start(), end, frozenset(values), sort, frozenset(loose), unit=unit, sure=sure)


def _each_number(english: str) -> Iterator[re.Match[str]]:
    """One after the other; “that one six months ago” has two of them."""
    at = 0
    while (match := _NUMBER.search(english, at)) is not None:
        if match["words"] and (apart := _APART.search(match["words"])):
            match = _NUMBER.search(english, match.start(), match.start() + apart.start("next") - 1) or match
        yield match
        at = max(match.end(), at + 1)


def _amount(match: re.Match[str]) -> Fraction:
    last = 1
    if match["digits"]:
        value = Fraction(re.sub("[, ]", "", match["digits"]))
        value += Fraction(int(match["up"]), int(match["down"]) or 1) if match["up"] else 0
        for scale in match["scales"].replace("-", " ").casefold().split():
            last = SCALES[scale]
            value *= last
        if match["letter"]:
            last = LETTERS[match["letter"].casefold()]
            value *= last
    elif match["led"]:
        value, last = spelt(match["led"])
        value = value / 2 if "half" in match["lead"].casefold() else value
        value += spelt(match["rest"])[0] if match["rest"] else 0
    else:
        value, last = spelt(match["words"])
        value += _decimals(match["point"] or "")
    value += Fraction(last, 2) if match["half"] else 0
    for scale in (match["after"] or "").replace("-", " ").casefold().split():
        value *= SCALES[scale]
    return value


def _decimals(words: str) -> Fraction:
    """What is said after the point: five, nine nine, oh five, twenty-five."""
    digits, after_tens = "0.0", False
    for word in words.replace("-", " ").casefold().split():
        said = "0" if word == "oh" else str(WORDS[word])
        digits = (digits[:-1] if after_tens and len(said) == 1 else digits) + said
        after_tens = word in TENS
    return 10 * Fraction(digits)


def _ordinals(english: str) -> Iterator[Quantity]:
    for match in _ORDINAL.finditer(english):
        word = match["word"].casefold()
        value = {"first": 1, "second": 2}.get(word) or ORDINALS[word]
        value += TENS[match["tens"].casefold()] if match["tens"] else 0
        loose = frozenset({Fraction(1, value)})
        sure = _SURE_FROM <= value < 100
        yield Quantity(match[0], *match.span(), frozenset({Fraction(value)}), Sort.NUMBER, loose, sure=sure)


def _figures(english: str) -> Iterator[Quantity]:
    for match in _FIGURE.finditer(english):
        value = FIGURES[match[0].casefold()]
        loose = {value - 1} if value > 1 else set()
        loose |= {Fraction(2)} if match[0].casefold() == "fortnight" else set()
        loose |= {Fraction(24)} if match[0].casefold() == "dozen" else set()
        counted = match[0].casefold() in _MISTAKEN
        yield Quantity(
            match[0], *match.span(), frozenset({value}), Sort.NUMBER, frozenset(loose), sure=False, counted=counted
        )
