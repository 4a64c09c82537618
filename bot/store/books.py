"""The vocabulary of a chat as a whole: read for an export, written from an import, each in one transaction."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.book.model import Book, Entry, Imported, PastReview
from bot.model import ChatId, Context
from bot.review_model import Card, Rating
from bot.store.database import Database, from_ms, maybe_ms, to_ms
from bot.store.reviews import _card as card_of
from bot.store.terms import _context as context_of
from bot.store.terms import _term as term_of


class Books:
    """Everything of a chat's vocabulary at once."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("books")
        self._next_id = database.queries("subscriptions").next_id

    async def read(self, chat_id: ChatId) -> Book:
        """Every term that is not deleted, oldest first, with its contexts newest first, its card and its reviews."""
        contexts: dict[int, list[Context]] = defaultdict(list)
        reviews: dict[int, list[PastReview]] = defaultdict(list)
        async with self._database.transaction() as connection:
            async for row in self._sql.contexts(connection, chat_id=chat_id):
                contexts[row["term_id"]].append(context_of(row))
            async for row in self._sql.reviews(connection, chat_id=chat_id):
                past = PastReview(Rating(row["rating"]), from_ms(row["reviewed_at"]), card_of(row))
                reviews[row["term_id"]].append(past)
            cards = {row["term_id"]: card_of(row) async for row in self._sql.cards(connection, chat_id=chat_id)}
            terms = [term_of(row) async for row in self._sql.terms(connection, chat_id=chat_id)]
        return Book(
            tuple(
                Entry(replace(term, contexts=tuple(contexts[term.id])), cards.get(term.id), tuple(reviews[term.id]))
                for term in terms
            )
        )

    async def add(self, chat_id: ChatId, book: Book, now: datetime) -> Imported:
        """Add what the chat does not have yet, all or nothing; what it has is filled up and never overwritten."""
        added = 0
        async with self._database.transaction() as connection:
            for entry in book.entries:
                added += await self._add(connection, chat_id, entry, now)
        return Imported(added, len(book.entries) - added)

    async def _add(self, connection: Any, chat_id: ChatId, entry: Entry, now: datetime) -> bool:
        """One entry; True if its term is new to the chat."""
        term = entry.term
        known = await self._sql.term(connection, chat_id=chat_id, key=term.key)
        given = {"meaning": term.meaning, "note": term.note, "known": int(term.known)}
        if known is None:
            term_id = await self._next_id(connection, chat_id=chat_id)
            place = {"id": term_id, "key": term.key, "headword": term.headword, "created_at": to_ms(term.created_at)}
            await self._sql.put_term(connection, chat_id=chat_id, **place, **given)
        else:
            term_id = known["id"]
            await self._sql.fill_term(connection, chat_id=chat_id, term_id=term_id, **given)
        where = {"chat_id": chat_id, "term_id": term_id}
        for context in reversed(term.contexts):
            await self._add_context(connection, where, context)
        card = entry.card or Card(term_id=0, due=now)
        is_known = term.known or bool(known and known["known"])
        await self._sql.put_card(connection, **where, **_memory(card), active=int(not is_known))
        await self._sql.settle_card(connection, **where, active=int(not is_known))
        for past in entry.reviews:
            await self._add_review(connection, where, past)
        return known is None

    async def _add_context(self, connection: Any, where: dict[str, int], context: Context) -> None:
        if await self._sql.has_context(connection, **where, sentence=context.sentence) is not None:
            return
        await self._sql.put_context(
            connection,
            **where,
            id=await self._next_id(connection, chat_id=where["chat_id"]),
            episode_id=context.episode_id,
            position=context.position,
            sentence=context.sentence,
            translation=context.translation,
            show=context.show,
            date=context.date.isoformat() if context.date else None,
            start=context.start,
            url=context.url,
            created_at=to_ms(context.created_at),
        )

    async def _add_review(self, connection: Any, where: dict[str, int], past: PastReview) -> None:
        at = to_ms(past.reviewed_at)
        if await self._sql.has_review(connection, **where, reviewed_at=at) is not None:
            return
        await self._sql.put_review(
            connection,
            **where,
            id=await self._next_id(connection, chat_id=where["chat_id"]),
            rating=past.rating.value,
            reviewed_at=at,
            **_memory(past.before),
        )


def _memory(card: Card) -> dict[str, Any]:
    return {
        "state": card.state.value,
        "step": card.step,
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due": to_ms(card.due),
        "last_review": maybe_ms(card.last_review),
    }
