"""What is wrong with what an operator publishes: `content` says it in English, for a terminal and a log.

A fault that stands in no line of the list is shown as it is: better in English than not at all.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from bot.locales.publishing import PublishingWords

_LINE = re.compile(r":(\d+): ")
_PART = re.compile(r"(?<![^ ])(?:segment|paragraph) (\d+)(?=:| \()")
_POST = re.compile(r"(?<![^ ])post (\d+)(?=:| \()")
_ANYTHING = ("why", "line")
"""What may hold a colon; other values end before one, for places stand in front of faults with colons."""


def told(faults: str, words: PublishingWords) -> str:
    """Faults, one a line, in a reader's language."""
    return in_chinese(faults) if words.faults_in_chinese else faults


def in_chinese(faults: str) -> str:
    """Faults, one a line, each with the place that stands before it."""
    return "\n".join(map(_chinese, faults.split("\n")))


def _chinese(fault: str) -> str:
    found = [(match.start(), at) for at, (english, _) in enumerate(_list()) if (match := english.search(fault))]
    if not found:
        return fault
    start, at = min(found)
    english, chinese = _list()[at]
    match = english.search(fault, start)
    values = match.groupdict() if match else {}
    said = {name: _chinese(value) if name == "why" else value for name, value in values.items()}
    place = _LINE.sub(r" 第 \1 行：", _PART.sub(r"第 \1 段", _POST.sub(r"第 \1 条", fault[:start])), count=1)
    place = place.replace(": ", "：")
    return place + chinese.format(**said)


@cache
def _list() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is said in English with its Chinese; of two that fit the same words the first counts."""
    lines = Path(__file__).with_suffix(".tsv").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines)
    return tuple((_pattern(english), chinese) for english, chinese in pairs)


def _pattern(english: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", english)
    named = [_value(part) if at % 2 else re.escape(part) for at, part in enumerate(parts)]
    return re.compile(rf"(?:^|(?<=: )){''.join(named)}$")


def _value(name: str) -> str:
    return f"(?P<{name}>.+?)" if name in _ANYTHING else f"(?P<{name}>(?:(?!: ).)+?)"
