"""How many planted errors the checks find, category by category, and how many sound segments they doubt.

The segments that are held out are only counted here: nothing prints which of them were found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from content.checks.checking import doubts_in, doubts_of
from content.checks.context import Context
from content.checks.doubt import Doubt, Severity
from content.episode.episode import Segment
from content.files.check import Entry
from content.text.glosses import find_glosses
from tests.kit.bundled import bundled_library
from tests.kit.planted import (
    Planted,
    Sound,
    fresh,
    fresh_sound,
    held_out,
    last_sound,
    later_sound,
    newest_sound,
    seen,
    sound,
)


@dataclass(frozen=True, slots=True)
class Found:
    """Of so many planted errors, how many were doubted, and how many with a major doubt."""

    planted: int
    doubted: int
    major: int


@dataclass(frozen=True, slots=True)
class Alarms:
    """Of so many sound segments, how many were doubted all the same, and how many with a major doubt."""

    sound: int
    doubted: int
    major: int


def by_category(planted: Iterable[Planted]) -> dict[str, Found]:
    """Every category with what was found of it."""
    count: Counter[str] = Counter()
    doubted: Counter[str] = Counter()
    major: Counter[str] = Counter()
    for each in planted:
        doubts = _doubts(each)
        count[each.category] += 1
        doubted[each.category] += bool(doubts)
        major[each.category] += _is_major(doubts)
    return {name: Found(count[name], doubted[name], major[name]) for name in count}


def total(found: Iterable[Found]) -> Found:
    """All categories together."""
    rows = list(found)
    return Found(sum(r.planted for r in rows), sum(r.doubted for r in rows), sum(r.major for r in rows))


def alarms_of_the_sound() -> Alarms:
    """Over the segments that were written to be hard to tell from faulty ones."""
    return _alarms(_doubts(each) for each in sound())


def alarms_of_the_fresh() -> Alarms:
    """Over the segments that were fresh until they had been counted twice."""
    return _alarms(_doubts(each) for each in fresh_sound())


def alarms_of_the_later() -> Alarms:
    """Over the segments that were written after those, since they were looked at, too."""
    return _alarms(_doubts(each) for each in later_sound())


def alarms_of_the_newest() -> Alarms:
    """Over the segments that were written last, since they were looked at."""
    return _alarms(_doubts(each) for each in newest_sound())


def alarms_of_the_last() -> Alarms:
    """Over the segments that nobody looked at."""
    return _alarms(_doubts(each) for each in last_sound())


def alarms_of_the_library() -> Alarms:
    """Over the bundled episodes, each segment in its episode."""
    return _alarms_of(bundled_library().entries)


def alarms_of_some_of_the_library() -> Alarms:
    """The same over every fourth, in a fourth of the time."""
    return _alarms_of(bundled_library().entries[::4])


def _alarms_of(entries: Iterable[Entry]) -> Alarms:
    def doubted() -> Iterator[tuple[Doubt, ...]]:
        for entry in entries:
            doubts = doubts_in(entry.episode)
            for at in range(len(entry.episode.segments)):
                yield tuple(doubt for doubt in doubts if doubt.position == at)

    return _alarms(doubted())


def table() -> str:
    """Both tables in Markdown, as docs/TRANSLATION.md has the first."""
    sets = by_category(seen()), by_category(held_out()), by_category(fresh())
    rows = [_row(name, [found.get(name) for found in sets]) for name in sets[0]]
    rows.append(_row("**together**", [total(found.values()) for found in sets]))
    head = ["| planted | found of those seen | of those held out | of the fresh |", "| --- | ---: | ---: | ---: |"]
    named = (
        ("written to be hard to tell", alarms_of_the_sound()),
        ("the bundled library", alarms_of_the_library()),
        ("the fresh, since they were looked at", alarms_of_the_fresh()),
        ("later, since they were looked at", alarms_of_the_later()),
        ("newest, since they were looked at", alarms_of_the_newest()),
        ("last, and not looked at", alarms_of_the_last()),
    )
    sound_rows = ["| sound segments | doubted | with a major doubt |", "| --- | ---: | ---: |"]
    for name, alarms in named:
        sound_rows.append(f"| {alarms.sound}, {name} | {alarms.doubted} | {alarms.major} |")
    return "\n".join([*head, *rows, "", *sound_rows])


def _alarms(doubted: Iterable[tuple[Doubt, ...]]) -> Alarms:
    rows = list(doubted)
    return Alarms(len(rows), sum(bool(doubts) for doubts in rows), sum(map(_is_major, rows)))


def _doubts(each: Planted | Sound) -> tuple[Doubt, ...]:
    segment = Segment(each.english, each.chinese, glosses=find_glosses(each.english, each.chinese))
    return doubts_of(segment, Context(kind=each.kind))


def _is_major(doubts: tuple[Doubt, ...]) -> bool:
    return any(doubt.severity is Severity.MAJOR for doubt in doubts)


def _row(name: str, found: Iterable[Found | None]) -> str:
    return " | ".join(
        (f"| {name}", *(f"{each.doubted} of {each.planted}" if each else "–" for each in found), "")
    ).rstrip()
