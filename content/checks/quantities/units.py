"""Units by what both languages call them; those of one family convert where their `size` is known."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Unit:
    """`size` in the smallest unit of its family; None where a translation never converts it."""

    key: str
    family: str
    english: str
    chinese: str
    size: Fraction | None = None


_SECOND = Fraction(1)
_TIME = (
    ("ns", "nanoseconds?|ns", "纳秒|ns", Fraction(1, 10**9)),
    ("us", "microseconds?|[µμu]s", "微秒|[µμu]s", Fraction(1, 10**6)),
    ("ms", "milliseconds?|msecs?|ms", "毫秒|ms", Fraction(1, 1000)),
    ("s", "seconds?|secs?|s", "秒钟?|s", _SECOND),
    ("min", "minutes?|mins?", "分钟|分(?!之)", 60 * _SECOND),
    ("h", "hours?|hrs?|h", "个?(?:多|半)?小时|个?钟头", 3600 * _SECOND),
    ("day", "days?", "天|日(?!元)", 86400 * _SECOND),
    ("week", "weeks?", "周(?![一二三四五六日])|个?(?:星期|礼拜)(?![一二三四五六日天])", 7 * 86400 * _SECOND),
    ("month", "months?", "个(?:多|半)?月", Fraction(2629800)),
    ("year", "years?|yrs?", "年|岁|周年", 12 * Fraction(2629800)),
)
_BYTES = tuple(
    (
        f"{letter}B",
        f"{name}bytes?|{name[:2]}bibytes?|{letter}i?B",
        f"{letter}i?B|{chinese}字节|{letter}\\s?字节",
        Fraction(1000) ** power,
    )
    for power, (letter, name, chinese) in enumerate(
        (("K", "kilo", "千"), ("M", "mega", "兆"), ("G", "giga", "吉"), ("T", "tera", "太"), ("P", "peta", "拍")), 1
    )
)
_REST: tuple[tuple[str, str, str, str] | tuple[str, str, str, str, Fraction], ...] = (
    ("B", "data", "bytes?", "个?字节"),
    ("bit", "data", "bits?", "个?比特|位(?!数|于|置|工|同|用|客|读|作)"),
    ("USD", "money", "(?:US )?dollars?|bucks?|USD", "美元|美金|USD"),
    ("cent", "money", "cents?", "美分"),
    ("EUR", "money", "euros?|EUR", "欧元|EUR"),
    ("GBP", "money", "pounds sterling|GBP", "英镑"),
    ("CNY", "money", "yuan|RMB|renminbi|CNY", "元|人民币"),
    ("JPY", "money", "yen|JPY", "日元|JPY"),
    ("mile", "length", "miles?", "英里"),
    ("km", "length", "kilomet(?:er|re)s?|km", "公里|千米|km", Fraction(100_000)),
    ("m", "length", "met(?:er|re)s?", "米", Fraction(100)),
    ("cm", "length", "centimet(?:er|re)s?|cm", "厘米|cm", Fraction(1)),
    ("mm", "length", "millimet(?:er|re)s?|mm", "毫米|mm", Fraction(1, 10)),
    ("foot", "length", "f(?:oo|ee)t|ft", "英尺"),
    ("inch", "length", "inch(?:es)?", "英寸"),
    ("yard", "length", "yards?", "码"),
    ("kg", "mass", "kilograms?|kilos?|kg", "公斤|千克|kg", Fraction(1_000)),
    ("g", "mass", "grams?", "克", Fraction(1)),
    ("lb", "mass", "lbs?", "磅"),
    ("Hz", "frequency", "hertz|Hz", "赫兹?|Hz", Fraction(1)),
    ("MHz", "frequency", "megahertz|MHz", "兆赫兹?|MHz", Fraction(1_000_000)),
    ("GHz", "frequency", "gigahertz|GHz", "吉赫兹?|GHz", Fraction(1_000_000_000)),
    ("C", "temperature", "(?:degrees? )?(?:Celsius|centigrade)|°\\s?C", "摄氏度|°C"),
    ("F", "temperature", "(?:degrees? )?Fahrenheit|°\\s?F", "华氏度|°F"),
    ("order", "factor", "orders? of magnitude", "个?数量级"),
    ("times", "factor", "times|-fold|fold|x(?![a-z])|×", "倍|次|遍|回|重"),
    ("percent", "share", "%|percent|per cent", "%|％"),
    ("points", "share", "percentage points?", "个?百分点"),
    ("W", "power", "watts?|W", "瓦|W", Fraction(1)),
    ("kW", "power", "kilowatts?|kW", "千瓦|kW", Fraction(1_000)),
    ("MW", "power", "megawatts?|MW", "兆瓦|MW", Fraction(1_000_000)),
)
UNITS = {
    unit.key: unit
    for unit in (
        *(Unit(key, "time", english, chinese, size) for key, english, chinese, size in _TIME),
        *(Unit(key, "data", english, chinese, size) for key, english, chinese, size in _BYTES),
        *(Unit(*unit) for unit in _REST),
    )
}
CURRENCIES = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "CNY"}

_AFTER = {
    "english": [(re.compile(rf"[\s-]?(?:{unit.english})(?![A-Za-z])", re.ASCII), unit.key) for unit in UNITS.values()],
    "chinese": [(re.compile(rf"\s?[多余来几]?\s?(?:{unit.chinese})(?![A-Za-z])"), unit.key) for unit in UNITS.values()],
}


def unit_after(text: str, at: int, language: str) -> str:
    """The key of the unit that stands at `at`, empty where there is none; of two the longer word."""
    found = [(match.end(), key) for pattern, key in _AFTER[language] if (match := pattern.match(text, at))]
    return max(found)[1] if found else ""


def agree(left: str, right: str) -> bool:
    """Whether a number with the one unit may be the other's; what names no unit agrees with any."""
    return not left or not right or left == right


def related(left: str, right: str) -> bool:
    """Whether the two measure the same kind of thing."""
    return bool(left and right) and UNITS[left].family == UNITS[right].family


def converted(values: frozenset[Fraction], unit: str) -> frozenset[Fraction]:
    """`values` in the smallest unit of the family; empty where it does not convert."""
    size = UNITS[unit].size if unit else None
    return frozenset() if size is None else frozenset(value * size for value in values)
