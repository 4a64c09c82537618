"""How a text is said: GPT-4o as G P T four o, $1.2B as one point two billion dollars, an address as link.

Each `Said` knows the stretch of the text that it is said for, so that a word can be lit while it is heard. A single
capital letter stands for the name of that letter. What cannot be said (emoji, Chinese within English) is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from content.voice import amounts, moments, names, numbers
from content.voice.shorthand import ABBREVIATIONS, SAID_AS, SYMBOLS
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
        yield from names.name(part) if not part.islower() or len(part) > 3 else (part,)


def _email(_: re.Match[str]) -> Iterator[str]:
    yield "email address"


def _abbreviation(found: re.Match[str]) -> Iterator[str]:
    yield ABBREVIATIONS.get(found["abbreviation"]) or ABBREVIATIONS[found["abbreviation"].lower()]


def _fixed(found: re.Match[str]) -> Iterator[str]:
    yield SAID_AS[found["fixed"]] + ("'s" if found["possessive"] else "")


def _handle(found: re.Match[str]) -> Iterator[str]:
    yield "at"
    yield from names.of_code(found["handle"][1:])


def _hashtag(found: re.Match[str]) -> Iterator[str]:
    written = found["hashtag"][1:]
    if written.isdigit():
        yield "number"
        yield numbers.cardinal(int(written))
    else:
        yield from names.of_code(written)


def _version(found: re.Match[str]) -> Iterator[str]:
    written = found["version"]
    if written[0] in "vV":
        yield "version"
    address = re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", written)
    for at, part in enumerate(written.lstrip("vV").split(".")):
        if at:
            yield "dot" if address else "point"
        yield from names.mixed(part)


def _hex(found: re.Match[str]) -> Iterator[str]:
    yield "hex"
    for each in found["hex"][2:]:
        yield numbers.digits(each) if each.isdigit() else each.upper()


def _code(found: re.Match[str]) -> Iterator[str]:
    yield from names.of_code(found["code"].strip("-_()"))


def _named(found: re.Match[str]) -> Iterator[str]:
    written = found["named"]
    if many := re.fullmatch(r"([A-Z]+-?\d+)s", written):  # H100s
        *most, last = " ".join(names.mixed(many[1])).split()
        yield from (*most, last[:-1] + "ies" if last.endswith("y") else last + ("es" if last.endswith("x") else "s"))
        return
    said = " ".join(" ".join(names.name(part) if part.isalpha() else names.mixed(part)) for part in written.split("-"))
    yield f"{said}'s" if found["owned"] else said


def _word(found: re.Match[str]) -> Iterator[str]:
    written = found["word"].replace("’", "'")
    stem, mark, ending = written.partition("'")
    if mark and stem.isupper() and len(stem) > 1:
        *most, last = " ".join(names.name(stem)).split()
        yield from (*most, f"{last}'{ending}")
    else:
        yield from names.name(written)


def _symbol(found: re.Match[str]) -> Iterator[str]:
    yield SYMBOLS[found["symbol"]]


def _section(found: re.Match[str]) -> Iterator[str]:
    yield from ("section", numbers.decimal(found["section"].lstrip("§ ").rstrip(".")))


_SAYING: dict[str, Callable[[re.Match[str]], Iterator[str]]] = {
    **moments.SAYING,
    **amounts.SAYING,
    "link": _link,
    "email": _email,
    "abbreviation": _abbreviation,
    "known": _fixed,
    "domain": _domain,
    "path": _domain,
    "handle": _handle,
    "hashtag": _hashtag,
    "version": _version,
    "hex": _hex,
    "section": _section,
    "code": _code,
    "named": _named,
    "owned": _named,
    "word": _word,
    "symbol": _symbol,
}
