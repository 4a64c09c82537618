"""Saved terms and the contexts they were met in. Terms are copied when saved: nothing later changes them."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.model.chat import ChatId
from bot.model.term import TERMS_PAGE, Context, Field, Sort, Term
from bot.store.database import Database, to_ms
from bot.store.readable import readable, readable_of
from bot.store.rows import context as context_of
from bot.store.rows import term as term_of
from bot.vocabulary.headwords import identity


class Terms:
    """The vocabulary of each chat. Every query names the chat: one never reaches another's words."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("terms")
        self._unknow = database.queries("known").drop
        self._next_id = database.queries("subscriptions").next_id

    async def save(
        self, chat_id: ChatId, headword: str, meaning: str, now: datetime, context: Context | None = None
    ) -> int:
        """Save a term with its card and the place it was met in, all or nothing; returns the term's id.

        A term already saved gets the context added, and the meaning if it had none. So does one that was deleted and
        not purged yet: its meaning, note, contexts and memory are all back. `context.id` and `context.term_id` are
        given here.
        """
        key, at = identity(headword), to_ms(now)
        async with self._database.transaction() as connection:
            known = await self._sql.by_key(connection, chat_id=chat_id, key=key)
            term_id = known["id"] if known else await self._next_id(connection, chat_id=chat_id)
            term = {"id": term_id, "key": key, "headword": headword, "meaning": meaning, "now": at}
            await self._sql.put_term(connection, chat_id=chat_id, **term)
            await self._unknow(connection, chat_id=chat_id, key=key)
            await self._sql.put_card(connection, chat_id=chat_id, term_id=term_id, due=at)
            await self._sql.settle_card(connection, chat_id=chat_id, term_id=term_id)
            if context is not None:
                await self._add(connection, chat_id, term_id, context)
        return int(term_id)

    async def _add(self, connection: Any, chat_id: ChatId, term_id: int, context: Context) -> None:
        """A context, unless the term has this very place already; what stands in no episode, this very sentence."""
        place = {"term_id": term_id, "episode_id": context.episode_id, "position": context.position}
        if context.episode_id is None:
            said = {"term_id": term_id, "sentence": context.sentence}
            here = await self._sql.context_said(connection, chat_id=chat_id, **said)
        else:
            here = await self._sql.context_here(connection, chat_id=chat_id, **place)
        if here is not None:
            return
        await self._sql.put_context(
            connection,
            chat_id=chat_id,
            id=await self._next_id(connection, chat_id=chat_id),
            sentence=context.sentence,
            translation=context.translation,
            show=context.show,
            date=context.date.isoformat() if context.date else None,
            start=context.start,
            url=context.url,
            now=to_ms(context.created_at),
            **place,
        )

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
                await self._sql.settle_card(connection, **where)

    async def drop_context(self, chat_id: ChatId, context_id: int) -> None:
        """Take one of several contexts back."""
        async with self._database.transaction() as connection:
            await self._sql.drop_context(connection, chat_id=chat_id, context_id=context_id)

    async def last_id(self, chat_id: ChatId) -> int:
        """The chat's latest id: whatever is saved from now on has a larger one."""
        return int(await self._sql.newest_id(self._database.near, chat_id=chat_id) or 0)

    async def saved_between(
        self, chat_id: ChatId, episode_id: int, after: int, last: int
    ) -> tuple[tuple[str, int], ...]:
        """Headword and position of what was saved from an episode after one id of the chat, up to another."""
        asked = {"chat_id": chat_id, "episode_id": episode_id, "after": after, "last": last}
        async with self._database.single() as connection:
            rows = self._sql.saved_between(connection, **asked)
            return tuple([(row["headword"], row["position"]) async for row in rows])

    async def any(self, chat_id: ChatId) -> bool:
        """Whether the chat has a term at all."""
        return await self._sql.has_any(self._database.near, chat_id=chat_id) is not None

    async def learners(self, chats: Collection[ChatId]) -> frozenset[ChatId]:
        """Those of a few chats that have a term."""
        rows = self._sql.learners(self._database.near, chats=json.dumps(list(chats)))
        return frozenset([ChatId(int(row["chat_id"])) async for row in rows])

    async def count(self, chat_id: ChatId) -> int:
        """How many terms the chat has."""
        async with self._database.single() as connection:
            return int(await self._sql.count(connection, chat_id=chat_id))

    async def page(
        self, chat_id: ChatId, page: int, sort: Sort = Sort.NEWEST, *, size: int = TERMS_PAGE
    ) -> tuple[tuple[Term, ...], int]:
        """A page of terms, each with its newest context, and how many terms there are in all."""
        sorted_by = {Sort.NEWEST: self._sql.newest, Sort.DUE: self._sql.by_due, Sort.NAME: self._sql.by_name}[sort]
        async with self._database.single() as connection:
            total = await self._sql.count(connection, chat_id=chat_id)
            rows = sorted_by(connection, chat_id=chat_id, limit=size, offset=page * size)
            terms = await readable(rows, term_of)
            return await self._with_contexts(connection, chat_id, terms), total

    async def search(self, chat_id: ChatId, text: str, *, size: int = TERMS_PAGE) -> tuple[tuple[Term, ...], int]:
        """The best page of terms with `text` in headword, meaning or note, and how many there are in all."""
        key, literal = identity(text), _like(text)
        found = {"key": key, "part": f"%{_like(key)}%", "prefix": f"{_like(key)}%", "pattern": f"%{literal}%"}
        async with self._database.single() as connection:
            hits = [row async for row in self._sql.search(connection, chat_id=chat_id, limit=size, **found)]
            terms = await self._with_contexts(connection, chat_id, readable_of(hits, term_of))
        return terms, hits[0]["hits"] if hits else 0

    async def _with_contexts(self, connection: Any, chat_id: ChatId, terms: list[Term]) -> tuple[Term, ...]:
        """Each term of a page with its newest context."""
        newest: dict[int, tuple[Context, ...]] = {}
        for first in range(0, max(len(terms), 1), TERMS_PAGE):
            some = terms[first : first + TERMS_PAGE]
            slots = {f"id{i}": some[i].id if i < len(some) else None for i in range(TERMS_PAGE)}
            rows = self._sql.newest_contexts(connection, chat_id=chat_id, **slots)
            newest |= {context.term_id: (context,) for context in await readable(rows, context_of)}
        return tuple([replace(term, contexts=newest.get(term.id, ())) for term in terms])

    async def find(self, chat_id: ChatId, headword: str) -> Term | None:
        """The saved term that a headword names, with all its contexts, newest first."""
        row = await self._sql.by_key(self._database.near, chat_id=chat_id, key=identity(headword))
        return None if row is None or row["deleted_at"] is not None else await self.get(chat_id, row["id"])

    async def get(self, chat_id: ChatId, term_id: int) -> Term | None:
        """A term with all its contexts, newest first; also one that was deleted and can still be put back."""
        where = {"chat_id": chat_id, "term_id": term_id}
        async with self._database.single() as connection:
            row = await self._sql.by_id(connection, **where)
            if row is None:
                return None
            met = await readable(self._sql.contexts(connection, **where), context_of)
            return replace(term_of(row), contexts=tuple(met))

    async def context(self, chat_id: ChatId, context_id: int) -> Context | None:
        """One place where a term was met."""
        row = await self._sql.context(self._database.near, chat_id=chat_id, context_id=context_id)
        return None if row is None else context_of(row)

    async def delete(self, chat_id: ChatId, term_id: int, now: datetime) -> None:
        """Put a term aside: gone from every list, and back as it was by `restore` until it is purged."""
        async with self._database.transaction() as connection:
            await self._sql.bury(connection, chat_id=chat_id, term_id=term_id, now=to_ms(now))
            await self._sql.settle_card(connection, chat_id=chat_id, term_id=term_id)

    async def restore(self, chat_id: ChatId, term_id: int) -> bool:
        """Undo a deletion; False if the term has been purged since."""
        async with self._database.transaction() as connection:
            revived = await self._sql.revive(connection, chat_id=chat_id, term_id=term_id)
            await self._sql.settle_card(connection, chat_id=chat_id, term_id=term_id)
        return revived is not None

    async def write(self, chat_id: ChatId, term_id: int, field: Field, text: str) -> bool:
        """Set a term's meaning or note; False if there is no such term."""
        async with self._database.transaction() as connection:
            where = {"chat_id": chat_id, "term_id": term_id}
            match field:
                case Field.MEANING | Field.ANSWER:
                    return await self._sql.set_meaning(connection, meaning=text, **where) is not None
                case Field.NOTE:
                    return await self._sql.set_note(connection, note=text, **where) is not None

    async def set_known(self, chat_id: ChatId, term_id: int, *, known: bool) -> bool:
        """Take a term out of review, or back into it with the memory it had; False if there is no such term."""
        where = {"chat_id": chat_id, "term_id": term_id}
        async with self._database.transaction() as connection:
            found = await self._sql.set_known(connection, known=int(known), **where)
            await self._sql.settle_card(connection, **where)
        return found is not None

    async def purge(self, before: datetime) -> None:
        """Really delete what was put aside before an instant."""
        async with self._database.single() as connection:
            await self._sql.purge(connection, before=to_ms(before))


def _like(text: str) -> str:
    """A text as LIKE reads it literally, with \\ as the escape."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
