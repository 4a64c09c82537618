"""What is read as the store serves it: an episode's listing, its digests, and a place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from content.episode.episode import Kind, Segment

WHOLE = 0
"""In place of a digest's size: the whole episode, every segment."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The positions of the segments that a digest steps through, and how long reading them takes."""

    positions: tuple[int, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Listing:
    """A stored episode as lists and cards show it; `digests` maps each size on offer to its digest.

    `siblings` counts the other pieces of its date.
    """

    id: int
    key: str
    kind: Kind
    show: str
    title: str
    title_zh: str | None
    url: str | None
    date: date | None
    words: int
    minutes: int
    length: int
    digests: Mapping[int, Digest]
    withdrawn: bool = False
    siblings: int = 0

    def __hash__(self) -> int:
        """By the id: `digests` has no hash."""
        return hash(self.id)

    def positions(self, size: int) -> tuple[int, ...]:
        """Which segments a reading of `size` steps through, in order; WHOLE, or a size not offered, means all."""
        digest = self.digests.get(size)
        return digest.positions if digest else tuple(range(self.length))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands: the `index`-th segment of a reading of `size` of an episode."""

    episode_id: int
    size: int
    index: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A segment in its place, with what its card shows around it. `index` is always within the reading."""

    listing: Listing
    segment: Segment
    size: int
    index: int

    @property
    def position(self) -> int:
        """The segment's position in the whole episode."""
        return self.listing.positions(self.size)[self.index]

    @property
    def total(self) -> int:
        """How many segments this reading has."""
        return len(self.listing.positions(self.size))
