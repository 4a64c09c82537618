"""The vocabulary of a chat as a whole: read for an export, written from an import, each in one transaction."""

from __future__ import annotations

import asyncio
import itertools
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bot.model.book import Book, Entry, Imported, PastReview
from bot.model.chat import ChatId
from bot.model.review import Card, Rating
from bot.model.term import Context, Term
from bot.store.database import Database, from_ms, maybe_ms, to_ms
from bot.store.imports import Before, Imports
from bot.store.readable import readable_of
from bot.store.rows import card as card_of
from bot.store.rows import context as context_of
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

        And the builders whom the chat follows.
        """
        async with self._database.transaction() as connection:
            terms = [row async for row in self._sql.terms(connection, chat_id=chat_id)]
            contexts = [row async for row in self._sql.contexts(connection, chat_id=chat_id)]
            cards = [row async for row in self._sql.cards(connection, chat_id=chat_id)]
            reviews = [row async for row in self._sql.reviews(connection, chat_id=chat_id)]
            follows = tuple([row["builder"] async for row in self._sql.follows(connection, chat_id=chat_id)])
        # Other readers go on meanwhile: the database is free, and so is the loop.
        book = await asyncio.to_thread(_bound, terms, contexts, cards, reviews)
        return replace(book, follows=follows)

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
            plan = _Plan(
                chat_id,
                itertools.count(last_id + 2),  # the first one is the import's own
                {row["key"]: row["id"] for row in had},
                {_place(row) async for row in self._sql.contexts(connection, chat_id=chat_id)},
                {_moment(row) async for row in self._sql.reviews(connection, chat_id=chat_id)},
                {row["id"]: row for row in had},
                {row["term_id"]: dict(row) async for row in self._sql.cards(connection, chat_id=chat_id)},
            )
            await asyncio.to_thread(plan.take, book, now)
            newest = next(plan.ids) - 1
            await self._set_last_id(connection, chat_id=chat_id, last_id=newest)
            since = to_ms(now)
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
            ):
                if rows:
                    await put(connection, rows)
            await self._sql.settle_cards(connection, chat_id=chat_id)
            done = Imported(*plan.counts, id=last_id + 1)
            before = replace(plan.before, follows=fresh)
            await self._imports.put(connection, chat_id, done, newest, message_id, before, since)
        return done


@dataclass
class _Plan:
    """The rows that an import writes. `keys`, `places` and `moments` are what the chat has, and then will have.

    `had` and `memories` are its terms and cards as they were.
    """

    chat_id: ChatId
    ids: Iterator[int]
    keys: dict[str, int]
    places: set[tuple[Any, ...]]
    moments: set[tuple[int, int]]
    had: dict[int, _Row]
    memories: dict[int, _Row]
    before: Before = field(default_factory=Before)
    gained: set[int] = field(default_factory=set)
    terms: list[_Row] = field(default_factory=list)
    filled: list[_Row] = field(default_factory=list)
    contexts: list[_Row] = field(default_factory=list)
    cards: list[_Row] = field(default_factory=list)
    reviews: list[_Row] = field(default_factory=list)

    def take(self, book: Book, now: datetime) -> None:
        """Every entry in its order; a word without a memory is new from `now` on."""
        for entry in book.entries:
            where: _Row = {"chat_id": self.chat_id, "term_id": self._term(entry.term)}
            for context in reversed(entry.term.contexts):
                self._context(where, context)
            memory = _memory(entry.card or Card(term_id=0, due=now))
            self._replaces(where["term_id"], memory)
            self.cards.append({**where, **memory})
            for past in entry.reviews:
                self._review(where, past)

    def _term(self, term: Term) -> int:
        given = {"chat_id": self.chat_id, "meaning": term.meaning, "note": term.note, "known": int(term.known)}
        if (term_id := self.keys.get(term.key)) is not None:
            self.filled.append({"term_id": term_id, **given})
            if term_id in self.had:
                self._fills(term_id, given)
            return term_id
        term_id = self.keys[term.key] = next(self.ids)
        created_at = to_ms(term.created_at)
        self.terms.append(
            {"id": term_id, "key": term.key, "headword": term.headword, "created_at": created_at, **given}
        )
        return term_id

    @property
    def counts(self) -> tuple[int, int]:
        """Terms that come new, or back from among the deleted; terms that were there and gain something."""
        back = {term_id for term_id, term in self.had.items() if term["deleted_at"] is not None}
        returned = {filled["term_id"] for filled in self.filled} & back
        return len(self.terms) + len(returned), len((self.gained & self.had.keys()) - back)

    def _fills(self, term_id: int, given: _Row) -> None:
        """Remember of a term that was there what it gets, to take that back."""
        had = self.had[term_id]
        meaning = given["meaning"] if not had["meaning"] else ""
        note = given["note"] if not had["note"] else ""
        known = int(given["known"] and not had["known"])
        if meaning or note or known:
            self.gained.add(term_id)
        if meaning or note or known or had["deleted_at"] is not None:
            told = {"meaning": meaning, "note": note, "known": known, "deleted_at": had["deleted_at"]}
            self.before.terms.append({"term_id": term_id, **told})
            had.update(meaning=had["meaning"] or meaning, note=had["note"] or note, known=had["known"] or known)

    def _replaces(self, term_id: int, memory: _Row) -> None:
        """Remember a memory that one further on takes the place of."""
        had, came = self.memories.get(term_id), memory["last_review"]
        if had is None or came is None or (had["last_review"] or 0) >= came:
            return
        told = {name: had[name] for name in memory}
        self.before.cards.append({"term_id": term_id, "taken": came, **told})
        self.gained.add(term_id)

    def _context(self, where: _Row, context: Context) -> None:
        row = {
            **where,
            "episode_id": context.episode_id,
            "position": context.position,
            "sentence": context.sentence,
            "translation": context.translation,
            "show": context.show,
            "date": context.date.isoformat() if context.date else None,
            "start": context.start,
            "url": context.url,
            "created_at": to_ms(context.created_at),
        }
        if (place := _place(row)) not in self.places:
            self.places.add(place)
            self.gained.add(where["term_id"])
            self.contexts.append({"id": next(self.ids), **row})

    def _review(self, where: _Row, past: PastReview) -> None:
        row = {**where, "rating": past.rating.value, "reviewed_at": to_ms(past.reviewed_at)}
        if (moment := _moment(row)) not in self.moments:
            self.moments.add(moment)
            self.gained.add(where["term_id"])
            self.reviews.append({"id": next(self.ids), **row, **_memory(past.before)})


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


def _place(row: Any) -> tuple[Any, ...]:
    """What makes two contexts of a term the same: the sentence and where it stands."""
    return (row["term_id"], row["sentence"], row["episode_id"], row["position"])


def _moment(row: Any) -> tuple[int, int]:
    """What makes two reviews of a term the same."""
    return (row["term_id"], row["reviewed_at"])


def _memory(card: Card) -> dict[str, Any]:
    return {
        "state": card.state.value,
        "step": card.step,
        "stability": card.stability,
        "difficulty": card.difficulty,
        "due": to_ms(card.due),
        "last_review": maybe_ms(card.last_review),
    }
