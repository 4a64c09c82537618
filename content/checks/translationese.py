"""Chinese that only a translation has, from the list of an editor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.checks.tables import table
from content.episode.episode import Segment


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """Each pattern once a segment; always minor."""
    for pattern, better in _patterns():
        if match := pattern.search(segment.chinese):
            found = match[0].strip("，。；")
            yield Doubt(About.STYLE, Severity.MINOR, f"“{found[:40]}”: {better}", "", found)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), better) for pattern, better in table("translationese")["patterns"])
