"""How a text is said: GPT-4o as G P T four o, $1.2B as one point two billion dollars, an address as link.

Each `Said` knows the stretch of the text that it is said for, so that a word can be lit while it is heard. A single
capital letter stands for the name of that letter. What cannot be said (emoji, Chinese within English) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from content.text.words import is_common
from content.voice import numbers
from content.voice.shorthand import (
    ABBREVIATIONS,
    CURRENCIES,
    LARGE,
    LETTERS_THOUGH_COMMON,
    MAGNITUDES,
    MONTHS,
    SAID_AS,
    SYMBOLS,
    UNITS,
    WORDS_IN_CAPITALS,
    singular,
)
from content.voice.written import TOKENS

_PAUSES = {
    "...": "…",
    **{mark: mark for mark in ",.;:?!—…"},
    **dict.fromkeys("。．", "."),
    **dict.fromkeys("，、", ","),
    **{"–": ",", "？": "?", "！": "!", "：": ":", "；": ";", "\n": "."},
}
_STRENGTH = "—,:;….!?"
"""The stronger of two marks that meet is heard."""


@dataclass(frozen=True, slots=True)
class Said:
    """Words in the order they are said, [start, end) of the text they are said for, and the mark that follows them."""

    words: tuple[str, ...]
    start: int
    end: int
    pause: str = ""


def spoken(text: str) -> tuple[Said, ...]:
    """The whole of `text`; nothing where there is nothing to say."""
    said: list[Said] = []
    for found in TOKENS.finditer(text):
        kind, written = found.lastgroup or "", found[0]
        if kind == "pause":
            if said:
                said[-1] = replace(said[-1], pause=_stronger(said[-1].pause, _PAUSES[written]))
        elif kind == "hyphen":
            continue
        elif words := tuple(" ".join(_SAYING[kind](found)).split()):
            said.append(Said(words, found.start(), found.end()))
    return tuple(said)


def read_aloud(text: str) -> str:
    """`text` as it is said, with the marks that are heard: for engines that take text."""
    return " ".join(" ".join(said.words) + said.pause for said in spoken(text))


def _stronger(one: str, other: str) -> str:
    return max(one, other, key=lambda mark: _STRENGTH.find(mark) if mark else -1)


def _link(_: re.Match[str]) -> Iterator[str]:
    yield "link"


def _domain(found: re.Match[str]) -> Iterator[str]:
    if found["path"]:
        yield "link"
        return
    for at, part in enumerate(found["domain"].split(".")):
        if at:
            yield "dot"
        yield from _name(part) if not part.islower() or len(part) > 3 else (part,)


def _email(_: re.Match[str]) -> Iterator[str]:
    yield "email address"


def _abbreviation(found: re.Match[str]) -> Iterator[str]:
    yield ABBREVIATIONS.get(found["abbreviation"]) or ABBREVIATIONS[found["abbreviation"].lower()]


def _fixed(found: re.Match[str]) -> Iterator[str]:
    yield SAID_AS[found["fixed"]] + ("'s" if found["possessive"] else "")


def _handle(found: re.Match[str]) -> Iterator[str]:
    yield "at"
    yield from _code_words(found["handle"][1:])


def _hashtag(found: re.Match[str]) -> Iterator[str]:
    written = found["hashtag"][1:]
    if written.isdigit():
        yield "number"
        yield numbers.cardinal(int(written))
    else:
        yield from _code_words(written)


def _date(found: re.Match[str]) -> Iterator[str]:
    year, month, day = (int(part) for part in found["date"].replace("/", "-").split("-"))
    if not (1 <= month <= 12 and 1 <= day <= 31):
        yield from (numbers.cardinal(part) for part in (year, month, day))
        return
    yield f"{MONTHS[month - 1]} {numbers.ordinal(day)}, {numbers.year(year)}".replace(",", "")


def _day(found: re.Match[str]) -> Iterator[str]:
    yield from (found["month"], numbers.ordinal(int(found["day_number"])))


def _time(found: re.Match[str]) -> Iterator[str]:
    hour, minute, half = int(found["hour"]), int(found["minute"]), found["half"]
    yield numbers.cardinal(hour)
    if minute:
        yield f"oh {numbers.cardinal(minute)}" if minute < 10 else numbers.cardinal(minute)
    elif not half:
        yield "o'clock" if 0 < hour <= 12 else "hundred hours"
    if half:
        yield f"{half[0].upper()} M"


def _clock(found: re.Match[str]) -> Iterator[str]:
    for part, unit in zip(found["clock"].split(":"), ("hours", "minutes", "seconds"), strict=True):
        if number := int(part):
            yield f"{numbers.cardinal(number)} {unit if number > 1 else singular(unit)}"


def _hour(found: re.Match[str]) -> Iterator[str]:
    yield from (numbers.cardinal(int(found["hour_only"])), f"{found['half_only'][0].upper()} M")


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


def _version(found: re.Match[str]) -> Iterator[str]:
    written = found["version"]
    if written[0] in "vV":
        yield "version"
    address = re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", written)
    for at, part in enumerate(written.lstrip("vV").split(".")):
        if at:
            yield "dot" if address else "point"
        yield from _mixed(part)


def _power(found: re.Match[str]) -> Iterator[str]:
    yield from (numbers.decimal(found["base"]), "to the", *_signed(found["exponent"]))


def _scientific(found: re.Match[str]) -> Iterator[str]:
    yield from (numbers.decimal(found["mantissa"]), "E", *_signed(found["tens"]))


def _signed(written: str) -> Iterator[str]:
    if written[0] in "-−":
        yield "minus"
    yield numbers.cardinal(int(written.lstrip("+-−")))


def _hex(found: re.Match[str]) -> Iterator[str]:
    yield "hex"
    for each in found["hex"][2:]:
        yield numbers.digits(each) if each.isdigit() else each.upper()


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


def _code(found: re.Match[str]) -> Iterator[str]:
    yield from _code_words(found["code"].strip("-_()"))


def _code_words(written: str) -> Iterator[str]:
    """snake_case, camelCase and kebab-case by their words."""
    for part in re.split(r"[_\-.:]+", written):
        for piece in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", part):
            yield numbers.serial(piece) if piece.isdigit() else " ".join(_name(piece))


def _named(found: re.Match[str]) -> Iterator[str]:
    written = found["named"]
    if many := re.fullmatch(r"([A-Z]+-?\d+)s", written):  # H100s
        *most, last = " ".join(_mixed(many[1])).split()
        yield from (*most, last[:-1] + "ies" if last.endswith("y") else last + ("es" if last.endswith("x") else "s"))
        return
    said = " ".join(" ".join(_name(part) if part.isalpha() else _mixed(part)) for part in written.split("-"))
    yield f"{said}'s" if found["owned"] else said


def _mixed(written: str) -> Iterator[str]:
    """Letters and digits by turns: 4o, H100, IPv4, 3.5."""
    for piece in re.findall(r"\d+(?:\.\d+)+|\d+|[A-Za-z]+", written):
        if "." in piece:
            yield numbers.decimal(piece)
        elif piece.isdigit():
            yield numbers.serial(piece)
        elif piece in WORDS_IN_CAPITALS:
            yield piece.lower()
        elif len(piece) <= 2 or (len(piece) == 3 and (piece.isupper() or not re.search("[aeiou]", piece))):
            yield " ".join(piece.upper())
        else:
            yield from _name(piece)


def _word(found: re.Match[str]) -> Iterator[str]:
    written = found["word"].replace("’", "'")
    stem, mark, ending = written.partition("'")
    if mark and stem.isupper() and len(stem) > 1:
        *most, last = " ".join(_name(stem)).split()
        yield from (*most, f"{last}'{ending}")
    else:
        yield from _name(written)


def _name(written: str) -> Iterator[str]:
    """A word, or a name whose capitals are said one by one: API, LLMs, vLLM."""
    if written in SAID_AS:
        yield SAID_AS[written]
    elif len(written) == 1:
        yield written if written in "aI" else written.upper()
    elif written in WORDS_IN_CAPITALS:
        yield written.lower()
    elif written.isupper():
        emphasised = is_common(written) and written not in LETTERS_THOUGH_COMMON
        yield written.lower() if emphasised or len(written) > 5 else " ".join(written)
    elif plural := re.fullmatch(r"([A-Z]{2,5})s", written):
        if plural[1] in WORDS_IN_CAPITALS:
            yield f"{plural[1].lower()}s"
        else:
            yield f"{' '.join(plural[1])}'s"
    elif "'" not in written and re.search(r"[a-z][A-Z]|[A-Z]{2}", written):
        for piece in re.findall(r"[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+|[A-Z]", written):
            yield " ".join(piece.upper()) if piece.isupper() or len(piece) == 1 else piece
    else:
        yield written


def _symbol(found: re.Match[str]) -> Iterator[str]:
    yield SYMBOLS[found["symbol"]]


def _section(found: re.Match[str]) -> Iterator[str]:
    yield from ("section", numbers.decimal(found["section"].lstrip("§ ").rstrip(".")))


_SAYING: dict[str, Callable[[re.Match[str]], Iterator[str]]] = {
    "link": _link,
    "email": _email,
    "abbreviation": _abbreviation,
    "known": _fixed,
    "domain": _domain,
    "path": _domain,
    "handle": _handle,
    "hashtag": _hashtag,
    "date": _date,
    "day_number": _day,
    "clock": _clock,
    "time": _time,
    "at_hour": _hour,
    "money": _money,
    "money_range": _money_range,
    "version": _version,
    "power": _power,
    "scientific": _scientific,
    "hex": _hex,
    "fraction": _fraction,
    "range": _range,
    "ordinal": _ordinal,
    "decades": _decade,
    "measure": _measure,
    "section": _section,
    "code": _code,
    "named": _named,
    "owned": _named,
    "numeral": _number,
    "word": _word,
    "symbol": _symbol,
}
