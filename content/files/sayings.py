"""说给老外听: Chinese terms of the workplace in natural English, five a week. See sayings.toml.

The file is TOML: a `[[week]]` for each week, in it a `[[week.saying]]` for each term.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from content.episode.faults import ContentError, Fault
from content.files.check import decode, read_bytes
from content.text.prose import clean_line, forbidden, han, units

BUNDLED_SAYINGS = Path(str(files("content").joinpath("sayings.toml")))
A_WEEK = 5
LARGEST_FILE = 1024 * 1024
"""Bytes."""

_MOST = {"zh": 20, "english": 120, "example": 300, "example_zh": 200, "avoid": 200}
"""The keys of a saying, and how long each may be in UTF-16 units."""
_OPTIONAL = frozenset({"avoid"})
_CHINESE = frozenset({"zh", "example_zh"})
_ENGLISH = frozenset({"english", "example"})


@dataclass(frozen=True, slots=True)
class Saying:
    """A Chinese term, how English says it, and a sentence of each; `avoid` is what it is wrongly said as."""

    zh: str
    english: str
    example: str
    example_zh: str
    avoid: str | None = None


def read_sayings(path: Path = BUNDLED_SAYINGS) -> tuple[tuple[Saying, ...], ...]:
    """The sayings of each week; none where there is no file. Raises ContentError with every fault and its line."""
    return parse_sayings(decode(read_bytes(path, most=LARGEST_FILE), str(path)), str(path)) if path.exists() else ()


@cache
def bundled_sayings() -> tuple[tuple[Saying, ...], ...]:
    """Those that come with the bot, read once."""
    return read_sayings()


def of_week(weeks: tuple[tuple[Saying, ...], ...], day: date) -> tuple[Saying, ...]:
    """The sayings of the week, from Monday on, of `day`; the first week follows the last."""
    return weeks[(day.toordinal() - 1) // 7 % len(weeks)] if weeks else ()


def parse_sayings(text: str, name: str) -> tuple[tuple[Saying, ...], ...]:
    """The sayings in `text`; raises ContentError, every fault placed in `name` by line."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        told = re.search(r"line (\d+)", str(error))
        at = int(told[1]) if told else text.count("\n") + 1
        raise ContentError([Fault(name, at, f"not TOML: {error}")]) from None
    lines = _Lines(text)
    weeks = found.get("week")
    if set(found) != {"week"} or not isinstance(weeks, list) or not all(isinstance(week, dict) for week in weeks):
        raise ContentError([Fault(name, 1, "no list of weeks, or more than it: begin each with a line `[[week]]`")])
    faults: list[Fault] = []
    seen: dict[str, int] = {}
    sayings: list[tuple[Saying, ...]] = []
    for week in weeks:
        at, entries = lines.next_week(), week.get("saying")
        listed = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
        if len(listed) != A_WEEK or set(week) != {"saying"}:
            faults.append(
                Fault(name, at, f"a week of {len(listed)} sayings: write {A_WEEK}, each under `[[week.saying]]`")
            )
        for entry in listed:
            line = lines.next_saying()
            faults.extend(Fault(name, line, what) for what in _faults(entry))
            zh = entry.get("zh")
            if isinstance(zh, str) and seen.setdefault(zh, line) != line:
                faults.append(Fault(name, line, f"{zh} for the second time, after line {seen[zh]}: keep one"))
        if not faults:
            sayings.append(tuple(_saying(entry) for entry in listed))
    if faults:
        raise ContentError(sorted(faults))
    return tuple(sayings)


class _Lines:
    """Where weeks and sayings begin: the parser of TOML does not tell."""

    def __init__(self, text: str) -> None:
        numbered = list(enumerate(text.split("\n"), start=1))
        self._weeks = iter([number for number, line in numbered if re.match(r"\s*\[\[ *week *\]\]", line)])
        self._sayings = iter([number for number, line in numbered if re.match(r"\s*\[\[ *week\.saying *\]\]", line)])

    def next_week(self) -> int:
        return next(self._weeks, 0)

    def next_saying(self) -> int:
        return next(self._sayings, 0)


def _faults(entry: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(entry.keys() - _MOST.keys()):
        yield f"unknown key {key[:40]!r}: use one of {', '.join(_MOST)}"
    for key, most in _MOST.items():
        value = entry.get(key)
        if value is None and key in _OPTIONAL:
            continue
        if not isinstance(value, str) or not clean_line(value):
            yield f"{key} is missing: write it between quotes"
        elif value != clean_line(value) or any(forbidden(value)):
            yield f"{key}: more than one line, or a character that cannot be seen"
        elif units(value) > most:
            yield f"{key}: {units(value)} characters, at most {most} are allowed"
        elif key in _CHINESE and not han(value):
            yield f"{key}: no Chinese in it"
        elif key in _ENGLISH and han(value):
            yield f"{key}: Chinese where the English is expected"


def _saying(entry: Mapping[str, Any]) -> Saying:
    return Saying(entry["zh"], entry["english"], entry["example"], entry["example_zh"], entry.get("avoid"))
