"""The vocabulary of a chat as a whole: read for an export, written from an import, each in one transaction."""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.model.book import Book, Entry, Imported, PastReview
from bot.model.chat import ChatId
from bot.model.review import Rating
from bot.model.term import Context
from bot.store.bringing import Plan, moment_of, place_of
from bot.store.database import Database, from_ms, to_ms
from bot.store.imports import Imports
from bot.store.readable import readable_of
from bot.store.rows import card as card_of
from bot.store.rows import context as context_of
from bot.store.rows import known_word
from bot.store.rows import term as term_of

_Row = dict[str, Any]


class Books:
    """Everything of a chat's vocabulary at once."""

    def __init__(self, database: Database, imports: Imports) -> None:
        self._database = database
        self._imports = imports
        self._sql = database.queries("books")
        subscriptions = database.queries("subscriptions")
        self._last_id, self._set_last_id = subscriptions.last_id, subscriptions.set_last_id

    async def read(self, chat_id: ChatId) -> Book:
        """Every term that is not deleted, oldest first, with its contexts newest first, its card and its reviews.

        And the builders whom the chat follows, and the words that it knows.
        """
        async with self._database.transaction() as connection:
            terms = [row async for row in self._sql.terms(connection, chat_id=chat_id)]
            contexts = [row async for row in self._sql.contexts(connection, chat_id=chat_id)]
            cards = [row async for row in self._sql.cards(connection, chat_id=chat_id)]
            reviews = [row async for row in self._sql.reviews(connection, chat_id=chat_id)]
            follows = tuple([row["builder"] async for row in self._sql.follows(connection, chat_id=chat_id)])
            known = tuple([known_word(row) async for row in self._sql.known(connection, chat_id=chat_id)])
        # Other readers go on meanwhile: the database is free, and so is the loop.
        book = await asyncio.to_thread(_bound, terms, contexts, cards, reviews)
        return replace(book, follows=follows, known=known)

    async def have(self, chat_id: ChatId, keys: Collection[str]) -> int:
        """How many of these keys the chat has as terms."""
        async with self._database.single() as connection:
            rows = [row async for row in self._sql.keys(connection, chat_id=chat_id)]
        wanted = frozenset(keys)
        return sum(row["key"] in wanted for row in rows if row["deleted_at"] is None)

    async def add(self, chat_id: ChatId, book: Book, now: datetime, *, message_id: int = 0) -> Imported:
        """Add what the chat does not have yet, all or nothing; what it has is filled up and never overwritten.

        A few statements over many rows: ten thousand terms keep the database for less than a second. `message_id` is
        the card that asked.
        """
        async with self._database.transaction() as connection:
            last_id = await self._last_id(connection, chat_id=chat_id)
            had = [dict(row) async for row in self._sql.keys(connection, chat_id=chat_id)]
            plan = Plan(
                chat_id,
                itertools.count(last_id + 2),  # the first one is the import's own
                {row["key"]: row["id"] for row in had},
                {place_of(row) async for row in self._sql.contexts(connection, chat_id=chat_id)},
                {moment_of(row) async for row in self._sql.reviews(connection, chat_id=chat_id)},
                {row["id"]: row for row in had},
                {row["term_id"]: dict(row) async for row in self._sql.cards(connection, chat_id=chat_id)},
            )
            await asyncio.to_thread(plan.take, book, now)
            since = to_ms(now)
            had_known = {row["key"] async for row in self._sql.known(connection, chat_id=chat_id)}
            known = plan.known(book.known, had_known, since)
            newest = next(plan.ids) - 1
            await self._set_last_id(connection, chat_id=chat_id, last_id=newest)
            followed = {row["builder"] async for row in self._sql.follows(connection, chat_id=chat_id)}
            fresh = [each for each in dict.fromkeys(book.follows) if each not in followed]
            follows = [{"chat_id": chat_id, "builder": each, "followed_at": since} for each in fresh]
            for put, rows in (
                (self._sql.put_terms, plan.terms),
                (self._sql.fill_terms, plan.filled),
                (self._sql.put_contexts, plan.contexts),
                (self._sql.put_cards, plan.cards),
                (self._sql.put_reviews, plan.reviews),
                (self._sql.put_follows, follows),
                (self._sql.put_known, known),
            ):
                if rows:
                    await put(connection, rows)
            await self._sql.settle_cards(connection, chat_id=chat_id)
            done = Imported(*plan.counts, id=last_id + 1, known=len(known), follows=len(follows))
            before = replace(plan.before, follows=fresh, known=[row["key"] for row in known])
            await self._imports.put(connection, chat_id, done, newest, message_id, before, since)
        return done


def _bound(terms: list[Any], contexts: list[Any], cards: list[Any], reviews: list[Any]) -> Book:
    met: dict[int, list[Context]] = defaultdict(list)
    rated: dict[int, list[PastReview]] = defaultdict(list)
    for context in readable_of(contexts, context_of):
        met[context.term_id].append(context)
    for term_id, past in readable_of(reviews, _past):
        rated[term_id].append(past)
    memory = {card.term_id: card for card in readable_of(cards, card_of)}
    found = [replace(term, contexts=tuple(met[term.id])) for term in readable_of(terms, term_of)]
    return Book(tuple(Entry(term, memory.get(term.id), tuple(rated[term.id])) for term in found))


def _past(row: Any) -> tuple[int, PastReview]:
    return row["term_id"], PastReview(Rating(row["rating"]), from_ms(row["reviewed_at"]), card_of(row))
