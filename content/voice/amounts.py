"""How sums of money, measures and other numbers are said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from content.voice import numbers
from content.voice.units import CURRENCIES, LARGE, MAGNITUDES, UNITS, singular


def _money(found: re.Match[str]) -> Iterator[str]:
    unit, cent = CURRENCIES[found["currency"]]
    amount, scale = found["amount"], found["scale"] or ""
    scale = MAGNITUDES.get(scale, scale)
    whole, _, part = amount.partition(".")
    one = amount.replace(",", "") == "1" and not scale
    named = unit if one or unit == "yuan" else f"{unit}s"
    if scale or len(part) != 2:
        yield f"{numbers.decimal(amount)} {scale} {named}"
        return
    cents = int(part)
    if int(whole.replace(",", "") or 0):
        yield f"{numbers.decimal(whole)} {unit if whole == '1' or unit == 'yuan' else unit + 's'}"
        if cents:
            yield "and"
    if cents:
        plural = {"penny": "pence", "fen": "fen"}.get(cent, f"{cent}s")
        yield f"{numbers.cardinal(cents)} {cent if cents == 1 else plural}"


def _money_range(found: re.Match[str]) -> Iterator[str]:
    scale = found["range_scale"] or ""
    unit = CURRENCIES[found["range_currency"]][0]
    yield f"{numbers.decimal(found['least'])} to {numbers.decimal(found['most'])}"
    yield f"{MAGNITUDES.get(scale, scale)} {unit if unit == 'yuan' else unit + 's'}"


def _power(found: re.Match[str]) -> Iterator[str]:
    yield from (numbers.decimal(found["base"]), "to the", *_signed(found["exponent"]))


def _scientific(found: re.Match[str]) -> Iterator[str]:
    yield from (numbers.decimal(found["mantissa"]), "E", *_signed(found["tens"]))


def _signed(written: str) -> Iterator[str]:
    if written[0] in "-−":
        yield "minus"
    yield numbers.cardinal(int(written.lstrip("+-−")))


def _fraction(found: re.Match[str]) -> Iterator[str]:
    top, bottom = int(found["top"]), int(found["bottom"])
    if 0 < top < bottom <= 20:
        yield numbers.fraction(top, bottom)
    else:
        yield from (numbers.cardinal(top), "out of", numbers.cardinal(bottom))


def _range(found: re.Match[str]) -> Iterator[str]:
    low, high, unit = found["low"], found["high"], found["range_unit"] or ""
    years = _is_year(low) and len(high) in (2, 4) and high.isdigit() and not unit
    if years:
        yield from (numbers.year(int(low)), "to", numbers.year(int(high)) if len(high) == 4 else numbers.serial(high))
        return
    yield from (numbers.decimal(low), "to", numbers.decimal(high))
    if unit:
        yield _unit(unit.strip(), many=True, apart=unit[0] == " ")


def _ordinal(found: re.Match[str]) -> Iterator[str]:
    yield numbers.ordinal(int(found["nth"]))


def _decade(found: re.Match[str]) -> Iterator[str]:
    said = numbers.year(int(found["decade"])) if len(found["decade"]) == 4 else numbers.cardinal(int(found["decade"]))
    yield said[:-1] + "ies" if said.endswith("y") else f"{said}s"


def _measure(found: re.Match[str]) -> Iterator[str]:
    if found["minus"]:
        yield "minus"
    amount, unit = found["measure_amount"], found["unit"]
    apart = unit[0] == " "
    yield numbers.decimal(amount)
    yield _unit(unit.strip(), many=amount != "1", apart=apart)


def _unit(unit: str, *, many: bool, apart: bool) -> str:
    """The unit's name; a lone letter that touches its number is a magnitude or itself: 7B, 10x, 4K."""
    if unit in ("x", "×", "X"):
        return "X"
    if "/" in unit:
        head, _, per = unit.partition("/")
        return f"{_unit(head, many=many, apart=True)} per {singular(UNITS.get(per, per))}"
    if unit in UNITS and (apart or unit not in LARGE or unit in ("s", "h", "d", "g")):
        return UNITS[unit] if many else singular(UNITS[unit])
    if unit in ("k", "K"):
        return "K"
    if unit == "B" and not apart:
        return "B"
    if unit in MAGNITUDES:
        return MAGNITUDES[unit]
    return unit.upper() if len(unit) == 1 else unit


def _number(found: re.Match[str]) -> Iterator[str]:
    if found["sign"]:
        yield "minus"
    written = found["digits"]
    if found["numbered"] is not None and re.fullmatch(r"\d{3,4}", written):
        yield numbers.serial(written)
    elif re.fullmatch(r"\d{4}\.\d{4,5}", written):  # the number of a paper
        yield f"{numbers.serial(written[:4])} point {numbers.digits(written[5:])}"
    elif _is_year(written):
        yield numbers.year(int(written))
    elif written.startswith("0") and written.isdigit() and len(written) > 1:
        yield numbers.serial(written)
    else:
        yield numbers.decimal(written)


def _is_year(written: str) -> bool:
    return len(written) == 4 and written.isdigit() and "1100" <= written <= "2099"


SAYING: Mapping[str, Callable[[re.Match[str]], Iterator[str]]] = {
    "money": _money,
    "money_range": _money_range,
    "power": _power,
    "scientific": _scientific,
    "fraction": _fraction,
    "range": _range,
    "ordinal": _ordinal,
    "decades": _decade,
    "measure": _measure,
    "numeral": _number,
}
"""By the kind of what is written."""
