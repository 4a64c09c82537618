"""How often the checks say that words were left out, where the Chinese is cut short on purpose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from content.checks.checking import doubts_of
from content.checks.context import Context
from content.checks.doubt import About
from content.episode.episode import Episode, Segment
from content.text.glosses import find_glosses
from tests.kit.bundled import bundled_library

LONG = 30
"""English words that a segment has at least."""
KEPT = {"two fifths": 0.4, "three fifths": 0.6, "three quarters": 0.75}
"""The most that is kept of the Chinese."""
_STOP = re.compile(r"[，。？；：]+[”’」』）]*")


@dataclass(frozen=True, slots=True)
class Cut:
    """Of so many segments cut short, how many are said to have lost words."""

    segments: int
    found: int


def cut_short(episodes: Iterable[Episode], kept: float) -> Cut:
    """Every long segment, cut after its last comma or full stop that leaves at most this part of its Chinese."""
    found = [
        any(doubt.about is About.OMISSION for doubt in doubts_of(segment, Context(kind=episode.kind)))
        for episode in episodes
        for segment in _cut(episode.segments, kept)
    ]
    return Cut(len(found), sum(found))


def table() -> str:
    """What is found in the bundled library, in Markdown."""
    episodes = [entry.episode for entry in bundled_library().entries]
    rows = ["| kept of the Chinese, at most | said to have lost words |", "| --- | ---: |"]
    for name, part in KEPT.items():
        cut = cut_short(episodes, part)
        rows.append(f"| {name} | {cut.found} of {cut.segments} |")
    return "\n".join(rows)


def _cut(segments: Iterable[Segment], kept: float) -> Iterator[Segment]:
    for segment in segments:
        stops = [stop.end() for stop in _STOP.finditer(segment.chinese)]
        until = max((stop for stop in stops if stop <= kept * len(segment.chinese)), default=0)
        if until and segment.words >= LONG:
            chinese = segment.chinese[:until]
            yield replace(segment, chinese=chinese, glosses=find_glosses(segment.english, chinese))
