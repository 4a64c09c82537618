"""The vocabulary as JSON, with everything: what is written here reads back equal. Instants are ISO 8601 in UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.book.model import Book, BookError, Entry, PastReview
from bot.headwords import identity
from bot.model import Context, Term
from bot.review_model import Card, Rating, State

FORMAT: Literal["buildspeak-vocabulary"] = "buildspeak-vocabulary"
VERSION: Literal[1] = 1

_Text = Annotated[str, Field(max_length=4000)]
_Word = Annotated[str, Field(min_length=1, max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class _Context(_Strict):
    sentence: _Text
    translation: _Text
    show: _Text
    date: date | None
    episode: int | None
    position: int
    start: int | None
    url: _Text | None
    created_at: datetime


class _Card(_Strict):
    state: State
    step: int | None
    stability: Annotated[float, Field(gt=0)] | None
    difficulty: Annotated[float, Field(ge=1, le=10)] | None
    due: datetime
    last_review: datetime | None


class _Review(_Strict):
    rating: Rating
    reviewed_at: datetime
    before: _Card


class _Term(_Strict):
    headword: _Word
    meaning: _Text
    note: _Text
    known: bool
    created_at: datetime
    contexts: Annotated[list[_Context], Field(max_length=1000)]
    card: _Card | None
    reviews: Annotated[list[_Review], Field(max_length=10_000)]


class _Document(_Strict):
    format: Literal["buildspeak-vocabulary"]
    version: Literal[1]
    terms: Annotated[list[_Term], Field(max_length=50_000)]


def write(book: Book) -> bytes:
    """The book as JSON, indented for people."""
    document = _Document(format=FORMAT, version=VERSION, terms=[_from_entry(entry) for entry in book.entries])
    return document.model_dump_json(indent=1).encode()


def read(data: bytes) -> Book:
    """The book in a document of `write`; raises BookError with the place of the first fault."""
    try:
        document = _Document.model_validate_json(data)
    except ValidationError as error:
        fault = error.errors()[0]
        place = ".".join(str(part) for part in fault["loc"]) or "the document"
        raise BookError(f"{place}: {fault['msg']}") from None
    return Book(tuple(_to_entry(term) for term in document.terms))


def _from_entry(entry: Entry) -> _Term:
    term = entry.term
    return _Term(
        headword=term.headword,
        meaning=term.meaning,
        note=term.note,
        known=term.known,
        created_at=term.created_at,
        contexts=[
            _Context(
                sentence=context.sentence,
                translation=context.translation,
                show=context.show,
                date=context.date,
                episode=context.episode_id,
                position=context.position,
                start=context.start,
                url=context.url,
                created_at=context.created_at,
            )
            for context in term.contexts
        ],
        card=None if entry.card is None else _from_card(entry.card),
        reviews=[
            _Review(rating=past.rating, reviewed_at=past.reviewed_at, before=_from_card(past.before))
            for past in entry.reviews
        ],
    )


def _from_card(card: Card) -> _Card:
    return _Card(
        state=card.state,
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )


def _to_entry(term: _Term) -> Entry:
    contexts = tuple(
        Context(
            id=0,
            term_id=0,
            episode_id=context.episode,
            position=context.position,
            sentence=context.sentence,
            translation=context.translation,
            show=context.show,
            date=context.date,
            created_at=_utc(context.created_at),
            start=context.start,
            url=context.url,
        )
        for context in term.contexts
    )
    return Entry(
        Term(
            id=0,
            key=identity(term.headword),
            headword=term.headword,
            meaning=term.meaning,
            created_at=_utc(term.created_at),
            contexts=contexts,
            note=term.note,
            known=term.known,
        ),
        card=None if term.card is None else _to_card(term.card),
        reviews=tuple(PastReview(r.rating, _utc(r.reviewed_at), _to_card(r.before)) for r in term.reviews),
    )


def _to_card(card: _Card) -> Card:
    return Card(
        term_id=0,
        due=_utc(card.due),
        state=card.state,
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        last_review=None if card.last_review is None else _utc(card.last_review),
    )


def _utc(instant: datetime) -> datetime:
    """A naive instant of a file written by hand counts as UTC."""
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
