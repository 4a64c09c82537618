"""Saved terms and the contexts they were met in. Terms are copied when saved: nothing later changes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from bot.headwords import identity
from bot.model import TERMS_PAGE, ChatId, Context, Term
from bot.store.database import Database, from_ms, to_ms

_ASKED_AT_ONCE = 8


class Terms:
    """The vocabulary of each chat. Every query names the chat: one never reaches another's words."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("terms")
        self._next_id = database.queries("subscriptions").next_id

    async def save(self, chat_id: ChatId, headword: str, meaning: str, context: Context) -> int:
        """Save a term with the place it was met in, both or neither; returns the term's id.

        A term already saved gets the context added; one that was deleted starts anew. `context.id` and
        `context.term_id` are given here.
        """
        key, now = identity(headword), to_ms(context.created_at)
        async with self._database.transaction() as connection:
            known = await self._sql.by_key(connection, chat_id=chat_id, key=key)
            term_id = known["id"] if known else await self._next_id(connection, chat_id=chat_id)
            if known and known["deleted_at"] is not None:
                await self._sql.drop_contexts(connection, chat_id=chat_id, term_id=term_id)
            term = {"id": term_id, "key": key, "headword": headword, "meaning": meaning, "now": now}
            await self._sql.put_term(connection, chat_id=chat_id, **term)
            place = {"term_id": term_id, "episode_id": context.episode_id, "position": context.position}
            if await self._sql.context_here(connection, chat_id=chat_id, **place) is None:
                await self._sql.put_context(
                    connection,
                    chat_id=chat_id,
                    id=await self._next_id(connection, chat_id=chat_id),
                    sentence=context.sentence,
                    translation=context.translation,
                    show=context.show,
                    date=context.date.isoformat() if context.date else None,
                    now=now,
                    **place,
                )
        return int(term_id)

    async def unsave(self, chat_id: ChatId, headword: str, episode_id: int, position: int, now: datetime) -> None:
        """Take one context back; the term goes with its last one."""
        async with self._database.transaction() as connection:
            term = await self._sql.by_key(connection, chat_id=chat_id, key=identity(headword))
            if term is None or term["deleted_at"] is not None:
                return
            where = {"chat_id": chat_id, "term_id": term["id"]}
            here = await self._sql.context_here(connection, **where, episode_id=episode_id, position=position)
            left = [row["id"] async for row in self._sql.contexts(connection, **where) if row["id"] != here]
            if left and here is not None:
                await self._sql.drop_context(connection, chat_id=chat_id, context_id=here)
            elif not left:
                await self._sql.bury(connection, **where, now=to_ms(now))

    async def saved(
        self, chat_id: ChatId, headwords: tuple[str, ...], episode_id: int, position: int
    ) -> dict[str, bool]:
        """Which of a segment's headwords are saved: True with this place as a context, False only from elsewhere."""
        keys = {headword: identity(headword) for headword in headwords[:_ASKED_AT_ONCE]}
        if not keys:
            return {}
        slots = {f"key{i}": None for i in range(_ASKED_AT_ONCE)} | {f"key{i}": k for i, k in enumerate(keys.values())}
        async with self._database.reading() as connection:
            rows = self._sql.saved(connection, chat_id=chat_id, episode_id=episode_id, position=position, **slots)
            here = {row["key"]: bool(row["here"]) async for row in rows}
        return {headword: here[key] for headword, key in keys.items() if key in here}

    async def of_episode(self, chat_id: ChatId, episode_id: int) -> dict[str, str]:
        """Key to headword of the terms met in an episode, in the order in which they were saved."""
        async with self._database.reading() as connection:
            rows = self._sql.of_episode(connection, chat_id=chat_id, episode_id=episode_id)
            return {row["key"]: row["headword"] async for row in rows}

    async def page(self, chat_id: ChatId, page: int) -> tuple[tuple[Term, ...], int]:
        """A page of terms, newest first, each with its newest context, and how many terms there are in all."""
        window = {"chat_id": chat_id, "limit": TERMS_PAGE, "offset": page * TERMS_PAGE}
        async with self._database.reading() as connection:
            total = await self._sql.count(connection, chat_id=chat_id)
            terms = [_term(row) async for row in self._sql.page(connection, **window)]
            newest = {row["term_id"]: _context(row) async for row in self._sql.newest_contexts(connection, **window)}
        return tuple(replace(term, contexts=(newest[term.id],) if term.id in newest else ()) for term in terms), total

    async def get(self, chat_id: ChatId, term_id: int) -> Term | None:
        """A term with all its contexts, newest first; also one that was deleted and can still be put back."""
        where = {"chat_id": chat_id, "term_id": term_id}
        async with self._database.reading() as connection:
            row = await self._sql.by_id(connection, **where)
            if row is None:
                return None
            return replace(
                _term(row), contexts=tuple([_context(c) async for c in self._sql.contexts(connection, **where)])
            )

    async def context(self, chat_id: ChatId, context_id: int) -> Context | None:
        """One place where a term was met."""
        async with self._database.reading() as connection:
            row = await self._sql.context(connection, chat_id=chat_id, context_id=context_id)
        return None if row is None else _context(row)

    async def delete(self, chat_id: ChatId, term_id: int, now: datetime) -> None:
        """Put a term aside: gone from every list, and back as it was by `restore` until it is purged."""
        async with self._database.transaction() as connection:
            await self._sql.bury(connection, chat_id=chat_id, term_id=term_id, now=to_ms(now))

    async def restore(self, chat_id: ChatId, term_id: int) -> bool:
        """Undo a deletion; False if the term has been purged since."""
        async with self._database.transaction() as connection:
            return await self._sql.revive(connection, chat_id=chat_id, term_id=term_id) is not None

    async def purge(self, before: datetime) -> None:
        """Really delete what was put aside before an instant."""
        async with self._database.transaction() as connection:
            await self._sql.purge(connection, before=to_ms(before))


def _term(row: Any) -> Term:
    return Term(
        id=row["id"],
        key=row["key"],
        headword=row["headword"],
        meaning=row["meaning"],
        created_at=from_ms(row["created_at"]),
        deleted=row["deleted_at"] is not None,
    )


def _context(row: Any) -> Context:
    return Context(
        id=row["id"],
        term_id=row["term_id"],
        episode_id=row["episode_id"],
        position=row["position"],
        sentence=row["sentence"],
        translation=row["translation"],
        show=row["show"],
        date=date.fromisoformat(row["date"]) if row["date"] else None,
        created_at=from_ms(row["created_at"]),
    )
