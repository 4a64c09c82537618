"""Issues: what a source put together on a day, its lead, and what each chat gets of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from bot.model.chat import ChatId
from bot.model.reading import Listing, Piece, Place, is_read
from bot.store.database import Database
from bot.store.listings import listing, segment
from bot.store.readable import readable, readable_of
from content.episode.episode import LEAD_ORDER, Kind

EVERGREEN_PAGE = 4
"""Evergreen episodes on a page of the archive: as many as a phone shows with both titles."""


@dataclass(frozen=True, slots=True)
class Month:
    """A month as a calendar shows it: days with an issue and how many pieces it has, and those that were read of."""

    first: date
    last: date
    pieces: Mapping[date, int]
    read: frozenset[date]


@dataclass(frozen=True, slots=True)
class Led:
    """A day with an issue: its lead, how many pieces it has, and whether something of it was read."""

    day: date
    lead: Listing
    pieces: int
    read: bool = False


class Issues:
    """Issues, ranked by the operator's order of kinds, of which the kind that a chat prefers comes first."""

    def __init__(self, database: Database, order: Sequence[Kind] = LEAD_ORDER) -> None:
        self._database = database
        self._sql = database.queries("issues")
        self._episodes = database.queries("episodes")
        self._order = {"first": order[0].value, "second": order[1].value}

    async def news(self, chats: Collection[tuple[ChatId, date]]) -> dict[ChatId, Listing]:
        """The lead of the newest issue, or what else it has, that each chat never had, as seen from its own date.

        One of its future is not out yet; nor is one older than what it had any news. A chat for which there is
        nothing is not in the answer; so with the others.
        """
        return await self._by_day(self._sql.news, chats)

    async def older(self, chats: Collection[tuple[ChatId, date]]) -> dict[ChatId, Listing]:
        """The lead of the newest issue that each chat never had, however old, as seen from its own date."""
        return await self._by_day(self._sql.older, chats)

    async def evergreens(self, chats: Collection[ChatId]) -> dict[ChatId, Listing]:
        """The first evergreen episode that each chat never had."""
        return await self._chosen(self._sql.evergreens, chats=list(chats))

    async def _by_day(self, query: Any, chats: Collection[tuple[ChatId, date]]) -> dict[ChatId, Listing]:
        return await self._chosen(query, asked=[f"{today} {chat_id}" for chat_id, today in chats])

    async def _chosen(self, query: Any, **asked: Sequence[ChatId | str]) -> dict[ChatId, Listing]:
        """Episodes that a query chooses for many chats at once.

        One that cannot be read is withdrawn, and another is chosen: it comes back with the sync of a version that can.
        """
        if not any(asked.values()):
            return {}
        given = {name: json.dumps(each) for name, each in asked.items()} | self._order
        while True:
            async with self._database.single() as connection:
                rows = [row async for row in query(connection, **given)]
            chosen = {ChatId(int(row["chat_id"])): int(row["episode_id"]) for row in rows if row["episode_id"]}
            stored = [row for row in rows if row["id"] is not None]
            listings = {each.id: each for each in readable_of(stored, listing)}
            unreadable = [row["key"] for row in stored if row["id"] not in listings]
            if not unreadable:
                return {chat_id: listings[each] for chat_id, each in chosen.items() if each in listings}
            for key in unreadable:
                async with self._database.single() as connection:
                    await self._episodes.withdraw(connection, key=key)

    async def missed(self, chat_id: ChatId, since: date, today: date, limit: int) -> tuple[Listing, ...]:
        """The leads of issues after `since` that the chat never had, newest first."""
        days = await self._leads(chat_id, since.isoformat(), today + timedelta(days=1), max(0, (today - since).days))
        return tuple([led.lead for led, had in days if not had])[:limit]

    async def pieces(self, together: str, chat_id: ChatId) -> tuple[Piece, ...]:
        """What stands together under this name, the lead first, builders whom the chat follows before the others."""
        async with self._database.single() as connection:
            rows = self._sql.pieces(connection, together=together, chat_id=chat_id, **self._order)
            return tuple(await readable(rows, _piece))

    async def month(self, chat_id: ChatId, first: date, last: date) -> Month:
        """The days of a month up to `last`, which may be a reader's today, and which of them they read something of."""
        window = {"first": first.isoformat(), "last": last.isoformat()}
        async with self._database.single() as connection:
            days = [row async for row in self._sql.days(connection, **window)]
            begun = await readable(self._sql.begun(connection, chat_id=chat_id, **window), _begun)
        read = (each for each, place in begun if is_read(each, place))
        pieces = {date.fromisoformat(row["issue"]): int(row["pieces"]) for row in days}
        return Month(first, last, pieces, frozenset(each.issue for each in read if each.issue is not None))

    async def leads(self, chat_id: ChatId, before: date, limit: int) -> tuple[Led, ...]:
        """The newest days with an issue before a date, the newest first."""
        days = [led for led, _ in await self._leads(chat_id, "", before, limit)]
        if not days:
            return ()
        read = (await self.month(chat_id, days[-1].day, days[0].day)).read
        return tuple(replace(each, read=each.day in read) for each in days)

    async def _leads(self, chat_id: ChatId, after: str, before: date, limit: int) -> Sequence[tuple[Led, bool]]:
        """Days newest first, and whether the chat had each one's lead."""
        asked = {"after": after, "before": before.isoformat(), "limit": limit}
        async with self._database.single() as connection:
            return await readable(self._sql.leads(connection, chat_id=chat_id, **asked, **self._order), _led)

    async def evergreen(self, chat_id: ChatId) -> tuple[Piece, ...]:
        """All evergreen pieces, those with a place first."""
        async with self._database.single() as connection:
            return tuple(await readable(self._sql.evergreen(connection, chat_id=chat_id), _piece))

    async def months(self, today: date) -> tuple[tuple[str, int], ...]:
        """Months as `2026-06` with their number of episodes, newest first; '' stands for evergreen and comes last."""
        async with self._database.single() as connection:
            rows = self._sql.months(connection, today=today.isoformat())
            return tuple([(row["month"], row["episodes"]) async for row in rows])

    async def evergreen_page(self, page: int) -> tuple[Listing, ...]:
        """A page of the evergreen episodes."""
        window = {"limit": EVERGREEN_PAGE, "offset": page * EVERGREEN_PAGE}
        async with self._database.single() as connection:
            return tuple(await readable(self._sql.evergreen_page(connection, **window), listing))

    async def span(self) -> tuple[date, date] | None:
        """The dates of the first and the last issue; None without any."""
        async with self._database.single() as connection:
            row = await self._sql.span(connection)
        return None if row["first"] is None else (date.fromisoformat(row["first"]), date.fromisoformat(row["last"]))

    async def newest(self, last: date) -> date | None:
        """The date of the newest issue up to a day."""
        async with self._database.single() as connection:
            found = await self._sql.newest(connection, last=last.isoformat())
        return None if found is None else date.fromisoformat(found)

    async def early(self, after: date) -> dict[date, int]:
        """Issues dated after a day, with how many pieces they have."""
        async with self._database.single() as connection:
            rows = self._sql.early(connection, after=after.isoformat())
            return {date.fromisoformat(row["issue"]): int(row["pieces"]) async for row in rows}


def _place(row: Any, episode_id: int) -> Place | None:
    return None if row["read_place"] is None else Place(episode_id, row["read_size"], row["read_place"])


def _begun(row: Any) -> tuple[Listing, Place | None]:
    found = listing(row)
    return found, _place(row, found.id)


def _led(row: Any) -> tuple[Led, bool]:
    return Led(date.fromisoformat(row["day"]), listing(row), int(row["pieces"])), bool(row["had"])


def _piece(row: Any) -> Piece:
    found = listing(row)
    return Piece(
        listing=found,
        opening=segment(row["body"]) if row["body"] else None,
        read=is_read(found, _place(row, found.id)),
        followed=bool(row["followed"]),
    )
