"""What an import writes, planned before a row is touched: what the chat has is filled up and never overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.model.book import Book, PastReview
from bot.model.chat import ChatId
from bot.model.known import KnownWord
from bot.model.review import Card
from bot.model.term import Context, Term
from bot.store.database import to_ms
from bot.store.imports import Before
from bot.store.rows import memory_of
from bot.vocabulary.headwords import identity

_Row = dict[str, Any]


@dataclass
class Plan:
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
            memory = memory_of(entry.card or Card(term_id=0, due=now))
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

    def known(self, words: Sequence[KnownWord], had: Set[str], since: int) -> list[_Row]:
        """The words that become known: not those that are terms, which say so themselves."""
        deleted = {term_id for term_id, term in self.had.items() if term["deleted_at"] is not None}
        deleted -= {row["term_id"] for row in self.filled}
        terms = {key for key, term_id in self.keys.items() if term_id not in deleted}
        found = {identity(word.headword): word for word in words}
        return [
            {
                "chat_id": self.chat_id,
                "id": next(self.ids),
                "key": key,
                "headword": word.headword,
                "meaning": word.meaning,
                "known_at": since,
            }
            for key, word in found.items()
            if key not in had and key not in terms
        ]

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
        if (place := place_of(row)) not in self.places:
            self.places.add(place)
            self.gained.add(where["term_id"])
            self.contexts.append({"id": next(self.ids), **row})

    def _review(self, where: _Row, past: PastReview) -> None:
        row = {**where, "rating": past.rating.value, "reviewed_at": to_ms(past.reviewed_at)}
        if (moment := moment_of(row)) not in self.moments:
            self.moments.add(moment)
            self.gained.add(where["term_id"])
            self.reviews.append({"id": next(self.ids), **row, **memory_of(past.before)})


def place_of(row: Any) -> tuple[Any, ...]:
    """What makes two contexts of a term the same: the sentence and where it stands."""
    return (row["term_id"], row["sentence"], row["episode_id"], row["position"])


def moment_of(row: Any) -> tuple[int, int]:
    """What makes two reviews of a term the same."""
    return (row["term_id"], row["reviewed_at"])
