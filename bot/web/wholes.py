"""Whole episodes as they are sent: made once for all readers, kept for as long as they are read."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import orjson

from bot.model.reading import Listing
from bot.reading.voices import sayable
from bot.reading.whole import Unit, revision_of, taken_apart
from bot.store import Store
from bot.vocabulary.headwords import Standing
from bot.web.shapes.episode import EpisodeTold, GlossTold, PostTold, SegmentTold
from bot.web.telling import on_the_web, timed
from content.episode.episode import Segment

KEPT = 24
"""Some megabytes each."""
SCREEN = 300
"""Words: more than the largest screen has room for."""
SHAPE = 1
"""Counts up when episodes come to be told in another way: what browsers kept is another then."""


@dataclass(frozen=True, slots=True)
class Whole:
    """An episode with its segments taken apart, as JSON, and the same compressed."""

    revision: str
    segments: tuple[Segment, ...]
    units: tuple[Unit, ...]
    standing: Standing
    sayable: tuple[bool, ...]
    content: bytes
    compressed: bytes

    def around(self, listing: Listing, at: int) -> EpisodeTold:
        """The same episode with only what a screen shows at a segment: it, the one before it, and enough to go on."""
        first, last, words = max(0, at - 1), at, 0
        while last < len(self.segments) and words < SCREEN:
            words += self.segments[last].words
            last += 1
        told = _told(listing, self.revision, self.segments[first:last], self.units[first:last], since=first)
        return replace(told, speakers=())


@dataclass(slots=True)
class Wholes:
    """Those read last. Making one takes a tenth of a second beside the loop; who asks meanwhile waits for the same."""

    store: Store
    speaks: bool = False
    """Whether there is an engine: what it can say is then found out beside the loop too."""
    _kept: OrderedDict[tuple[int, str], Whole] = field(default_factory=OrderedDict)
    _making: dict[tuple[int, str], asyncio.Task[Whole]] = field(default_factory=dict)

    async def revision(self, listing: Listing) -> str:
        """What stands for the episode as it is now."""
        return revision_of(f"{SHAPE} {listing.id} {await self.store.episodes.hash_of(listing.id)}")

    async def get(self, listing: Listing) -> Whole:
        """An episode that can be read."""
        name = (listing.id, await self.revision(listing))
        if name in self._kept:
            self._kept.move_to_end(name)
            return self._kept[name]
        task = self._making.get(name)
        if task is None:
            task = self._making[name] = asyncio.create_task(self._make(listing, name))
            task.add_done_callback(lambda _: self._making.pop(name, None))
        return await asyncio.shield(task)

    async def _make(self, listing: Listing, name: tuple[int, str]) -> Whole:
        segments = await self.store.episodes.segments(listing.id)
        whole = await asyncio.to_thread(_whole, listing, name[1], segments, speaks=self.speaks)
        self._kept[name] = whole
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        return whole


def _whole(listing: Listing, revision: str, segments: tuple[Segment, ...], *, speaks: bool) -> Whole:
    units = tuple(taken_apart(segment) for segment in segments)
    content = orjson.dumps(_told(listing, revision, segments, units))
    standing = Standing([segment.english for segment in segments])
    said = tuple(speaks and sayable(segment.english) for segment in segments)
    return Whole(revision, segments, units, standing, said, content, gzip.compress(content, 9, mtime=0))


def _told(
    listing: Listing, revision: str, segments: Sequence[Segment], units: Sequence[Unit], *, since: int = 0
) -> EpisodeTold:
    return EpisodeTold(
        id=listing.id,
        revision=revision,
        kind=listing.kind,
        show=listing.show,
        title=listing.title,
        title_zh=listing.title_zh,
        lead_in=listing.lead_in,
        issue=listing.issue,
        date=listing.date,
        words=listing.words,
        minutes=listing.minutes,
        url=on_the_web(listing.url),
        sources=tuple(source for source in listing.sources if on_the_web(source)),
        handle=listing.handle,
        builder=listing.builder,
        bio=listing.bio,
        speakers=tuple(dict.fromkeys(segment.speaker for segment in segments if segment.speaker)),
        timed_url=timed(listing.url),
        segments=tuple(
            _segment(number, segment, unit)
            for number, (segment, unit) in enumerate(zip(segments, units, strict=True), since)
        ),
    )


def _segment(number: int, segment: Segment, unit: Unit) -> SegmentTold:
    post = None
    if segment.url or segment.posted_at or segment.likes is not None:
        post = PostTold(on_the_web(segment.url), segment.likes, segment.reposts, segment.replies, segment.posted_at)
    return SegmentTold(
        index=number,
        speaker=segment.speaker,
        start=segment.start,
        end=segment.end,
        english=unit.english.sentences,
        chinese=unit.chinese.sentences,
        english_breaks=unit.english.breaks,
        chinese_breaks=unit.chinese.breaks,
        pairs=unit.pairs,
        glosses=tuple(
            GlossTold(
                mark=each.mark,
                surface=segment.english[slice(*span)] if (span := segment.glosses[each.mark].span) else each.headword,
                headword=each.headword,
                key=each.key,
                chinese=each.meaning,
                at=each.stands,
                explained=each.explained,
            )
            for each in unit.marks
        ),
        note=segment.note,
        post=post,
    )
