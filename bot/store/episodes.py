"""The library as the bot serves it: a copy of the checked files, synced by content hash."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from bot.model.chat import ChatId
from bot.model.reading import WHOLE, Digest, Listing, Passage
from bot.model.subscription import DIGEST_SIZES
from bot.store.database import Database
from content.episode.digest import choose
from content.episode.episode import Episode, Gloss, Kind, Segment

MONTH_PAGE = 6
"""Episodes on a page of the archive."""

_EPISODES_KEPT, _SEGMENTS_KEPT = 64, 512
"""Rows whose parsed form is kept: what is read today, by many. Keyed by the row itself, so never out of date."""


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

    async def hashes(self) -> dict[str, str]:
        """Identity to content hash, of the episodes that are served."""
        async with self._database.single() as connection:
            return {row["key"]: row["hash"] async for row in self._sql.hashes(connection) if not row["withdrawn"]}

    async def sync(
        self, library: Mapping[str, Episode], *, spared: Set[str] = frozenset(), withdraw: bool = True
    ) -> Synced:
        """Serve `library`, a mapping of content hash to episode; what is not in it nor `spared` is withdrawn.

        An episode keeps its id for ever, so that buttons, deliveries and saved terms keep pointing at it.
        """
        async with self._database.transaction() as connection:
            known = {row["key"]: row async for row in self._sql.hashes(connection)}
            wanted = {episode.key: digest for digest, episode in library.items()}
            changed = [digest for key, digest in wanted.items() if key not in known or known[key]["hash"] != digest]
            for digest in changed:
                await self._put(connection, digest, library[digest])
            for key, row in known.items():
                if key in wanted and row["withdrawn"] and row["hash"] == wanted[key]:
                    await self._sql.restore(connection, key=key)
            left = [key for key, row in known.items() if key not in wanted and not row["withdrawn"]]
            gone = [key for key in left if withdraw and key not in spared]
            for key in gone:
                await self._sql.withdraw(connection, key=key)
        added = sum(library[digest].key not in known for digest in changed)
        return Synced(added, len(changed) - added, len(gone))

    async def _put(self, connection: Any, digest: str, episode: Episode) -> None:
        digests = {size: _digest(episode, choose(episode, size)) for size in DIGEST_SIZES}
        episode_id = await self._sql.put_episode(
            connection,
            key=episode.key,
            hash=digest,
            kind=episode.kind.value,
            show=episode.show,
            title=episode.title,
            title_zh=episode.title_zh,
            url=episode.url,
            date=episode.date.isoformat() if episode.date else None,
            words=episode.words,
            minutes=episode.minutes,
            length=len(episode.segments),
            digests=json.dumps(digests),
        )
        await self._sql.drop_segments(connection, episode_id=episode_id)
        bodies = [
            {"episode_id": episode_id, "position": position, "body": _body(segment)}
            for position, segment in enumerate(episode.named)
        ]
        await self._sql.put_segments(connection, bodies)

    async def get(self, episode_id: int) -> Listing | None:
        """An episode's listing, withdrawn or not."""
        row = await self._sql.get(self._database.near, episode_id=episode_id)
        return None if row is None else listing(row)

    async def by_key(self, key: str) -> Listing | None:
        """The episode with this identity."""
        row = await self._sql.by_key(self._database.near, key=key)
        return None if row is None else listing(row)

    async def passage(self, episode_id: int, size: int, index: int) -> Passage | None:
        """The `index`-th segment of a reading of `size`; an index past the end means the last one."""
        near = self._database.near
        row = await self._sql.get(near, episode_id=episode_id)
        if row is None or row["withdrawn"]:
            return None
        found = listing(row)
        positions = found.positions(size)
        index = min(index, len(positions) - 1)
        body = await self._sql.segment(near, episode_id=episode_id, position=positions[index])
        return Passage(found, _segment(body), size if size in found.digests else WHOLE, index)

    async def segments(self, episode_id: int) -> tuple[Segment, ...]:
        """Every segment of an episode, in order."""
        rows = self._sql.segments(self._database.near, episode_id=episode_id)
        return tuple([_segment(row["body"]) async for row in rows])

    async def segments_of(self, found: Listing, size: int) -> tuple[Segment, ...]:
        """The segments that a reading of `size` steps through."""
        if size not in found.digests:
            return await self.segments(found.id)
        near, where = self._database.near, found.digests[size].positions
        bodies = [await self._sql.segment(near, episode_id=found.id, position=position) for position in where]
        return tuple(_segment(body) for body in bodies if body is not None)

    async def news(self, chats: Collection[tuple[ChatId, date]]) -> dict[ChatId, Listing]:
        """The newest dated episode that each chat never had, if it had none newer, as seen from a date of its own.

        One of its future is not out yet. A chat for which there is nothing is not in the answer; so with the others.
        """
        return await self._by_day(self._sql.news, chats)

    async def older(self, chats: Collection[tuple[ChatId, date]]) -> dict[ChatId, Listing]:
        """The newest dated episode that each chat never had, however old, as seen from a date of its own."""
        return await self._by_day(self._sql.older, chats)

    async def evergreens(self, chats: Collection[ChatId]) -> dict[ChatId, Listing]:
        """The first evergreen episode that each chat never had."""
        return await self._chosen(self._sql.evergreens, chats)

    async def _by_day(self, query: Any, chats: Collection[tuple[ChatId, date]]) -> dict[ChatId, Listing]:
        days: dict[date, list[ChatId]] = {}
        for chat_id, today in chats:
            days.setdefault(today, []).append(chat_id)
        found: dict[ChatId, Listing] = {}
        for today, asked in days.items():
            found |= await self._chosen(query, asked, today=today.isoformat())
        return found

    async def _chosen(self, query: Any, chats: Collection[ChatId], **given: str) -> dict[ChatId, Listing]:
        """Episodes that a query chooses for many chats at once."""
        if not chats:
            return {}
        async with self._database.single() as connection:
            rows = [row async for row in query(connection, chats=json.dumps(list(chats)), **given)]
        chosen = {ChatId(int(row["chat_id"])): int(row["episode_id"]) for row in rows if row["episode_id"] is not None}
        listings = {episode_id: await self.get(episode_id) for episode_id in set(chosen.values())}
        return {chat_id: found for chat_id, each in chosen.items() if (found := listings[each]) is not None}

    async def missed(self, chat_id: ChatId, since: date, today: date, limit: int) -> tuple[Listing, ...]:
        """Dated episodes after `since` that the chat never had, newest first."""
        window = {"since": since.isoformat(), "today": today.isoformat(), "limit": limit}
        async with self._database.single() as connection:
            rows = self._sql.never_had(connection, chat_id=chat_id, **window)
            return tuple([listing(row) async for row in rows])

    async def siblings(self, episode_id: int, limit: int) -> tuple[Listing, ...]:
        """What else came out on the day of an episode, podcasts first."""
        async with self._database.single() as connection:
            rows = self._sql.siblings(connection, episode_id=episode_id, limit=limit)
            return tuple([listing(row) async for row in rows])

    async def builders(self, limit: int) -> tuple[Listing, ...]:
        """The newest posts of each builder, the latest first."""
        async with self._database.single() as connection:
            return tuple([listing(row) async for row in self._sql.builders(connection, limit=limit)])

    async def newest_date(self) -> date | None:
        """The date of the newest dated episode."""
        async with self._database.single() as connection:
            newest = await self._sql.newest_date(connection)
        return None if newest is None else date.fromisoformat(newest)

    async def months(self) -> tuple[tuple[str, int], ...]:
        """Months as `2026-06` with their number of episodes, newest first; '' stands for evergreen and comes last."""
        async with self._database.single() as connection:
            return tuple([(row["month"], row["episodes"]) async for row in self._sql.months(connection)])

    async def of_month(self, month: str, page: int) -> tuple[Listing, ...]:
        """A page of a month's episodes, newest first."""
        async with self._database.single() as connection:
            rows = self._sql.of_month(connection, month=month, limit=MONTH_PAGE, offset=page * MONTH_PAGE)
            return tuple([listing(row) async for row in rows])


def listing(row: Any) -> Listing:
    """A row of the view `listings`, whose columns are a Listing's fields. The same row is the same object."""
    return _listing(*row)


@lru_cache(_EPISODES_KEPT)
def _listing(number: int, key: str, kind: str, show: str, title: str, *more: Any) -> Listing:
    title_zh, url, day, words, minutes, length, digests, withdrawn, siblings = more
    return Listing(
        id=number,
        key=key,
        kind=Kind(kind),
        show=show,
        title=title,
        title_zh=title_zh,
        url=url,
        date=date.fromisoformat(day) if day else None,
        words=words,
        minutes=minutes,
        length=length,
        digests={int(size): Digest(tuple(chosen), took) for size, (chosen, took) in json.loads(digests).items()},
        withdrawn=bool(withdrawn),
        siblings=siblings,
    )


def _digest(episode: Episode, positions: tuple[int, ...]) -> list[Any]:
    return [positions, episode.reading_minutes(positions)]


def _body(segment: Segment) -> str:
    glosses = [[gloss.headword, gloss.meaning, gloss.span] for gloss in segment.glosses]
    times, post = [segment.start, segment.end], [segment.url, segment.likes]
    return json.dumps([segment.english, segment.chinese, segment.speaker, times, glosses, post], ensure_ascii=False)


@lru_cache(_SEGMENTS_KEPT)
def _segment(body: str) -> Segment:
    english, chinese, speaker, (start, end), glosses, (url, likes) = json.loads(body)
    return Segment(
        english=english,
        chinese=chinese,
        speaker=speaker,
        start=start,
        end=end,
        glosses=tuple(Gloss(headword, meaning, tuple(span) if span else None) for headword, meaning, span in glosses),
        url=url,
        likes=likes,
    )
