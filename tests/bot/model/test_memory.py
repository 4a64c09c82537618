"""Memory gives what FSRS gives, and the store keeps it to the last bit."""

import random
from datetime import UTC, datetime, timedelta
from typing import Any

import fsrs
from hypothesis import given
from hypothesis import strategies as st

from bot.model.memory import MAXIMUM_INTERVAL, intervals, rate
from bot.model.review import Card, Rating, State

START = datetime(2026, 6, 4, 0, 0, 0, 123000, UTC)
SEQUENCE = [
    (Rating.GOOD, timedelta()),
    (Rating.GOOD, timedelta(days=2, hours=3)),
    (Rating.AGAIN, timedelta(days=11)),
    (Rating.GOOD, timedelta(minutes=4)),
    (Rating.HARD, timedelta(days=2)),
    (Rating.EASY, timedelta(days=7)),
    (Rating.GOOD, timedelta(days=60)),
]
INTERVALS = ["2d", "11d", "10m", "2d", "4d", "16d", "57d"]
_RATINGS = {
    Rating.AGAIN: fsrs.Rating.Again,
    Rating.HARD: fsrs.Rating.Hard,
    Rating.GOOD: fsrs.Rating.Good,
    Rating.EASY: fsrs.Rating.Easy,
}


def said(interval: timedelta) -> str:
    return f"{interval.days}d" if interval.days else f"{interval.seconds // 60}m"


def played(sequence: list[tuple[Rating, timedelta]]) -> list[Card]:
    """The card before the first rating and after each."""
    cards, now = [Card(term_id=1, due=START)], START
    for rating, passed in sequence:
        now += passed
        cards.append(rate(cards[-1], rating, now).after)
    return cards


def test_a_known_sequence_of_ratings_gives_known_intervals() -> None:
    cards = played(SEQUENCE)[1:]
    assert [said(card.due - card.last_review) for card in cards if card.last_review] == INTERVALS
    assert [card.state for card in cards][:4] == [State.REVIEW, State.REVIEW, State.RELEARNING, State.REVIEW]


ratings = st.lists(
    st.tuples(st.sampled_from(list(Rating)), st.timedeltas(timedelta(), timedelta(days=4000))), max_size=25
)


@given(ratings)
def test_every_sequence_gives_exactly_what_fsrs_gives(sequence: list[tuple[Rating, timedelta]]) -> None:
    scheduler = fsrs.Scheduler(
        learning_steps=[timedelta(minutes=10)],
        relearning_steps=[timedelta(minutes=10)],
        maximum_interval=MAXIMUM_INTERVAL,
        enable_fuzzing=False,
    )
    theirs, ours, now = fsrs.Card(card_id=1, due=START), Card(term_id=1, due=START), START
    for rating, passed in sequence:
        now += timedelta(milliseconds=passed // timedelta(milliseconds=1))
        theirs, _ = scheduler.review_card(theirs, _RATINGS[rating], now)
        ours = rate(ours, rating, now).after
        assert (ours.due, ours.step, ours.stability, ours.difficulty, ours.last_review) == (
            theirs.due,
            theirs.step,
            theirs.stability,
            theirs.difficulty,
            theirs.last_review,
        )
        assert timedelta(minutes=10) <= ours.due - now <= timedelta(days=MAXIMUM_INTERVAL)


@given(ratings, st.integers())
def test_the_interval_on_a_button_is_the_one_that_its_tap_gives(
    sequence: list[tuple[Rating, timedelta]], seed: int
) -> None:
    card = played(sequence)[-1]
    now = max(card.due, START)
    shown = intervals(card, now, str(seed))
    for rating in Rating:
        assert rate(card, rating, now, random.Random(str(seed))).after.due - now == shown[rating]
        plain = intervals(card, now)[rating]
        assert abs(shown[rating] - plain) <= max(timedelta(days=1), plain * 0.08 + timedelta(days=1))


MEMORIES: st.SearchStrategy[dict[str, Any]] = st.builds(
    dict,
    state=st.sampled_from(State),
    step=st.none() | st.integers(0, 2**31 - 1),
    stability=st.none() | st.floats(0, exclude_min=True, allow_infinity=False),
    difficulty=st.none() | st.floats(1, 10),
    last_review=st.none() | st.integers(86_400, 32_503_000_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
)


@given(MEMORIES)
def test_whatever_stands_in_a_file_or_a_row_is_no_card_or_one_that_can_be_rated(memory: dict[str, Any]) -> None:
    """One that is a card and cannot be rated would end every review at the same place, for ever."""
    try:
        card = Card(term_id=1, due=START, **memory)
    except ValueError:
        return
    assert set(intervals(card, START)) == set(Rating)
