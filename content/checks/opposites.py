"""Words that a slip turns round, up for down and must for may, and words that Chinese cannot be without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from content.checks.beads import Bead, beads
from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.checks.gravity import Claim, severity
from content.checks.tables import table
from content.episode.episode import Kind, Segment

_PARENTHESIS = re.compile(r"（[^（）]*）")

_DENIED = re.compile("[不没未别勿无非莫][^，。；]{0,3}$")
_NOT_SO = re.compile(r"(?:\b(?:not|never|nowhere|hardly)|n[’']t|\bno)\s(?:\w+,?\s){0,2}$", re.IGNORECASE)
"""What is denied in English may be the other side in Chinese: not close, 很远."""
_NEITHER = re.compile(
    "上下文|一下|下面|以下|如下|上述|当下|下[一个]|上[一个]|线[上下]|[际实本]上|[世晚早网身路手街桌]上|[上下]午|大小|多少|高低|长短"
    "|前后|先后|好坏|上下|左右|大家|大[约概致体都]|好像|好在|长期|高兴|强调|小时|小心|缺点|不过|不同|不仅|不断|差不多|前端|后端"
    "|目前|当前|后台|后果|背后|有点|一点|重点|要点"
)
"""Words that hold a sign of one side and say nothing of it."""


@dataclass(frozen=True, slots=True)
class _Side:
    english: re.Pattern[str]
    also: re.Pattern[str]
    chinese: re.Pattern[str]
    either: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Pair:
    about: About
    sides: tuple[_Side, _Side]


@dataclass(frozen=True, slots=True)
class _Marker:
    about: About
    severity: Severity
    english: re.Pattern[str]
    unless: re.Pattern[str] | None
    written: bool
    chinese: re.Pattern[str]


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """Pairs of words first, then words that the Chinese does not have, which is as severe as their list says."""
    aligned = beads(segment.english, segment.chinese)
    for bead in aligned:
        if not bead.english.strip() or not bead.chinese.strip():
            continue
        for pair in _pairs():
            for side, other in (pair.sides, pair.sides[::-1]):
                if (found := _turned(bead, side, other)) is not None:
                    said, wrong = found
                    what = f"“{said}” may be turned round: {wrong}"
                    yield Doubt(pair.about, severity(Claim.OPPOSITE), what, said, wrong)
    for at, bead in enumerate(aligned):
        near = "".join(each.chinese for each in aligned[max(0, at - 1) : at + 2])
        for marker in _markers():
            if marker.written and context.kind is Kind.PODCAST:
                continue
            match = marker.english.search(bead.english)
            if match and not (marker.unless and marker.unless.search(bead.english)) and not marker.chinese.search(near):
                yield Doubt(marker.about, marker.severity, f"“{match[0]}” is not said in the Chinese", match[0])


def _turned(bead: Bead, side: _Side, other: _Side) -> tuple[str, str] | None:
    said = side.english.search(bead.english)
    if said is None or _NOT_SO.search(bead.english[: said.start()]):
        return None
    chinese = _NEITHER.sub("〇", _PARENTHESIS.sub("", bead.chinese))
    if side.either.search(chinese):
        return None
    wrong = [match[0] for match in other.chinese.finditer(chinese) if not _DENIED.search(chinese[: match.start()])]
    return (said[0], wrong[-1]) if len(wrong) > len(other.also.findall(bead.english)) else None


@cache
def _pairs() -> tuple[_Pair, ...]:
    return tuple(_Pair(About(row["about"]), (_side(row, 0), _side(row, 1))) for row in table("opposites")["pair"])


def _side(row: dict[str, Any], side: int) -> _Side:
    english, chinese = row["english"][side], row["chinese"][side]
    also = f"{english}|{row['also'][side]}" if "also" in row else english
    return _Side(_english(english), _english(also), re.compile(chinese), re.compile(f"{chinese}|{row['or'][side]}"))


@cache
def _markers() -> tuple[_Marker, ...]:
    return tuple(
        _Marker(
            About(row["about"]),
            Severity(row["severity"]),
            _english(row["english"]),
            _english(row["unless"]) if "unless" in row else None,
            row.get("written", False),
            re.compile(row["chinese"]),
        )
        for row in table("markers")["marker"]
    )


def _english(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{words})(?![\w'’-])", re.IGNORECASE)
