"""Sounds. Times are milliseconds."""

from __future__ import annotations

from dataclasses import dataclass

from bot.web.shapes.episode import Summary


@dataclass(frozen=True, slots=True)
class SoundTold:
    """A piece of sound: `url` may be given to an audio element, needs no header, and may be kept for ever.

    `sentences` has [since, until] for each English sentence, null where it is not heard; `words` has sentence, start,
    end, since, until; empty where only sentences are timed.
    """

    address: str
    url: str
    duration: int
    original: bool
    sentences: tuple[tuple[int, int] | None, ...]
    words: tuple[tuple[int, int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class BuilderTold:
    """Who posts; `latest` is their newest piece."""

    builder: str
    name: str
    handle: str | None
    bio: str | None
    url: str | None
    followed: bool
    latest: Summary


@dataclass(frozen=True, slots=True)
class BuildersTold:
    """Who posted last comes first."""

    builders: tuple[BuilderTold, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class BuilderPostTold:
    """A post, and the segment that it is."""

    episode: int
    segment: int
    english: str
    chinese: str
    url: str | None
    posted_at: str | None
    likes: int | None
    reposts: int | None
    replies: int | None


@dataclass(frozen=True, slots=True)
class BuilderPageTold:
    """A builder with what they posted, the newest first."""

    about: BuilderTold
    posts: tuple[BuilderPostTold, ...]
    more: bool
