"""The numbers of a Chinese text: 4.6 亿, 百分之十, 三分之一, 两成, 几十万, 四十五."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from content.checks.quantities.chinese_dates import dates
from content.checks.quantities.chinese_words import ANY, DIGITS, ONE, as_digits, scale, value, values
from content.checks.quantities.quantity import Quantity, Sort
from content.checks.quantities.units import CURRENCIES, unit_after

_ARABIC = r"\d{1,3}(?:(?:,\d{3})+|(?:[ ]\d{3})+(?!\d))(?:\.\d+)?|\d+(?:\.\d+)?"
_GLUED_UNIT = r"(?:ns|[µu]s|ms|s|h|min|[KMGTP]i?B|[kcm]m|m|kg|[MGk]?Hz|[kM]?W|ft|[KMGT](?=\s?字节))(?![A-Za-z])"
_PARENTHESIS = re.compile(r"（[^（）]*）|\([^()]*\)")
_NAME = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]+[-‐‑_./+])*[A-Za-z]+[-‐‑_./+]?\d\w*(?:[-.]\d\w*)*|(?<![\d.])\d+(?:\.\d+){2,}\b",
    re.ASCII,
)
_PARTS = re.compile(
    rf"(?P<bottom>[百千万亿十]*|{ANY}{{1,4}}|\d+)\s?分之\s?(?P<top>\d+(?:\.\d+)?|{ANY}{{1,6}}(?:点{ONE}+)?)(?P<half>半)?"
)
_JOINED = str.maketrans("", "", ", ")
"""Digits without what stands between thousands."""

_SLASHED = re.compile(r"(?<![\w/.])(?P<top>\d)/(?P<bottom>\d{1,3})(?![\w/.])", re.ASCII)
_TENTHS = re.compile(
    r"(?<![统单专唯归划几数])(?P<value>[一二两三四五六七八九]|\d)\s?成(?P<half>半)?(?![为就了本员果功长立交熟品型群效语不])"
)
_OFF = re.compile(
    r"(?<=打)\s?(?P<value>[一二三四五六七八九]{1,2}|\d(?:\.\d)?|\d\d)\s?折|(?P<bare>(?:[一二三四五六七八九]{1,2}|\d(?:\.\d)?|[1-9]\d))\s?折(?=优惠|扣|出售|促销|价|销售)"
)
_TO_SCALE = re.compile(rf"\s?(?:[–—~～-]|至|到|或)\s?[$€£¥]?(?:{_ARABIC})\s?(?P<scale>[十百千万亿]+)")
"""5–10 万: the first of the two has the scale of the second."""
_VAGUE = re.compile(
    r"(?:成百上千|成千上万)|(?:好几|几|数|上|若干|成)(?P<scale>[十百千万亿]+)|数以(?P<by>[十百千万亿]+)计"
    r"|(?<![好十百千万亿])几(?=\s?(?:秒|分钟|个小时|小时|天|周|个月|毫秒))"
)
_DOZEN = re.compile(r"(?<![二三四五六七八九])十[几来]")
_WORDS = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_LETTERS = {"k": 1000, "m": 10**6, "b": 10**9, "bn": 10**9, "t": 10**12}
_AMOUNT = re.compile(
    rf"""
    (?P<currency>[$€£¥])?
    (?:
      (?P<arabic>{_ARABIC})(?P<letter>(?:bn|[kKMBT])(?![A-Za-z]|\s?字节))?
      (?:\s?(?P<over>[多余来])?(?P<scale>[十百千万亿]+)|[\s-](?P<word>hundred|thousand|million|billion|trillion))?
      (?P<more>(?:\s?\d+(?:\.\d+)?\s?[千百万]+)*)
    | (?P<han>{ANY}+)(?:(?P<above>[多余来])(?P<times>[万亿千]+)|点(?P<decimal>{ONE}+)(?P<after>[十百千万亿]*))?
    | (?<![个天年月周])(?P<half>半)(?=年|天|个?小时|个月|个世纪|个?钟头|分钟)
    )
    (?:(?![A-Za-z\d])|(?={_GLUED_UNIT})|(?=x\b))
    (?P<percent>\s?[%％]|\s?个?百分点)?
    """,
    re.VERBOSE,
)
_COUNTED = re.compile(
    r"\s?[多余几来]?\s?(?:个|台|只|条|次|倍|年|月|天|周|岁|位|名|人|家|份|种|类|层|段|步|行|篇|页|张|块|件|项|处|把|根|颗|辆|艘"
    r"|架|场|届|轮|回|遍|度|分|秒|小时|毫秒|字节|星期|国|州|章|节|股|笔|封|句|组|排|栏|列|批|套|款|枚|代|级|维|公里|英里|英尺"
    r"|美元|美分|欧元|英镑|磅|公斤|米|摄氏|华氏|数量级)"
)
_MORE = re.compile(r"\s?(?:[多余来]|以上|开外)")
_AND_HALF = re.compile(r"\s?(?:[个年天周倍米圈秒成块里遍页行层章步尺]|分钟?|小时|公里|英里|英尺|点|百|千|万|亿)半")
_TIMES = re.compile(r"\s?[多余]?\s?倍")
_NEAR = 8


def quantities(chinese: str) -> tuple[Quantity, ...]:
    """Every number of `chinese` in its order. Those in parentheses are never sure: an explanation may have its own."""
    found: list[Quantity] = []
    names = [match.span() for match in _NAME.finditer(chinese)]
    asides = [match.span() for match in _PARENTHESIS.finditer(chinese)]
    for read in (dates, _parts, _tenths, _discounts, _vague, _amounts):
        for quantity in read(chinese):
            if any(start < quantity.end and quantity.start < end for start, end in names):
                continue
            if any(each.start < quantity.end and quantity.start < each.end for each in found):
                continue
            if any(start <= quantity.start < end for start, end in asides):
                quantity = replace(quantity, sure=False, counted=False)
            found.append(quantity)
    return tuple(sorted(found, key=lambda quantity: quantity.start))


def _parts(chinese: str) -> Iterator[Quantity]:
    for match in _PARTS.finditer(chinese):
        whole, _, decimals = match["top"].partition("点")
        top = value(whole) + (Fraction("0." + as_digits(decimals)) if decimals else 0)
        top += Fraction(1, 2) if match["half"] else 0
        below = match["bottom"]
        bottom = Fraction(scale(below)) if set(below) <= set("百千万亿十") else value(below)
        if bottom:
            unit = "percent" if below == "百" else ""
            yield Quantity(match[0], *match.span(), frozenset({top / bottom}), Sort.RATIO, unit=unit)
    for match in _SLASHED.finditer(chinese):
        top, bottom = Fraction(match["top"]), Fraction(match["bottom"])
        if top < bottom:
            yield Quantity(
                match[0],
                *match.span(),
                frozenset({top / bottom}),
                Sort.RATIO,
                frozenset({bottom}),
                sure=False,
                counted=False,
            )


def _tenths(chinese: str) -> Iterator[Quantity]:
    for match in _TENTHS.finditer(chinese):
        share = value(match["value"]) / 10 + (Fraction(1, 20) if match["half"] else 0)
        yield Quantity(match[0], *match.span(), frozenset({share}), Sort.RATIO)


def _discounts(chinese: str) -> Iterator[Quantity]:
    """打八五折 is 15 % off: what is paid, or what is left out."""
    for match in _OFF.finditer(chinese):
        said = match["value"] or match["bare"]
        digits = said if said[0].isdigit() else as_digits(said)
        paid = Fraction(digits) / (100 if len(digits) == 2 else 10)
        yield Quantity(match[0].strip(), *match.span(), frozenset({paid, 1 - paid}), Sort.RATIO)


def _vague(chinese: str) -> Iterator[Quantity]:
    for match in _VAGUE.finditer(chinese):
        said = match["scale"] or match["by"]
        scales = {"成百上千": (100, 1000), "成千上万": (1000, 10000)}.get(match[0]) or (scale(said or ""),)
        sizes = frozenset(map(Fraction, scales))
        yield Quantity(match[0], *match.span(), sizes, Sort.VAGUE, sure=False)
    for match in _DOZEN.finditer(chinese):
        span = Fraction(10)
        yield Quantity(match[0], *match.span(), frozenset({span}), over=span, sure=False, counted=False)


def _amounts(chinese: str) -> Iterator[Quantity]:
    for match in _AMOUNT.finditer(chinese):
        if match["arabic"]:
            meant, sure, counted = frozenset({_arabic(match)}), True, True
        elif match["half"]:
            meant, sure, counted = frozenset({Fraction(1, 2)}), False, False
        else:
            meant, sure, counted = _han(match, chinese)
        if not meant:
            continue
        loose: frozenset[Fraction] = frozenset()
        sort, unit, over = Sort.NUMBER, unit_after(chinese, match.end(), "chinese"), Fraction(0)
        if match["over"] or match["above"] or (_MORE.match(chinese, match.end()) and not match["percent"]):
            over = _place(match)
        if match["percent"]:
            meant, sort = frozenset(each / 100 for each in meant), Sort.RATIO
            unit = "points" if "点" in match["percent"] else "percent"
        else:
            if _AND_HALF.match(chinese, match.end()):
                meant = frozenset(each + Fraction(1, 2) for each in meant)
            if _TIMES.match(chinese, match.end()):
                loose = frozenset(each + by for each in meant for by in (1, -1))
            elif match["arabic"] and (scaled := _TO_SCALE.match(chinese, match.end())):
                loose = frozenset(each * scale(scaled["scale"]) for each in meant)
            elif match["letter"] and "字节" in chinese[match.end() : match.end() + _NEAR]:
                loose = frozenset({Fraction(match["arabic"].translate(_JOINED))})  # 1K 到 8K 字节: of kibibytes
        yield Quantity(
            match[0].strip(),
            *match.span(),
            meant,
            sort,
            loose,
            over,
            unit=CURRENCIES.get(match["currency"] or "", unit),
            sure=sure,
            counted=counted or sure,
        )


def _arabic(match: re.Match[str]) -> Fraction:
    amount = Fraction(match["arabic"].translate(_JOINED))
    amount *= scale(match["scale"] or "") * _LETTERS.get((match["letter"] or "").casefold(), 1)
    amount *= _WORDS.get(match["word"] or "", 1)
    for digits, size in re.findall(r"(\d+(?:\.\d+)?)\s?([千百万]+)", match["more"] or ""):
        amount += Fraction(digits) * scale(size)
    return amount


def _han(match: re.Match[str], chinese: str) -> tuple[frozenset[Fraction], bool, bool]:
    """What Chinese figures mean, whether they are surely a number, and whether something is counted with them."""
    text = match["han"]
    size = scale(match["times"] or "")
    meant = frozenset(each * size for each in values(text))
    if match["decimal"] and len(meant) == 1:
        decimals = Fraction("0." + as_digits(match["decimal"]))
        meant = frozenset((each + decimals) * scale(match["after"] or "") for each in meant)
    before = chinese[match.start() - 1 : match.start()]
    vague = len(meant) != 1 or (text[0] in "百千万亿" and before != "每")
    compound = len(text) > 1 and any(place in text for place in "十百千万亿")
    counted = not vague and (before in ("每", "第") or bool(_COUNTED.match(chinese, match.end()))) and text != "一"
    return meant, not vague and compound and min(meant) > 10, counted


def _place(match: re.Match[str]) -> Fraction:
    """How much more 多 may mean: less than one of the last place that is named."""
    if match["han"]:
        size = scale(match["times"] or "")
        last = next((character for character in reversed(match["han"]) if character not in DIGITS), "")
        return Fraction(size * (scale(last) if last else 1))
    digits, size = match["arabic"].translate(_JOINED), scale(match["scale"] or "")
    zeros = len(digits) - len(digits.rstrip("0")) if "." not in digits else -len(digits.partition(".")[2])
    return Fraction(10) ** zeros * size
