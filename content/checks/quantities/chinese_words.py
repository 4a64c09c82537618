"""Chinese figures and what they come to: 四十五, 两万五, 一九六九, 三四百."""

from __future__ import annotations

from fractions import Fraction

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
PLACES = {"十": 10, "百": 100, "千": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
SCALES = PLACES | MYRIADS
ONE = "[〇零一二两三四五六七八九]"
ANY = "[〇零一二两三四五六七八九十百千万亿]"


def value(text: str) -> Fraction:
    """The number that `text` is, in Arabic or Chinese figures."""
    text = text.strip()
    if text[:1].isdigit():
        return Fraction(text.replace(",", ""))
    total = section = Fraction(0)
    digit: int | None = None
    last = 1
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in PLACES:
            last = PLACES[character]
            section += (1 if digit is None else digit) * last
            digit = None
        else:
            last = MYRIADS[character]
            section += digit or 0
            if last == 10**4:
                total += (section or 1) * last
            else:
                total = (total + section or Fraction(1)) * last
            section, digit = Fraction(0), None
    if digit is not None and last > 10 and text[-2] not in "零〇":
        digit *= last // 10  # 两万五 is 25,000
    return total + section + (digit or 0)


def values(text: str) -> frozenset[Fraction]:
    """What Chinese figures may mean: those side by side are two numbers, or a year digit by digit."""
    if len(text) >= 3 and all(character in DIGITS for character in text):
        return frozenset({Fraction(as_digits(text))})
    if len(text) >= 2 and text[0] in DIGITS and text[1] in DIGITS and text[0] not in "零〇":
        return frozenset({value(text[0] + text[2:]), value(text[1:])})
    return frozenset({value(text)})


def scale(text: str) -> int:
    """The product of 十, 百 … in `text`: 千万 is ten million."""
    product = 1
    for character in text:
        product *= SCALES[character]
    return product


def as_digits(text: str) -> str:
    """`text` read digit by digit."""
    return "".join(str(DIGITS[character]) for character in text)
