"""The vocabulary as JSON, with everything: what is written here reads back equal. Instants are ISO 8601 in UTC.

Terms are written and checked one by one, a line each: pydantic holds the interpreter while it works, and ten thousand
terms in one piece would hold every reader's taps for seconds.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json, to_json

from bot.model.book import Book, BookError, Entry, PastReview
from bot.model.review import Card, Rating, State
from bot.model.term import Context, Term
from bot.vocabulary.headwords import identity

FORMAT: Literal["buildspeak-vocabulary"] = "buildspeak-vocabulary"
VERSION: Literal[1] = 1

M = TypeVar("M", bound=BaseModel)
MOST_TERMS = 50_000
MOST_FOLLOWS = 5000
_YEARS = range(1970, 3000)


def _word(text: str) -> str:
    if not identity(text):
        raise ValueError("no word")
    return text


def _utc(instant: datetime) -> datetime:
    """A naive instant of a file written by hand counts as UTC."""
    if instant.year not in _YEARS:
        raise ValueError("not a year of ours")
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)


_Text = Annotated[str, Field(max_length=4000, pattern=r"^[^\x00]*$")]
_Word = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$"), AfterValidator(_word)]
_Builder = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]
_Instant = Annotated[datetime, AfterValidator(_utc)]
_Number = Annotated[int, Field(ge=0, lt=2**31)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class _Context(_Strict):
    sentence: _Text
    translation: _Text
    show: _Text
    date: date | None
    episode: _Number | None
    position: _Number
    start: _Number | None
    url: _Text | None
    created_at: _Instant


class _Card(_Strict):
    state: State
    step: _Number | None
    stability: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None
    difficulty: Annotated[float, Field(ge=1, le=10)] | None
    due: _Instant
    last_review: _Instant | None


class _Review(_Strict):
    rating: Rating
    reviewed_at: _Instant
    before: _Card


class _Term(_Strict):
    headword: _Word
    meaning: _Text
    note: _Text
    known: bool
    created_at: _Instant
    contexts: Annotated[list[_Context], Field(max_length=1000)]
    card: _Card | None
    reviews: Annotated[list[_Review], Field(max_length=10_000)]


class _Document(_Strict):
    format: Literal["buildspeak-vocabulary"]
    version: Literal[1]
    terms: Annotated[list[Any], Field(max_length=MOST_TERMS)]
    follows: Annotated[list[_Builder], Field(max_length=MOST_FOLLOWS)] = []


def write(book: Book) -> bytes:
    """The book as JSON, a term a line."""
    terms = ",\n".join(_from_entry(entry).model_dump_json() for entry in book.entries)
    follows = f',"follows":{to_json(book.follows).decode()}' if book.follows else ""
    return f'{{"format":"{FORMAT}","version":{VERSION},"terms":[\n{terms}\n]{follows}}}\n'.encode()


def read(data: bytes) -> Book:
    """The book in a document of `write`; raises BookError with the place of the first fault."""
    try:
        given = from_json(data, allow_inf_nan=False)
    except ValueError:
        raise BookError("the document: not JSON") from None
    document = _checked(_Document, given, ())
    terms = (_checked(_Term, term, ("terms", number)) for number, term in enumerate(document.terms))
    return Book(tuple(_to_entry(term) for term in terms), tuple(document.follows))


def _checked(model: type[M], given: object, place: tuple[str | int, ...]) -> M:
    try:
        return model.model_validate(given)
    except ValidationError as error:
        fault = error.errors()[0]
        where = ".".join(map(str, (*place, *fault["loc"]))) or "the document"
        raise BookError(f"{where}: {fault['msg']}") from None


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
            created_at=context.created_at,
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
            created_at=term.created_at,
            contexts=contexts,
            note=term.note,
            known=term.known,
        ),
        card=None if term.card is None else _to_card(term.card),
        reviews=tuple(PastReview(r.rating, r.reviewed_at, _to_card(r.before)) for r in term.reviews),
    )


def _to_card(card: _Card) -> Card:
    return Card(
        term_id=0,
        due=card.due,
        state=card.state,
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        last_review=card.last_review,
    )
