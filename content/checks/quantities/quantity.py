"""One number as a text has it, and when two of them say the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from content.checks.quantities.units import converted, related


class Sort(StrEnum):
    """What a number is, where that decides what it may be compared with."""

    NUMBER = "number"
    RATIO = "ratio"
    VAGUE = "vague"
    """Hundreds of thousands, 几十万: the value is the scale."""
    MONTH = "month"
    WEEKDAY = "weekday"
    CLOCK = "clock"
    """In minutes after midnight."""
    CENTURY = "century"
    SEASON = "season"
    QUARTER = "quarter"


DATES = frozenset((Sort.MONTH, Sort.WEEKDAY, Sort.CLOCK, Sort.CENTURY, Sort.SEASON, Sort.QUARTER))
_COUNTED = frozenset((Sort.NUMBER, Sort.RATIO))
_NONE: frozenset[Fraction] = frozenset()


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in [start, end) of its text: one of `values`, or up to `over` more than one of them (三百多).

    `loose` are what it may be where the other language puts it another way: "a fifth" may be 第五.
    """

    text: str
    start: int
    end: int
    values: frozenset[Fraction]
    sort: Sort = Sort.NUMBER
    loose: frozenset[Fraction] = _NONE
    over: Fraction = Fraction(0)
    unit: str = ""
    sure: bool = True
    """No figure of speech: it must have its counterpart."""
    counted: bool = True
    """Where it has no counterpart, it may stand in another's place."""


def same(left: Quantity, right: Quantity) -> bool:
    """Whether the two can be the same amount, whatever their units."""
    if left.sort is right.sort:
        return _meets(left, right) or (left.sort is Sort.NUMBER and _loosely(left, right))
    return _century(left, right) or _percent(left, right) or _percent(right, left) or _of_each_sort(left, right)


def equal(left: Quantity, right: Quantity) -> bool:
    """The same amount, or the same in another unit: 90 minutes, 一个半小时."""
    if same(left, right):
        return True
    if not related(left.unit, right.unit) or left.unit == right.unit:
        return False
    return bool(converted(left.values, left.unit) & converted(right.values, right.unit))


def comparable(left: Quantity, right: Quantity) -> bool:
    """Whether one of them in place of the other would be a slip, and not another thing altogether."""
    return left.sort is right.sort or {left.sort, right.sort} <= _COUNTED


def _meets(left: Quantity, right: Quantity) -> bool:
    return (
        bool(left.values & right.values)
        or _reaches(left, left.values, right.values)
        or _reaches(right, right.values, left.values)
    )


def _loosely(left: Quantity, right: Quantity) -> bool:
    ours, theirs = left.values | left.loose, right.values | right.loose
    return bool(ours & theirs) or _reaches(left, left.values, theirs) or _reaches(right, right.values, ours)


def _reaches(low: Quantity, lows: frozenset[Fraction], values: frozenset[Fraction]) -> bool:
    """Whether 三百多 may be one of them."""
    return bool(low.over) and any(least <= value < least + low.over for least in lows for value in values)


def _of_each_sort(left: Quantity, right: Quantity) -> bool:
    """A ratio in one language may be counted in the other; what is vague, be a number: thousands of, 上千."""
    sorts = {left.sort, right.sort}
    if sorts == _COUNTED:
        return _loosely(left, right)
    if sorts == {Sort.NUMBER, Sort.CLOCK}:
        return bool((left.loose if left.sort is Sort.CLOCK else right.loose) & (left.values | right.values))
    if sorts == {Sort.NUMBER, Sort.VAGUE}:
        return bool(left.values & right.values)
    return False


def _percent(ratio: Quantity, number: Quantity) -> bool:
    """ "67.5 per cent against 60": the second has no sign in one of the languages."""
    if ratio.sort is not Sort.RATIO or number.sort is not Sort.NUMBER:
        return False
    return bool(ratio.values & (number.values | {value / 100 for value in number.values}))


def _century(left: Quantity, right: Quantity) -> bool:
    """The 1980s are in 20 世纪."""
    for century, other in ((left, right), (right, left)):
        if century.sort is Sort.CENTURY and other.sort is Sort.NUMBER:
            return any((value - 1) * 100 <= year < value * 100 for value in century.values for year in other.values)
    return False
