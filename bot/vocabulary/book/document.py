"""The vocabulary as JSON, with everything: what is written here reads back equal. Instants are ISO 8601 in UTC.

Terms are written and checked one by one, a line each: pydantic holds the interpreter while it works, and ten thousand
terms in one piece would hold every reader's taps for seconds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import from_json, to_json

from bot.model.book import Book, BookError, Entry, Flaw, PastReview
from bot.model.known import KnownWord
from bot.model.review import Card, Rating, State
from bot.model.term import Context, Term
from bot.vocabulary.headwords import identity

FORMAT: Literal["buildspeak-vocabulary"] = "buildspeak-vocabulary"
VERSION: Literal[1] = 1

M = TypeVar("M", bound=BaseModel)
MOST_TERMS = 50_000
MOST_FOLLOWS = 5000
MOST_KNOWN = 50_000
MOST_VALUES = 1_000_000
MOST_FIELDS = 50
LONGEST_PATH = 100
"""Characters of the way to a fault: the last step may be a key that somebody wrote."""
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
    episode: Annotated[_Number | None, Field(validation_alias=AliasChoices("episode", "episode_id"))]
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

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _to_card(self)
        return self


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


class _Known(_Strict):
    headword: _Word
    meaning: _Text


class _Document(_Strict):
    format: Literal["buildspeak-vocabulary"]
    version: Literal[1]
    terms: Annotated[list[Any], Field(max_length=MOST_TERMS)]
    follows: Annotated[list[_Builder], Field(max_length=MOST_FOLLOWS)] = []
    known: Annotated[list[_Known], Field(max_length=MOST_KNOWN)] = []
    rows: dict[str, Any] = {}
    """What else was kept of the chat: for its reader to see, nothing of it is read back."""


def write(book: Book, rows: Mapping[str, Sequence[Mapping[str, object]]] | None = None) -> bytes:
    """The book as JSON, a term a line; with `rows`, every row that is kept of its chat, by table."""
    terms = ",\n".join(_from_entry(entry).model_dump_json() for entry in book.entries)
    follows = f',"follows":{to_json(book.follows).decode()}' if book.follows else ""
    words = ",\n".join(map(_from_known, book.known))
    known = f',"known":[\n{words}\n]' if words else ""
    kept = f',"rows":{_tables(rows)}' if rows is not None else ""
    return f'{{"format":"{FORMAT}","version":{VERSION},"terms":[\n{terms}\n]{follows}{known}{kept}}}\n'.encode()


def _tables(rows: Mapping[str, Sequence[Mapping[str, object]]]) -> str:
    """A row a line, for a person to read."""
    tables = (f"{to_json(name).decode()}:[{','.join(_row(row) for row in table)}]" for name, table in rows.items())
    return "{" + ",".join(tables) + "\n}"


def _row(row: Mapping[str, object]) -> str:
    return "\n" + to_json(row).decode()


def read(data: bytes) -> Book:
    """The book in a document of `write`; raises BookError with the place of the first fault."""
    if data.count(b",") > MOST_VALUES:
        raise BookError(Flaw.MANY_VALUES)
    try:
        given = from_json(data, allow_inf_nan=False)
    except ValueError:
        raise BookError(Flaw.NOT_JSON) from None
    document = _checked(_Document, given, ())
    terms = (_checked(_Term, term, ("terms", number)) for number, term in enumerate(document.terms))
    known = tuple(KnownWord(0, word.headword, word.meaning) for word in document.known)
    return Book(tuple(_to_entry(term) for term in terms), tuple(document.follows), known)


def _checked(model: type[M], given: object, place: tuple[str | int, ...]) -> M:
    if _widest(given) > MOST_FIELDS:
        raise BookError(Flaw.MANY_FIELDS, path=_path(place))
    try:
        return model.model_validate(given)
    except ValidationError as error:
        fault = error.errors()[0]
        raise BookError(_flaw(fault["type"]), path=_path((*place, *fault["loc"]))) from None


def _path(place: tuple[str | int, ...]) -> str:
    return ".".join(map(str, place))[:LONGEST_PATH]


def _flaw(kind: str) -> Flaw:
    """Ours for one of pydantic's many."""
    if kind == "missing":
        return Flaw.MISSING
    if kind == "extra_forbidden":
        return Flaw.STRANGE
    return Flaw.BOUNDS if kind.endswith(("_too_long", "_too_short", "_than", "_than_equal")) else Flaw.VALUE


def _widest(given: object) -> int:
    """How many fields the largest object in it has: pydantic would list every one that does not belong there.

    Of the document itself the terms are looked at one by one.
    """
    if isinstance(given, dict):
        return max([len(given), *(_widest(value) for name, value in given.items() if name != "terms")])
    if isinstance(given, list):
        return max((_widest(value) for value in given), default=0)
    return 0


def _from_entry(entry: Entry) -> _Term:
    """Checked as it is read: what could not be read back is not written."""
    memory = {"card": entry.card, "reviews": entry.reviews}
    return _Term.model_validate({name: getattr(entry.term, name) for name in _OF_TERM} | memory, from_attributes=True)


def _from_known(word: KnownWord) -> str:
    return _Known(headword=word.headword, meaning=word.meaning).model_dump_json()


def _to_entry(term: _Term) -> Entry:
    found = dict(term)
    card, reviews = found.pop("card"), found.pop("reviews")
    found["contexts"] = tuple(Context(id=0, term_id=0, **_renamed(dict(context))) for context in found["contexts"])
    return Entry(
        Term(id=0, key=identity(term.headword), **found),
        card=None if card is None else _to_card(card),
        reviews=tuple(PastReview(r.rating, r.reviewed_at, _to_card(r.before)) for r in reviews),
    )


def _to_card(card: _Card) -> Card:
    return Card(term_id=0, **dict(card))


def _renamed(context: dict[str, Any]) -> dict[str, Any]:
    """A document says episode where the store says whose id it is."""
    return {("episode_id" if name == "episode" else name): value for name, value in context.items()}


_OF_TERM = tuple(name for name in _Term.model_fields if name not in ("card", "reviews"))
