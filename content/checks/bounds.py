"""More than, at most, about: which way a number is bounded, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction

from content.checks.context import Context
from content.checks.doubt import About, Doubt
from content.checks.gravity import Claim, severity
from content.checks.quantities import chinese as of_chinese
from content.checks.quantities import english as of_english
from content.checks.quantities.quantity import DATES, Quantity, equal
from content.episode.episode import Segment


class _Way(Enum):
    LEAST = "at least"
    MOST = "at most"


_WITHIN = r"(?:\s(?:the|a|an|about|some|around|roughly|another|us|its|their|his|her))*\s*[$€£]?$"
_LEAST = re.compile(
    r"\b(?:(?:more|greater|larger|longer|higher|bigger|faster|older|better)\sthan|over|above|at\sleast|no\s(?:fewer|less)\sthan"
    rf"|not\sless\sthan|upwards?\sof|exceed(?:s|ed|ing)?|beyond|a\sminimum\sof|minimum\sof|north\sof|past){_WITHIN}",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\b(?:(?:less|fewer|smaller|shorter|lower|younger)\sthan|under|below|at\smost|up\sto|no\smore\sthan|not\smore\sthan"
    r"|no\slonger\sthan|never\smore\sthan|(?:a\s)?maximum\sof|within|capped\sat|nearly|almost|short\sof|shy\sof"
    rf"|just\sunder|south\sof){_WITHIN}",
    re.IGNORECASE,
)
_NEGATED = re.compile(r"(?:\b(?:not|never|no|nothing|nobody|without)|n['’]t)\b[^,.;]{0,20}$", re.IGNORECASE)
_CHINESE_LEAST_BEFORE = re.compile(
    r"(?<!不)(?<!未)(?<!没)(?<![不未没][得能会可应该许曾准要有必该])(?<!不应该)(?:超过|超出|多于|高于|大于|长于|突破)了?\s?$"
    r"|(?:至少|起码|最少|不(?:[得能会可应该许曾准要有必]|应该)?(?:少于|低于|小于|短于)|不止|逾|不下|最低)\s?$"
)
_CHINESE_LEAST_AFTER = re.compile(
    r"^\s?(?:[\u4e00-\u9fff]{0,2}以上|多|余|[\u4e00-\u9fff]{0,3}开外|有余|\+|[\u4e00-\u9fff]?多)"
)
_CHINESE_MOST_BEFORE = re.compile(
    r"(?<!不)(?<!未)(?<!没)(?<![不未没][得能会可应该许曾准要有必该])(?<!不应该)(?:少于|低于|小于|短于)\s?$|(?:不到|不足|未满|不满|至多|最多|顶多|[不未没](?:[得能会可应该许曾准要有必]|应该)?(?:超过|超出|多于|高于|大于|突破)|不多于|不高于|最高|最长|近|将近|接近|差一点|差不多|上限[是为]?"
    r"|上限|高达|多达|封顶)\s?$"
)
_CHINESE_MOST_AFTER = re.compile(
    r"^\s?(?:[\u4e00-\u9fff]{0,2}(?:以下|以内|之内|不到|封顶|为限)|[\u4e00-\u9fff]{0,2}(?:都|还)?(?:不到|没到))"
)
_DENIES = re.compile("[不没未别勿无莫禁]")
_REACH = 32


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """A number that is bounded from the other side in the Chinese."""
    right = of_chinese.quantities(segment.chinese)
    for quantity in of_english.quantities(segment.english):
        way = _english_way(segment.english, quantity)
        if way is None or quantity.sort in DATES:
            continue
        ways = [_chinese_ways(segment.chinese, other) for other in right if equal(quantity, other)]
        if not ways or any(way in found or not found for found in ways):
            continue
        what = f"{way.value} {quantity.text} is bounded from the other side in the Chinese"
        other = next(other for other in right if equal(quantity, other))
        if _DENIES.search(_clause(segment.chinese, other)):
            continue  # 不要在这里用超过 8 GB: what it denies may be the bound
        shown = segment.chinese[max(0, other.start - 5) : other.end + 4]
        yield Doubt(About.BOUND, severity(Claim.BOUND), what, f"{way.value} {quantity.text}", shown)


def _clause(chinese: str, quantity: Quantity) -> str:
    """What stands before the number since the last comma."""
    before = re.split("[，。；：！？,;]", chinese[: quantity.start])[-1]
    return (_CHINESE_MOST_BEFORE if _CHINESE_MOST_BEFORE.search(before) else _CHINESE_LEAST_BEFORE).sub("", before)


def bounded(english: str) -> frozenset[tuple[Fraction, str]]:
    """The numbers of an English text that are bounded, each with the side that it is bounded from."""
    found = ((quantity, _english_way(english, quantity)) for quantity in of_english.quantities(english))
    return frozenset((value, way.value) for quantity, way in found if way for value in quantity.values)


def _english_way(english: str, quantity: Quantity) -> _Way | None:
    before = english[max(0, quantity.start - _REACH) : quantity.start]
    for pattern, way, other in ((_LEAST, _Way.LEAST, _Way.MOST), (_MOST, _Way.MOST, _Way.LEAST)):
        if match := pattern.search(before):
            return other if _NEGATED.search(before[: match.start()]) else way
    after = english[quantity.end : quantity.end + 12]
    if re.match(r"\s?(?:or\s(?:more|above|longer|older)|\+)", after):
        return _Way.LEAST
    return _Way.MOST if re.match(r"\s?or\s(?:less|fewer|below|under)", after) else None


def _chinese_ways(chinese: str, quantity: Quantity) -> set[_Way]:
    before, after = chinese[max(0, quantity.start - 6) : quantity.start], chinese[quantity.end : quantity.end + 8]
    found = set()
    if _CHINESE_LEAST_BEFORE.search(before) or _CHINESE_LEAST_AFTER.search(after) or quantity.over:
        found.add(_Way.LEAST)
    if _CHINESE_MOST_BEFORE.search(before) or _CHINESE_MOST_AFTER.search(after):
        found.add(_Way.MOST)
    return found
