"""The library as the bot serves it: a copy of the checked files, synced by content hash."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from bot.model.reading import WHOLE, Listing, Passage
from bot.store.asking import Asking
from bot.store.database import Database
from bot.store.listings import body, columns, listing, segment
from content.episode.episode import Episode, Segment

_AT_ONCE = 20
"""Episodes of a transaction: readers' taps wait for one, not for an archive."""

_OPENED_KEPT = 256
"""Episodes whose last listing is remembered, to know beforehand which segment is asked for."""


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did: how many episodes came new, changed, or were withdrawn."""

    added: int
    changed: int
    withdrawn: int


class Episodes:
    """Episodes and their segments."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("episodes")
        self._opened: dict[int, Listing] = {}
        self._asking = Asking(self._row, self._rows, together=database.dialect != "sqlite")

    async def hashes(self) -> dict[str, str]:
        """Identity to content hash, of the episodes that are served."""
        async with self._database.single() as connection:
            return {row["key"]: row["hash"] async for row in self._sql.hashes(connection) if not row["withdrawn"]}

    async def sync(
        self, library: Mapping[str, Episode], *, spared: Set[str] = frozenset(), withdraw: bool = True
    ) -> Synced:
        """Serve `library`, a mapping of content hash to episode; what is not in it nor `spared` is withdrawn.

        An episode keeps its id for ever, so that buttons, deliveries and saved terms keep pointing at it. The text of
        a withdrawn one is not kept. An archive is put in parts: a stop in between leaves whole episodes.
        """
        async with self._database.single() as connection:
            known = {row["key"]: row async for row in self._sql.hashes(connection)}
        wanted = {episode.key: digest for digest, episode in library.items()}
        changed = [
            digest
            for key, digest in wanted.items()
            if key not in known or known[key]["hash"] != digest or known[key]["withdrawn"]
        ]
        left = iter(changed)
        while part := list(islice(left, _AT_ONCE)):
            await self._put([(digest, library[digest]) for digest in part])
        gone = [
            key
            for key, row in known.items()
            if key not in wanted and not row["withdrawn"] and withdraw and key not in spared
        ]
        await self.withdraw(gone)
        added = sum(library[digest].key not in known for digest in changed)
        return Synced(added, len(changed) - added, len(gone))

    async def withdraw(self, keys: Collection[str]) -> None:
        """Serve these no longer, whatever the folders hold; their text is not kept."""
        async with self._database.transaction() as connection:
            for key in keys:
                await self._sql.withdraw(connection, key=key)
                await self._sql.drop_text(connection, key=key)

    async def _put(self, episodes: Sequence[tuple[str, Episode]]) -> None:
        """Whole or not at all. What is stored is worked out beside the loop, before the database is taken."""
        rows = await asyncio.to_thread(lambda: [columns(episode, digest) for digest, episode in episodes])
        bodies = await asyncio.to_thread(lambda: [[body(each) for each in episode.named] for _, episode in episodes])
        async with self._database.transaction() as connection:
            segments: list[dict[str, Any]] = []
            for row, texts in zip(rows, bodies, strict=True):
                episode_id = await self._sql.put_episode(connection, **row)
                await self._sql.drop_segments(connection, episode_id=episode_id)
                segments += [
                    {"episode_id": episode_id, "position": position, "body": text}
                    for position, text in enumerate(texts)
                ]
            await self._sql.put_segments(connection, segments)

    async def get(self, episode_id: int) -> Listing | None:
        """An episode's listing, withdrawn or not."""
        row = await self._sql.get(self._database.near, episode_id=episode_id)
        return None if row is None else listing(row)

    async def hash_of(self, episode_id: int) -> str:
        """What stands for the content of an episode as it is stored now; empty without one."""
        return str(await self._sql.hash_of(self._database.near, episode_id=episode_id) or "")

    async def by_key(self, key: str) -> Listing | None:
        """The episode with this identity."""
        row = await self._sql.by_key(self._database.near, key=key)
        return None if row is None else listing(row)

    async def passage(self, episode_id: int, size: int, index: int) -> Passage | None:
        """The `index`-th segment of a reading of `size`; an index past the end means the last one.

        Which segment that is stands in the listing: it is read together with the one that the last listing of the
        episode says, and only where an edit has moved the segments once more.
        """
        near, before = self._database.near, self._opened.get(episode_id)
        sought = _position(before, size, index)[0] if before else -1
        row = await self._asking.of((episode_id, sought))
        if row is None or row["withdrawn"]:
            return None
        found, text = listing(row), row["body"]
        self._remember(found)
        position, index = _position(found, size, index)
        if position != sought:
            text = await self._sql.segment(near, episode_id=episode_id, position=position)
        return Passage(found, segment(text), size if size in found.digests else WHOLE, index)

    async def _row(self, place: tuple[int, int]) -> Any:
        return await self._sql.opened(self._database.near, episode_id=place[0], position=place[1])

    async def _rows(self, places: Sequence[tuple[int, int]]) -> Mapping[tuple[int, int], Any]:
        episodes, positions = zip(*places, strict=True)
        rows = self._sql.opened_each(self._database.near, episodes=episodes, positions=positions)
        found = {(row["id"], row["position"]): row async for row in rows}
        return {place: found.get(place) for place in places}

    def _remember(self, found: Listing) -> None:
        self._opened[found.id] = found
        if len(self._opened) > _OPENED_KEPT:
            del self._opened[next(iter(self._opened))]

    async def issued_since(self, day: date) -> tuple[Listing, ...]:
        """Episodes of issues of this date or later, the newest issue first."""
        async with self._database.single() as connection:
            rows = self._sql.issued_since(connection, day=day.isoformat())
            return tuple([listing(row) async for row in rows])

    async def segments(self, episode_id: int) -> tuple[Segment, ...]:
        """Every segment of an episode, in order."""
        rows = self._sql.segments(self._database.near, episode_id=episode_id)
        return tuple([segment(row["body"]) async for row in rows])

    async def segments_of(self, found: Listing, size: int) -> tuple[Segment, ...]:
        """The segments that a reading of `size` steps through."""
        if size not in found.digests:
            return await self.segments(found.id)
        near, where = self._database.near, found.digests[size].positions
        texts = [await self._sql.segment(near, episode_id=found.id, position=position) for position in where]
        return tuple(segment(text) for text in texts if text is not None)


def _position(found: Listing, size: int, index: int) -> tuple[int, int]:
    """The position of a reading's segment, and its index within the reading."""
    positions = found.positions(size)
    index = min(index, len(positions) - 1)
    return positions[index], index
