"""Episodes as the page is told of them. Segments, sentences and characters count from 0; ends are excluded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, Field

from content.episode.episode import Day, Kind


@dataclass(frozen=True, slots=True)
class Summary:
    """An episode in a list. `read` is whether this reader came to its end; `segments` how many it has."""

    id: int
    kind: Kind
    show: str
    title: str
    title_zh: str | None
    lead_in: str | None
    issue: Day | None
    date: Day | None
    words: int
    minutes: int
    segments: int
    handle: str | None
    builder: str | None
    read: bool = False
    followed: bool = False
    first_line: str = ""
    first_line_zh: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """Where the reader stands: the segment to open at. `begun` is False before the first; `size` is 0 in the whole
    episode, else that of the digest they step through in the chat.
    """

    index: int
    begun: bool
    finished: bool
    size: int


@dataclass(frozen=True, slots=True)
class TodayTold:
    """A day: what leads it, where to open it, and what else came together with it. `lead` is null on a quiet day."""

    date: Day
    lead: Summary | None
    position: Position | None
    digest: tuple[int, ...]
    rest: tuple[Summary, ...]
    waiting: int
    """Cards to review today."""


@dataclass(frozen=True, slots=True)
class DayTold:
    """A day in the calendar: its headline is that of its lead."""

    date: Day
    pieces: int
    read: bool
    lead: Summary


@dataclass(frozen=True, slots=True)
class CalendarTold:
    """Days with an issue, the newest first; go on with `before` = `next`. Evergreen pieces come with the last days."""

    days: tuple[DayTold, ...]
    next: Day | None
    evergreen: tuple[Summary, ...]


@dataclass(frozen=True, slots=True)
class IssueTold:
    """All of a day, the lead first, builders whom the reader follows before others."""

    date: Day
    pieces: tuple[Summary, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A place that has what was searched for; without a segment it is the title."""

    episode: Summary
    segment: int | None
    text: str
    at: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """Titles before texts, newer before older; `more` says that there are others."""

    hits: tuple[Hit, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class GlossTold:
    """A word that the Chinese explains. `mark` names it when it is saved; `key` is what it is known and saved by.

    `at` is where the English has it: sentence, start, end; null where it says it otherwise. `explained` is where the
    Chinese explains it, brackets included: what is left out for a reader who knows the word.
    """

    mark: int
    surface: str
    headword: str
    key: str
    chinese: str
    at: tuple[int, int, int] | None
    explained: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class PostTold:
    """What a post has beside its text."""

    url: str | None
    likes: int | None
    reposts: int | None
    replies: int | None
    posted_at: datetime | None


@dataclass(frozen=True, slots=True)
class SegmentTold:
    """A segment. Sentences joined by a space (English) or by nothing (Chinese) are its text; `*_breaks` are sentences
    that begin a paragraph. `pairs` tell which sentences translate each other: [first, last) English, [first, last)
    Chinese.
    """

    index: int
    speaker: str | None
    start: int | None
    end: int | None
    english: tuple[str, ...]
    chinese: tuple[str, ...]
    english_breaks: tuple[int, ...]
    chinese_breaks: tuple[int, ...]
    pairs: tuple[tuple[int, int, int, int], ...]
    glosses: tuple[GlossTold, ...]
    note: str | None
    post: PostTold | None


@dataclass(frozen=True, slots=True)
class EpisodeTold:
    """A whole piece. It stays as it is for as long as its `revision` does."""

    id: int
    revision: str
    kind: Kind
    show: str
    title: str
    title_zh: str | None
    lead_in: str | None
    issue: Day | None
    date: Day | None
    words: int
    minutes: int
    url: str | None
    sources: tuple[str, ...]
    handle: str | None
    builder: str | None
    bio: str | None
    speakers: tuple[str, ...]
    timed_url: str | None
    """The original at a second: with {second} to put it in. Null where the original has no times."""
    segments: tuple[SegmentTold, ...]


@dataclass(frozen=True, slots=True)
class SavedTold:
    """A term of the reader's that stands in this episode: underlined where it stands, 又见 where it is not `here`."""

    id: int
    key: str
    headword: str
    meaning: str
    known: bool
    here: tuple[int, ...]
    """Segments that it was saved in."""
    stands: tuple[tuple[int, int, int, int], ...]
    """Segment, sentence, start, end."""


@dataclass(frozen=True, slots=True)
class MineTold:
    """What of an episode is this reader's own. `version` changes whenever any of it may have: before its dot with the
    place, after it with anything else.
    """

    version: str
    revision: str
    position: Position
    terms: tuple[SavedTold, ...]
    known: tuple[str, ...]
    """Keys of words that are not explained to them any more."""
    easy: tuple[str, ...]
    """Keys of glosses at or below their level."""
    hears: tuple[int, ...]
    """Segments that can be heard."""


@dataclass(frozen=True, slots=True)
class RestTold:
    """What the recap offers to save: segment and mark of each gloss, the headword beside."""

    rest: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class RestKept:
    """How many were saved in one go, or taken back so; their ids are above `after` and up to `last`."""

    saved: int
    after: int
    last: int


class Reached(BaseModel):
    """The segment that the reader stands at; as many as there are segments is the end, after the last."""

    index: Annotated[int, Field(ge=0, le=100_000)]


@dataclass(frozen=True, slots=True)
class Stands:
    """A reader's place, and the version of what is theirs."""

    version: str
    position: Position
