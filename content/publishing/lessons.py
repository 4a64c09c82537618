"""What a correction teaches: the terms that it explains in another word than before."""

from __future__ import annotations

from collections.abc import Iterator

from content.episode.episode import Segment
from content.text.words import fold
from content.translate.term_base import Taught


def lessons(before: Segment, after: Segment) -> tuple[Taught, ...]:
    """Every term of the English that both explain, and the second otherwise."""
    return tuple(_lessons(before, after))


def _lessons(before: Segment, after: Segment) -> Iterator[Taught]:
    was = {fold(gloss.headword): gloss.meaning for gloss in before.glosses if gloss.span is not None}
    for gloss in after.glosses:
        meaning = was.get(fold(gloss.headword))
        if gloss.span is not None and meaning is not None and meaning != gloss.meaning:
            yield Taught(gloss.headword, gloss.meaning, meaning)
