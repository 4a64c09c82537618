"""Times of day, days, months, decades and centuries of an English text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from content.checks.quantities.english_words import ORDINALS, SMALL, any_of
from content.checks.quantities.quantity import Quantity, Sort

_MONTH_KEYS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_HOUR = any_of(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"])
_PAST = {"half": 30, "quarter": 15, "a quarter": 15, "five": 5, "ten": 10, "twenty": 20}

_CLOCK = re.compile(
    r"(?<![\d:.])(?P<h>[01]?\d|2[0-4]):(?P<m>[0-5]\d)(?::[0-6]\d)?(?![\d:])(?:\s?(?P<half>[ap])\.?m\b\.?)?"
    r"|(?<![\d:.])(?P<oh>1[0-2]|[1-9])\s?(?P<ohalf>[ap])\.?m\b\.?"
    r"|(?P<word>\bnoon\b|\bmidnight\b)"
    rf"|\b(?P<bare>1[0-2]|[1-9]|{_HOUR})\so'?clock"
    rf"|\b(?P<off>half|a\squarter|quarter|five|ten|twenty)\s(?P<side>past|to|after)\s(?P<of>{_HOUR})\b(?!\s(?:[a-z]+s|percent|per|x)\b)"
    rf"|\b(?P<led>{_HOUR})(?=(?:\s(?:and|or|to|until)\s(?:{_HOUR}))?\s(?:in\sthe\s(?:morning|afternoon|evening)|at\snight)\b)",
    re.IGNORECASE,
)
_AT = re.compile(r"\b(?:at|by|until|till|before|after|around|about|was|is|it's|nearly|almost)\s$", re.IGNORECASE)
_MORNING = re.compile(r"[^.;]{0,12}\b(?:in\sthe|this|that|next|every)\smorning\b", re.IGNORECASE)
_EVENING = re.compile(
    r"[^.;]{0,12}\b(?:(?:in\sthe|this|that|next)\s(?:afternoon|evening)|at\snight|tonight)\b", re.IGNORECASE
)
_MONTH = re.compile(
    r"\b(?:(?:(?i:January|February|April|June|July|September|October|November|December)|August)\b"
    r"|(?:Jan|Feb|March|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)\b\.?(?=\s\d{1,4}(?:st|nd|rd|th|d)?\b)"
    r"|(?:(?<=[iI]n\s)|(?<=[bB]y\s)|(?<=\b[oO]f\s)|(?<=[lL]ast\s)|(?<=since\s)|(?<=until\s)|(?<=early\s)|(?<=late\s)"
    r"|(?<=\d\s)|(?<=\dth\s))(?:March|May|Mar|Sept?|Oct|Nov|Dec|Jan|Feb|Apr|Aug)\b)"
)
_ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])-(?P<day>[0-3]\d)\b")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b", re.IGNORECASE)
_DECADE = re.compile(r"\b(?:(\d\d)(\d)0['’]?s)\b|['’](\d)0s\b")
_TIES = ("twen", "thir", "for", "fif", "six", "seven", "eigh", "nine")
_DECADE_WORD = re.compile(rf"\b({'|'.join(_TIES)})ties\b", re.IGNORECASE)
_QUARTER = re.compile(
    r"\bQ(?P<digit>[1-4])\b|\b(?P<rank>first|second|third|fourth)\squarter\b(?!\sof\sthe\s(?:century|moon))"
)
_RANKS = ("first", "second", "third", "fourth")
_SEASON = re.compile(
    r"\b(?:in|the|that|this|last|next|of|early|late|by|every|each|since|until|one|all|through|over)\s"
    r"(spring|summer|autumn|winter|fall(?=[,.;]|\sof\b))\b",
    re.IGNORECASE,
)
_SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
_CENTURY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)[\s-]century\b", re.IGNORECASE)
_CENTURY_WORD = re.compile(
    rf"\b(?P<tens>twenty[\s-])?(?P<last>first|second|{any_of(ORDINALS)})[\s-]century\b", re.IGNORECASE
)


def dates(english: str) -> Iterator[Quantity]:
    """All of them, the longer before what it holds."""
    for read in (_centuries, _iso, _clocks, _months, _weekdays, _decades, _quarters, _seasons):
        yield from read(english)


def _clocks(english: str) -> Iterator[Quantity]:
    for match in _CLOCK.finditer(english):
        sure = True
        half = match["half"] or match["ohalf"]
        if match["word"]:
            yield _clock(match, {0, 1440} if match["word"].casefold() == "midnight" else {720}, sure=False)
            continue
        if match["off"]:
            if (
                match["side"].casefold() == "to"
                and match["of"].casefold() == "one"
                and not _AT.search(english, 0, match.start())
            ):
                continue  # odds
            past = _PAST[match["off"].casefold()]
            hour, minute = SMALL[match["of"].casefold()], past if match["side"].casefold() != "to" else -past
            minute += 60 if minute < 0 else 0
            hour -= 1 if match["side"].casefold() == "to" else 0
        else:
            said = (match["h"] or match["oh"] or match["bare"] or match["led"]).casefold()
            hour, minute = SMALL[said] if said in SMALL else int(said), int(match["m"] or 0)
            sure = not match["led"]
        if half is None:
            half = (
                "a" if _MORNING.match(english, match.end()) else "p" if _EVENING.match(english, match.end()) else None
            )
        yield _clock(match, set(of_day(hour, minute, half)), sure=sure)


def _clock(match: re.Match[str], minutes: set[int], *, sure: bool) -> Quantity:
    return Quantity(match[0].strip(), *match.span(), frozenset(map(Fraction, minutes)), Sort.CLOCK, sure=sure)


def of_day(hour: int, minute: int, half: str | None) -> frozenset[int]:
    """Minutes after midnight; `half` is a or p, and both are meant where it is not said."""
    if hour > 12:
        return frozenset({hour * 60 + minute})
    early = hour % 12 * 60 + minute
    both = {"a": {early}, "p": {early + 720}}
    return frozenset(both.get(half or "", {early, early + 720}))


def _months(english: str) -> Iterator[Quantity]:
    for match in _MONTH.finditer(english):
        value = Fraction(_MONTH_KEYS.index(match[0][:3].casefold()) + 1)
        yield Quantity(match[0], *match.span(), frozenset({value}), Sort.MONTH)


def _iso(english: str) -> Iterator[Quantity]:
    for match in _ISO.finditer(english):
        for part, sort in (("year", Sort.NUMBER), ("month", Sort.MONTH), ("day", Sort.NUMBER)):
            value = frozenset({Fraction(int(match[part]))})
            yield Quantity(match[part], *match.span(part), value, sort)


def _weekdays(english: str) -> Iterator[Quantity]:
    for match in _WEEKDAY.finditer(english):
        value = Fraction(_DAYS.index(match[0][:3].casefold()) + 1)
        yield Quantity(match[0], *match.span(), frozenset({value}), Sort.WEEKDAY)


def _decades(english: str) -> Iterator[Quantity]:
    for match in _DECADE_WORD.finditer(english):
        value = Fraction(20 + 10 * _TIES.index(match[1].casefold()))
        yield Quantity(match[0], *match.span(), frozenset({value}), sure=False)
    for match in _DECADE.finditer(english):
        ten = int(match[2] or match[3]) * 10
        values = {Fraction(ten)} | ({Fraction(int(match[1]) * 100 + ten)} if match[1] else set())
        yield Quantity(match[0], *match.span(), frozenset(values))


def _quarters(english: str) -> Iterator[Quantity]:
    for match in _QUARTER.finditer(english):
        said = match["digit"] or str(_RANKS.index(match["rank"].casefold()) + 1)
        yield Quantity(match[0], *match.span(), frozenset({Fraction(said)}), Sort.QUARTER)


def _seasons(english: str) -> Iterator[Quantity]:
    for match in _SEASON.finditer(english):
        value = Fraction(_SEASONS[match[1].casefold()])
        yield Quantity(match[0], *match.span(), frozenset({value}), Sort.SEASON, sure=False)


def _centuries(english: str) -> Iterator[Quantity]:
    for match in _CENTURY.finditer(english):
        yield Quantity(match[0], *match.span(), frozenset({Fraction(int(match[1]))}), Sort.CENTURY)
    for match in _CENTURY_WORD.finditer(english):
        last = match["last"].casefold()
        value = {"first": 1, "second": 2}.get(last) or ORDINALS[last]
        value += 20 if match["tens"] else 0
        yield Quantity(match[0], *match.span(), frozenset({Fraction(value)}), Sort.CENTURY)
