"""Times of day, days, months and centuries of a Chinese text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from content.checks.quantities.chinese_words import ANY, value
from content.checks.quantities.english_dates import of_day
from content.checks.quantities.quantity import Quantity, Sort

_CLOCK = re.compile(
    r"(?P<day>凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|当晚|夜里|半夜|午夜|今晚|昨晚|早|晚)?\s?"
    r"(?:(?P<h>[01]?\d|2[0-4])[:：](?P<m>[0-5]\d)(?:[:：][0-6]\d)?(?!\d)"
    rf"|(?:(?<=周[一二三四五六日天])|(?<=期[一二三四五六日天])|(?<![周期]))(?P<hour>\d{{1,2}}|[一二两三四五六七八九十零]{{1,3}})\s?[点时](?!候|间|代|刻|期|机|长|常|不时)"
    rf"(?:(?P<minute>\s?\d{{1,2}}|{ANY}{{1,3}})\s?分|(?P<half>半)|(?P<quarter>[一三]刻)|(?P<sharp>钟|整))?)"
)
_QUARTERS = {"一刻": 15, "三刻": 45}
_MORNING = ("凌晨", "清晨", "早上", "早晨", "上午", "早")
_EVENING = ("下午", "傍晚", "晚上", "当晚", "晚", "今晚", "昨晚")
_MONTH = re.compile(r"(?P<value>\d{1,2}|十[一二]?|[一二三四五六七八九])\s?月(?![球亮经票费薪活牙])")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)(?P<day>[一二三四五六日天])(?![次个回篇版封遍期趟轮集场更整])")
_QUARTER = re.compile(r"第?\s?(?P<value>[一二三四1-4])\s?季度|(?<![A-Za-z])Q(?P<digit>[1-4])(?!\d)")
_SEASON = re.compile(r"[春夏秋冬](?:天|季|日|初|末|里)|(?<=[今去明当前那年初深晚暮开入])[春夏秋冬](?![秋夏])")
_CENTURY = re.compile(rf"(?P<value>\d{{1,2}}|{ANY}{{1,3}})\s?世纪")


def dates(chinese: str) -> Iterator[Quantity]:
    """All of them, the longer before what it holds."""
    for read in (_months, _centuries, _clocks, _weekdays, _quarters, _seasons):
        yield from read(chinese)


def _months(chinese: str) -> Iterator[Quantity]:
    for match in _MONTH.finditer(chinese):
        if 1 <= (month := value(match["value"])) <= 12:
            sure = match["value"].isdigit()
            yield Quantity(match[0], *match.span(), frozenset({month}), Sort.MONTH, sure=sure)


def _centuries(chinese: str) -> Iterator[Quantity]:
    for match in _CENTURY.finditer(chinese):
        yield Quantity(match[0], *match.span(), frozenset({value(match["value"])}), Sort.CENTURY)


def _clocks(chinese: str) -> Iterator[Quantity]:
    for match in _CLOCK.finditer(chinese):
        day, said = match["day"], match["minute"] or match["half"] or match["quarter"] or match["sharp"]
        if match["h"]:
            hour, minute, sure = int(match["h"]), int(match["m"]), True
        else:
            hour = int(value(match["hour"]))
            minute = (
                30
                if match["half"]
                else _QUARTERS[match["quarter"]]
                if match["quarter"]
                else int(value(match["minute"] or "0"))
            )
            sure = bool(day or (said and match["hour"].isdigit()))
        if hour > 24:
            continue
        half = "a" if day in _MORNING else "p" if day in _EVENING and hour != 12 else None
        start = match.start("h") if match["h"] else match.start("hour")
        minutes = frozenset(map(Fraction, of_day(hour, minute, half)))
        text = chinese[match.start() : match.end()].strip()
        bare = frozenset({Fraction(hour)}) if not minute else frozenset[Fraction]()  # 两点 may be two points
        counted = bool(match["h"] or day or match["minute"] or match["half"])
        yield Quantity(text, start, match.end(), minutes, Sort.CLOCK, bare, sure=sure, counted=counted)


def _weekdays(chinese: str) -> Iterator[Quantity]:
    for match in _WEEKDAY.finditer(chinese):
        day = Fraction("一二三四五六日".find(match["day"].replace("天", "日")) + 1)
        yield Quantity(match[0], *match.span(), frozenset({day}), Sort.WEEKDAY)


def _quarters(chinese: str) -> Iterator[Quantity]:
    for match in _QUARTER.finditer(chinese):
        said = match["value"] or match["digit"]
        yield Quantity(match[0], *match.span(), frozenset({value(said)}), Sort.QUARTER)


def _seasons(chinese: str) -> Iterator[Quantity]:
    for match in _SEASON.finditer(chinese):
        season = Fraction("春夏秋冬".index(match[0][0]) + 1)
        yield Quantity(match[0], *match.span(), frozenset({season}), Sort.SEASON, sure=False)
