"""The phrases of an English text, to ask each whether it is listed somewhere. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TypeVar

from content.episode.words import IN_COUNT, tokens

LONGEST = 4
"""Words of the longest phrase that is listed anywhere."""


_Found = TypeVar("_Found")


def phrases(text: str, longest: int = LONGEST, binds: str = IN_COUNT) -> Iterator[tuple[int, int, range]]:
    """Every run of words that only spaces part, the longest first: its start, its end and which words it is of."""
    words = list(tokens(text, binds))
    parted = [bool(text[left.end() : right.start()].strip(" \t\n")) for left, right in pairwise(words)]
    for size in range(longest, 0, -1):
        for at in range(len(words) - size + 1):
            if not any(parted[at : at + size - 1]):
                yield words[at].start(), words[at + size - 1].end(), range(at, at + size)


def listed(
    text: str, find: Callable[[str], _Found | None], longest: int = LONGEST, binds: str = IN_COUNT
) -> Iterator[tuple[int, str, _Found]]:
    """What `find` knows of the phrases of a text, with where each stands: none within a longer one that it knows."""
    taken: set[int] = set()
    for start, end, span in phrases(text, longest, binds):
        if taken.isdisjoint(span) and (found := find(text[start:end])) is not None:
            taken.update(span)
            yield start, text[start:end], found
