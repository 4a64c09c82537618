"""Vocabularies for the tests."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from bot.model.book import Book, Entry, PastReview
from bot.model.memory import rate
from bot.model.review import Card, Rating
from bot.model.term import Context, Term
from bot.vocabulary.headwords import identity

AT = datetime(2026, 6, 4, 1, 2, 3, 456000, tzinfo=UTC)
AWKWARD = 'tab\there, "quotes", <b>HTML</b> & more\nsecond line 🎙️ 中文，标点'


def entry(headword: str = "compute", meaning: str = "算力", *, ratings: int = 2, awkward: bool = False) -> Entry:
    """A term with a context and some history."""
    text = AWKWARD if awkward else f"We have all this {headword} that we acquired."
    context = Context(
        id=0,
        term_id=0,
        episode_id=3,
        position=5,
        sentence=text,
        translation=text,
        show="The Test Bench",
        date=date(2026, 6, 4),
        created_at=AT,
        start=151,
        url="https://www.youtube.com/watch?v=abc",
    )
    card, past = Card(term_id=0, due=AT), []
    for day in range(ratings):
        rated = rate(card, Rating.GOOD, AT + timedelta(days=4 * day))
        past.append(PastReview(Rating.GOOD, rated.reviewed_at, card))
        card = rated.after
    note = AWKWARD if awkward else ""
    term = Term(0, identity(headword), headword, meaning, AT, (context,), note=note)
    return Entry(term, card, tuple(past))


words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(identity)
cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\x00"), max_size=60).map(str.strip)


@st.composite
def books(draw: st.DrawFn) -> Book:
    """Books of terms with any text in them, each term once."""
    heads = draw(st.lists(words.map(str.strip).filter(identity), max_size=5, unique_by=identity))
    return Book(
        tuple(
            Entry(Term(0, identity(head), head, draw(cells), AT, note=draw(cells), known=draw(st.booleans())))
            for head in heads
        )
    )
