"""Episode, Segment, Gloss: what a reader reads.

An episode is the same episode when kind, show and title are the same, whatever its date: feeds re-issue
episodes days later under another date, and a repeat must never be taken for news.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

from content.episode.words import count_words

WORDS_A_MINUTE = 130
"""English words a minute of someone who also reads the Chinese: the estimate on a card, not a measurement."""

Day = date
"""The type of a field's value where another field is called `date`."""

_SPACE = re.compile(r"\s+")


class Kind(StrEnum):
    """What sort of piece an episode is."""

    PODCAST = "podcast"
    BLOG = "blog"
    POSTS = "posts"


LEAD_ORDER = (Kind.PODCAST, Kind.BLOG, Kind.POSTS)
"""Which kind leads an issue, unless somebody chooses otherwise."""


@dataclass(frozen=True, slots=True)
class Gloss:
    """A word or phrase of the English that the Chinese explains in place.

    `headword` reads as in the English where it is located there, else as in the Chinese; `span` is its
    [start, end) in the segment's English, in characters, or None where the English says it otherwise.
    """

    headword: str
    meaning: str
    span: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One readable unit. Times are seconds from the start; `\\n` separates paragraphs within a text.

    `featured` marks the segments that an editor wants in the digest. `chinese` is empty where it is yet to be
    translated, or never will be. A post has the address of its original, what readers there made of it, and when
    it was posted, in UTC to the second. `note` is the translator's (译者手记), one paragraph.
    """

    english: str
    chinese: str
    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    featured: bool = False
    glosses: tuple[Gloss, ...] = ()
    url: str | None = None
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    posted_at: datetime | None = None
    note: str | None = None

    @property
    def words(self) -> int:
        """How many English words the segment has."""
        return count_words(self.english)


@dataclass(frozen=True)
class Episode:
    """One piece. Without a date it is evergreen: good on any day that has no news.

    `issue` is the day on which its source put it together, where that is another than its date; evergreen pieces
    with one belong together, as what several builders posted on one day does. `id` is the source's own name for it,
    `lead_in` one Chinese sentence that says why to read it, `audio` the recording that its times are of: an
    address, or a file beside the episode's. `order` is its place among the evergreen pieces, those without one last.

    A draft has yet to be translated or checked and never reaches a reader; `english_only` says that it is
    published without a translation by choice. The show of posts is their builder, `handle` the builder's name
    without the @, `bio` what they say of themselves. `speakers` gives labels of the segments ("Speaker 1") the
    names that readers see.
    """

    kind: Kind
    show: str
    title: str
    segments: tuple[Segment, ...]
    url: str | None = None
    date: date | None = None
    title_zh: str | None = None
    stated_words: int | None = None
    sources: tuple[str, ...] = ()
    handle: str | None = None
    speakers: tuple[tuple[str, str], ...] = ()
    draft: bool = False
    english_only: bool = False
    lead_in: str | None = None
    issue: Day | None = None
    id: str | None = None
    bio: str | None = None
    audio: str | None = None
    order: int | None = None

    @property
    def issued(self) -> Day | None:
        """The date of its issue: what is news is told by it, never by the original's date."""
        return self.issue or self.date

    @cached_property
    def key(self) -> str:
        """The identity: kind, show and title, whatever their case, width and spacing."""
        return "/".join(_fold(part) for part in (self.kind.value, self.show, self.title))

    @cached_property
    def named(self) -> tuple[Segment, ...]:
        """The segments with the speakers' names in place of their labels."""
        names = dict(self.speakers)
        return tuple(
            replace(segment, speaker=names[segment.speaker]) if segment.speaker in names else segment
            for segment in self.segments
        )

    @cached_property
    def untranslated(self) -> int:
        """How many segments have no Chinese."""
        return sum(not segment.chinese for segment in self.segments)

    @cached_property
    def words(self) -> int:
        """English words: what the source states, else what is counted."""
        return self.stated_words or sum(segment.words for segment in self.segments)

    @cached_property
    def minutes(self) -> int:
        """Listening time where the segments are timed, else reading time; at least 1."""
        ends = [segment.end for segment in self.segments if segment.end is not None]
        return max(1, round(max(ends) / 60)) if ends else self.reading_minutes(range(len(self.segments)))

    def reading_minutes(self, positions: Iterable[int]) -> int:
        """How long the segments at these positions take to read; at least 1."""
        words = sum(self.segments[position].words for position in positions)
        return max(1, round(words / WORDS_A_MINUTE))


def _fold(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()
