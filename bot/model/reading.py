"""What is read as the store serves it: an episode's listing, its digests, and a place in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from content.episode.episode import Day, Gloss, Kind, Segment
from content.episode.learning import offered
from content.text.parts import Part, parts_of, unexplained

WHOLE = 0
"""In place of a digest's size: the whole episode, every segment."""


@dataclass(frozen=True, slots=True)
class Digest:
    """The positions of the segments that a digest steps through, and how long reading them takes."""

    positions: tuple[int, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Rest:
    """How many pieces of each kind an issue has beside one of them."""

    podcasts: int = 0
    blogs: int = 0
    posts: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.podcasts + self.blogs + self.posts


ALONE = Rest()


@dataclass(frozen=True, slots=True)
class Listing:
    """A stored episode as lists and cards show it; `digests` maps each size on offer to its digest.

    `issue` is the day on which its source put it together, None for an evergreen one, which may still have a `rest`:
    `together` names what belongs together, dated or not. `builder` is who posted, whatever the spelling.
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
    issue: Day | None = None
    together: str | None = None
    handle: str | None = None
    bio: str | None = None
    lead_in: str | None = None
    sources: tuple[str, ...] = ()
    builder: str | None = None
    rest: Rest = ALONE

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
    """A segment in its place, with what its card shows around it. `index` is always within the reading.

    Of a long segment a `part` is shown. `known` and `easy` are those headwords of its glosses that the reader said
    they know, and those at or below their level.
    """

    listing: Listing
    segment: Segment
    size: int
    index: int
    part: int = 0
    known: frozenset[str] = frozenset()
    easy: frozenset[str] = frozenset()

    @property
    def parts(self) -> int:
        """In how many parts the segment is shown."""
        return len(parts_of(self.segment))

    @property
    def number(self) -> int:
        """The number of the part that is shown, always one of them."""
        return min(self.part, self.parts - 1)

    @property
    def shown(self) -> Part:
        """What is shown of the segment, without explanations of what the reader knows."""
        return unexplained(parts_of(self.segment)[self.number], self.known)

    @property
    def offers(self) -> tuple[tuple[int, Gloss], ...]:
        """The glosses that are offered: each with its place in the whole segment, and located in what is shown."""
        shown = self.shown
        return tuple((shown.glosses[at], shown.segment.glosses[at]) for at in offered(shown.segment, self.easy))

    @property
    def known_here(self) -> tuple[int, ...]:
        """Places of the glosses of what is shown that the reader knows."""
        part = parts_of(self.segment)[self.number]
        return tuple(place for place in part.glosses if self.segment.glosses[place].headword in self.known)

    @property
    def position(self) -> int:
        """The segment's position in the whole episode."""
        return self.listing.positions(self.size)[self.index]

    @property
    def total(self) -> int:
        """How many segments this reading has."""
        return len(self.listing.positions(self.size))


@dataclass(frozen=True, slots=True)
class Piece:
    """An episode within its issue, with the segment that it opens with, as one reader sees it."""

    listing: Listing
    opening: Segment | None = None
    read: bool = False
    followed: bool = False


def is_read(listing: Listing, place: Place | None) -> bool:
    """Whether a reader who got as far as this has seen the last segment of their reading."""
    return place is not None and place.index >= len(listing.positions(place.size)) - 1


def unread(listing: Listing, place: Place | None) -> int:
    """The first segment that a reader who got as far as this has not read; the length where all are."""
    if place is None:
        return 0
    read = frozenset(listing.positions(place.size)[: place.index + 1])
    return next((position for position in range(listing.length) if position not in read), listing.length)


@dataclass(frozen=True, slots=True)
class Post:
    """A post in its place: the `position`-th segment of an episode."""

    episode_id: int
    position: int
    segment: Segment
