"""Reviewing, for every door: today's cards one by one, each rated once, the last rating always taken back.

The session is one, wherever its reader is: a card that two doors show is rated by whoever names its turn first.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.chat import ChatId
from bot.model.memory import intervals, rate
from bot.model.review import Rating, Review, ReviewSettings, Session, Standing
from bot.model.review_day import review_day
from bot.model.term import Term
from bot.reading.readers import Reader
from bot.store import Store


@dataclass(frozen=True, slots=True)
class Asking:
    """A session's next card; `intervals` are after how long it comes again, for each rating."""

    term: Term
    standing: Standing
    settings: ReviewSettings
    intervals: Mapping[Rating, timedelta]


@dataclass(frozen=True, slots=True)
class Ended:
    """A session without a card left: how many were reviewed, headwords of those forgotten on the way, the rating that
    can be undone; and how many wait now, beyond a day's caps, and tomorrow.
    """

    reviewed: int
    forgotten: tuple[str, ...]
    undo: int | None
    waiting: int
    overdue: int
    tomorrow: int


async def session_of_today(store: Store, reader: Reader, now: datetime) -> Session | None:
    """Where it stands, begun if there is none or it is finished; None where nothing is due."""
    chat_id = reader.chat_id
    day, session = review_day(reader.subscription.zone, now), await store.reviews.session(chat_id)
    if session is None or session.day != day.day or not await store.reviews.left(chat_id, session, now):
        caps = _caps(await store.review_settings.get(chat_id))
        session = await store.reviews.begin(chat_id, day.day, now, day.opens, day.closes, caps)
    return session


async def asking(store: Store, reader: Reader, session: Session, now: datetime) -> Asking | Ended:
    """The next card of a session, or its end."""
    chat_id = reader.chat_id
    left = await store.reviews.left(chat_id, session, now)
    term = await store.terms.get(chat_id, left[0][1]) if left else None
    card = await store.reviews.card(chat_id, term.id) if term else None
    if term is None or card is None:
        return await _ended(store, reader, session, now)
    return Asking(
        term,
        await _standing(store, chat_id, session, now),
        await store.review_settings.get(chat_id),
        intervals(card, now, _seed(term.id, session)),
    )


async def in_turn(store: Store, reader: Reader, term_id: int, turn: int, now: datetime) -> Asking | None:
    """The card that is asked for, if the session still stands at it."""
    session, term = await _in_turn(store, reader.chat_id, term_id, turn, now)
    found = await asking(store, reader, session, now) if session is not None and term is not None else None
    return found if isinstance(found, Asking) else None


@dataclass(frozen=True, slots=True)
class Graded:
    """What a rating did: after how long the card is due, and whether it is asked for once more in this session.

    `before` are the other cards that come first.
    """

    due_in: timedelta
    again: bool
    before: int


async def grade(store: Store, reader: Reader, term_id: int, turn: int, rating: Rating, now: datetime) -> Graded | None:
    """Rate a card. Out of turn it rates nothing and returns None."""
    session, term = await _in_turn(store, reader.chat_id, term_id, turn, now)
    card = await store.reviews.card(reader.chat_id, term.id) if term else None
    if session is None or card is None:
        return None
    chance = random.Random(_seed(card.term_id, session))  # noqa: S311  # spreads intervals, keeps no secret
    rated = rate(card, rating, now, chance)
    ((place, _), *others) = await store.reviews.left(reader.chat_id, session, now)
    entry = Review(0, session.id, place, rated.rating, rated.reviewed_at, card)
    again = rated.after.due < review_day(reader.subscription.zone, now).closes
    counted = await store.reviews.grade(reader.chat_id, session, entry, rated.after, again=again)
    return Graded(rated.after.due - rated.reviewed_at, again, len(others)) if counted else None


async def undo(store: Store, reader: Reader, review_id: int) -> bool:
    """Take the last rating back; False if that is another one by now."""
    session = await store.reviews.session(reader.chat_id)
    given = await store.reviews.of_session(reader.chat_id, session.id) if session else ()
    if session is None or not given or given[-1].id != review_id:
        return False
    return await store.reviews.undo(reader.chat_id, session, given[-1])


async def _ended(store: Store, reader: Reader, session: Session, now: datetime) -> Ended:
    chat_id, zone = reader.chat_id, reader.subscription.zone
    given = await store.reviews.of_session(chat_id, session.id)
    day = review_day(zone, now)
    caps = _caps(await store.review_settings.get(chat_id))
    left = await store.reviews.waiting(chat_id, now, day.opens, day.closes, caps)
    next_day = review_day(zone, day.closes + timedelta(hours=1))
    tomorrow = await store.reviews.waiting(chat_id, day.closes, next_day.opens, next_day.closes, caps)
    lapsed = dict.fromkeys(entry.before.term_id for entry in given if entry.rating is Rating.AGAIN)
    terms = [await store.terms.get(chat_id, term_id) for term_id in lapsed]
    return Ended(
        reviewed=len({entry.before.term_id for entry in given}),
        forgotten=tuple(term.headword for term in terms if term is not None),
        undo=given[-1].id if given else None,
        waiting=left.total,
        overdue=left.overdue,
        tomorrow=tomorrow.total,
    )


async def _in_turn(
    store: Store, chat_id: ChatId, term_id: int, turn: int, now: datetime
) -> tuple[Session | None, Term | None]:
    """The session and its next term, if those are what is asked for."""
    session = await store.reviews.session(chat_id)
    if session is None or session.turn != turn:
        return None, None
    left = await store.reviews.left(chat_id, session, now)
    if not left or left[0][1] != term_id:
        return None, None
    return session, await store.terms.get(chat_id, term_id)


async def _standing(store: Store, chat_id: ChatId, session: Session, now: datetime) -> Standing:
    """The number of the next card among those of the session, each counted once however often it is asked for."""
    given = await store.reviews.of_session(chat_id, session.id)
    left = await store.reviews.left(chat_id, session, now)
    cards = list(dict.fromkeys(session.queue))
    again = any(entry.before.term_id == left[0][1] for entry in given) if left else False
    return Standing(
        number=cards.index(left[0][1]) + 1 if left else len(cards),
        total=len(cards),
        turn=session.turn,
        undo=given[-1].id if given else None,
        again=len(left) if again else 0,
    )


def _caps(settings: ReviewSettings) -> tuple[int, int]:
    return settings.new_per_day, settings.due_per_day


def _seed(term_id: int, session: Session) -> str:
    """What the spread of an interval follows from: the same on the button and after its tap."""
    return f"{term_id}:{session.turn}"
