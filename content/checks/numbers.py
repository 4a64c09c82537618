"""Numbers, dates, times and amounts: each of the English is in the Chinese, and the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from content.checks.beads import Bead, beads
from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.checks.gravity import Claim, severity
from content.checks.quantities import chinese as of_chinese
from content.checks.quantities import english as of_english
from content.checks.quantities.quantity import DATES, Quantity, Sort, comparable, equal, same
from content.checks.quantities.units import agree, related
from content.episode.episode import Segment
from content.text.places import as_written

_FEWEST_DIGITS, _ALIKE = 4, 0.75
_GOES_ON = re.compile(r"(?<=\d)[/:.,'’ \u00a0\u202f]\d")
_WENT_BEFORE = re.compile(r"(?:\d[/:.,'’ \u00a0\u202f]|[A-Za-z_#.])$")


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """A number in another's place, and one that has no counterpart, which is minor."""
    english, chinese = _same_length(segment.english), _same_length(segment.chinese)
    left, right = of_english.quantities(english), of_chinese.quantities(chinese)
    around = _around(context)
    missing = [each for each in left if each.sure and not _said(each, right, chinese) and not _near(each, around[1])]
    strange = [
        each
        for each in right
        if each.counted and not any(equal(each, other) for other in left) and not _near(each, around[0])
    ]
    aligned = beads(segment.english, segment.chinese)
    for quantity in strange:
        bead = _holding(aligned, quantity.start)
        meant = _meant(quantity, bead, left, right, missing) if bead else None
        if bead is not None and meant is not None:
            rivals = [each for each in strange if _holding(aligned, each.start) is bead and comparable(each, meant)]
            alone = len(rivals) == 1 and len(_open(bead, left, right, quantity)) == 1
            plain = (
                meant in missing
                and not _misread(meant, quantity)
                and not _within_another(english, meant)
                and not _within_another(chinese, quantity)
            )
            claim = Claim.NUMBER if plain and (alone or _nearly(meant, quantity)) else Claim.NUMBER_OF_SEVERAL
            missing = [each for each in missing if each is not meant]
            yield _doubt(severity(claim), f"{meant.text} is {quantity.text} in the Chinese", meant, quantity)
        elif quantity.sure and not _spelt(quantity, english):
            yield _doubt(Severity.MINOR, f"{quantity.text}: no such number in the English", None, quantity)
    for quantity in missing:
        yield _doubt(Severity.MINOR, f"{quantity.text} is not in the Chinese", quantity, None)
    yield from _units(left, right)


def _units(left: Sequence[Quantity], right: Sequence[Quantity]) -> Iterator[Doubt]:
    for quantity in left:
        twins = [other for other in right if same(quantity, other)]
        if not quantity.unit or not twins or any(agree(quantity.unit, other.unit) for other in twins):
            continue
        if any(equal(quantity, other) and not same(quantity, other) for other in right):
            continue
        other = twins[0]
        if related(quantity.unit, other.unit):
            what = f"{quantity.text} has another unit in the Chinese: {other.unit} for {quantity.unit}"
            yield Doubt(About.UNIT, severity(Claim.UNIT), what, quantity.text, other.text)


def _meant(
    strange: Quantity, bead: Bead, left: Sequence[Quantity], right: Sequence[Quantity], missing: Sequence[Quantity]
) -> Quantity | None:
    """The number of the English sentence in whose place `strange` stands."""
    open_ones = [each for each in _open(bead, left, right, strange) if _may_stand_for(strange, each)]
    lost = [each for each in open_ones if each in missing]
    return next(iter((*lost, *sorted(open_ones, key=lambda each: not each.sure))), None)


def _open(bead: Bead, left: Sequence[Quantity], right: Sequence[Quantity], strange: Quantity) -> list[Quantity]:
    """The numbers of the English sentence that its Chinese does not have and that `strange` may be compared with."""
    there = [each for each in left if bead.english_at <= each.start < bead.english_at + len(bead.english)]
    beside = [each for each in right if bead.chinese_at <= each.start < bead.chinese_at + len(bead.chinese)]
    return [each for each in there if comparable(each, strange) and not any(equal(each, other) for other in beside)]


def _within_another(text: str, quantity: Quantity) -> bool:
    """Whether more of it may stand beside it than was read: 10.0.0.0/8, 100 000, 101,50."""
    return bool(_GOES_ON.match(text, quantity.end)) or bool(_WENT_BEFORE.search(text[: quantity.start]))


def _misread(meant: Quantity, strange: Quantity) -> bool:
    """Whether the digits are the same, and what is taken for another scale may be another word: 90 百分位."""
    one, other = (re.sub(r"[^\d.]", "", each.text) for each in (meant, strange))
    return bool(one) and one == other and not re.search("[万亿]", strange.text)


def _nearly(meant: Quantity, strange: Quantity) -> bool:
    """Whether one is the other with one digit more, less, or another, two that changed places, or another scale."""
    one, other = (_digits(each) for each in (meant, strange))
    if not one or not other or len(one) + len(other) < _FEWEST_DIGITS:
        return False
    if one.strip("0") == other.strip("0") or sorted(one) == sorted(other):
        return True
    return abs(len(one) - len(other)) <= 1 and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _digits(quantity: Quantity) -> str:
    return "".join(re.findall(r"\d", f"{float(next(iter(quantity.values))):.15g}")) if len(quantity.values) == 1 else ""


def _may_stand_for(strange: Quantity, meant: Quantity) -> bool:
    """What is said in a word that is often a figure of speech must be counted the same way: two weeks, 三周."""
    if meant.sure:
        return True
    if meant.sort is Sort.VAGUE or strange.sort is Sort.RATIO or strange.unit == "times":
        return meant.counted
    return meant.counted and bool(meant.unit) and meant.unit == strange.unit


def _said(quantity: Quantity, right: Sequence[Quantity], chinese: str) -> bool:
    return any(equal(quantity, other) for other in right) or _spelt(quantity, chinese)


def _spelt(quantity: Quantity, other: str) -> bool:
    """Whether the other text has the very words (`eight bit`), or has it within a name (GPT-4)."""
    if any(as_written(quantity.text, other)):
        return True
    digits = {re.escape(f"{float(value):.12g}") for value in quantity.values}
    return any(re.search(rf"[A-Za-z][-‐.]?{value}(?!\d)", other) for value in digits)


def _near(quantity: Quantity, around: Sequence[Quantity]) -> bool:
    return quantity.sort in (Sort.NUMBER, *DATES) and any(equal(quantity, other) for other in around)


def _around(context: Context) -> tuple[tuple[Quantity, ...], tuple[Quantity, ...]]:
    """Numbers of the neighbours: a sentence cut in two has its numbers on either side."""
    near = [each for each in (context.before, context.after) if each is not None]
    return (
        tuple(found for each in near for found in of_english.quantities(each.english)),
        tuple(found for each in near for found in of_chinese.quantities(each.chinese)),
    )


def _holding(aligned: Sequence[Bead], at: int) -> Bead | None:
    return next((bead for bead in aligned if bead.chinese_at <= at < bead.chinese_at + len(bead.chinese)), None)


def _same_length(text: str) -> str:
    """`text` with what is the same in every language blanked out, everything else where it was."""
    return re.sub(
        r"https?://[^\s\u2e80-\u9fff\uff00-\uffef]+|(?<![\w.])@\w+|`[^`\n]+`", lambda m: " " * len(m[0]), text
    )


def _doubt(severity: Severity, what: str, left: Quantity | None, right: Quantity | None) -> Doubt:
    given = left or right
    about = About.DATE if given is not None and given.sort in DATES else About.NUMBER
    return Doubt(about, severity, what, left.text if left else "", right.text if right else "")
