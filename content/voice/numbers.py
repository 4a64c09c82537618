"""Numbers as words, as engineers say them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

_ONES = tuple(
    """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen
    """.split()  # noqa: SIM905 - one line is read at a glance
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion")
_IRREGULAR = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_PARTS = {2: ("half", "halves"), 4: ("quarter", "quarters")}
_MOST_DIGITS = 21
"""More are said one by one."""


def cardinal(number: int) -> str:
    """`1_200` as one thousand two hundred; digits one by one where there are more than anybody would read."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    if len(str(number)) > _MOST_DIGITS:
        return digits(str(number))
    if number < 1000:
        return _hundreds(number)
    parts = []
    scale = 0
    while number:
        number, rest = divmod(number, 1000)
        if rest:
            parts.append(f"{_hundreds(rest)} {_SCALES[scale]}".strip())
        scale += 1
    return " ".join(reversed(parts))


def ordinal(number: int) -> str:
    """`22` as twenty-second."""
    said = cardinal(number)
    cut = max(said.rfind(" "), said.rfind("-")) + 1
    head, last = said[:cut], said[cut:]
    if last in _IRREGULAR:
        return head + _IRREGULAR[last]
    return head + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def digits(text: str) -> str:
    """Each digit by its name; other characters are left out."""
    return " ".join(_ONES[int(each)] for each in text if each.isascii() and each.isdigit())


def decimal(text: str) -> str:
    """`1,234.05` as one thousand two hundred thirty-four point zero five; raises ValueError."""
    plain = text.replace(",", "").replace("_", "")
    whole, point, part = plain.partition(".")
    try:
        Decimal(plain)
        said = cardinal(int(whole or "0"))
    except (InvalidOperation, ValueError):
        raise ValueError(f"not a number: {text[:40]!r}") from None
    return f"{said} point {digits(part)}" if point and part else said


def year(number: int) -> str:
    """`2005` as two thousand five, `1905` as nineteen oh five, `2026` as twenty twenty-six."""
    century, rest = divmod(number, 100)
    if not 11 <= century <= 99 or (century % 10 == 0 and rest < 10):
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def serial(text: str) -> str:
    """The digits of a name: 4090 as forty ninety, 404 as four oh four, 007 as oh oh seven, 99 as a number."""
    if text.startswith("0") and len(text) > 1:
        return " ".join("oh" if each == "0" else digits(each) for each in text)
    if len(text) == 4:
        return year(int(text))
    if len(text) == 3 and text[1] == "0" != text[2]:
        return f"{digits(text[0])} oh {digits(text[2])}"
    return cardinal(int(text)) if len(text) <= 4 else digits(text)


def fraction(top: int, bottom: int) -> str:
    """`3/4` as three quarters."""
    one, many = _PARTS.get(bottom) or (ordinal(bottom), f"{ordinal(bottom)}s")
    return f"{cardinal(top)} {one if top == 1 else many}"


def _hundreds(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    parts = [f"{_ONES[hundreds]} hundred"] if hundreds else []
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        parts.append(_TENS[tens] + (f"-{_ONES[ones]}" if ones else ""))
    elif rest or not hundreds:
        parts.append(_ONES[rest])
    return " ".join(parts)
