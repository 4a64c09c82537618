"""How well a term is remembered: (Card, Rating, now) -> (Card, Review). Pure; the only importer of fsrs.

FSRS-6 with its published weights. One learning step: a card forgotten comes back in ten minutes, one remembered
leaves for days. Nothing is random: `chance`, where one is given, spreads long intervals a little, so that terms
saved on one day do not come back on one day for ever.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import fsrs

from bot.model.review import Card, Rating, State

RETENTION = 0.9
"""The chance of remembering at which a card is due."""

MAXIMUM_INTERVAL = 1825
"""Days, five years; far beyond it FSRS can leave the calendar."""

STEP = timedelta(minutes=10)
_SCHEDULER = fsrs.Scheduler(
    desired_retention=RETENTION,
    learning_steps=(STEP,),
    relearning_steps=(STEP,),
    maximum_interval=MAXIMUM_INTERVAL,
    enable_fuzzing=False,
)
_STATES = {
    State.LEARNING: fsrs.State.Learning,
    State.REVIEW: fsrs.State.Review,
    State.RELEARNING: fsrs.State.Relearning,
}
_NAMES = {state: name for name, state in _STATES.items()}
_RATINGS = {
    Rating.AGAIN: fsrs.Rating.Again,
    Rating.HARD: fsrs.Rating.Hard,
    Rating.GOOD: fsrs.Rating.Good,
    Rating.EASY: fsrs.Rating.Easy,
}
_SPREAD_FROM = 3
"""Days: shorter intervals are left as they are."""
_SPREAD = 0.08


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating as memory sees it: the card before and after, and when."""

    before: Card
    after: Card
    rating: Rating
    reviewed_at: datetime


def rate(card: Card, rating: Rating, now: datetime, chance: random.Random | None = None) -> Rated:
    """The card after a rating at `now`, an aware UTC instant; a part of a millisecond is dropped."""
    now = _whole(now)
    known, _ = _SCHEDULER.review_card(_to_fsrs(card), _RATINGS[rating], now)
    due = known.due
    if chance is not None and due - now >= timedelta(days=_SPREAD_FROM):
        due = now + _spread(due - now, chance)
    after = Card(
        term_id=card.term_id,
        due=_whole(due),
        state=_NAMES[known.state],
        step=known.step,
        stability=known.stability,
        difficulty=known.difficulty,
        last_review=known.last_review,
    )
    return Rated(card, after, rating, now)


def intervals(card: Card, now: datetime, seed: str | None = None) -> Mapping[Rating, timedelta]:
    """How long until the card returns, for each rating; with the seed of a `chance`, as spread by it."""
    now = _whole(now)
    return {
        rating: rate(card, rating, now, None if seed is None else random.Random(seed)).after.due - now  # noqa: S311
        for rating in Rating
    }


def _to_fsrs(card: Card) -> fsrs.Card:
    return fsrs.Card(
        card_id=card.term_id,
        state=_STATES[card.state],
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        due=card.due,
        last_review=card.last_review,
    )


def _spread(interval: timedelta, chance: random.Random) -> timedelta:
    """Up to 8 % more or less, in whole days, never beyond the maximum."""
    days = interval.days
    reach = max(1, round(days * _SPREAD))
    return timedelta(days=min(MAXIMUM_INTERVAL, days + chance.randint(-reach, reach)))


def _whole(instant: datetime) -> datetime:
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)
