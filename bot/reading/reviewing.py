"""Reviewing: today's cards one by one, each rated once, the last rating always taken back."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.chat import ChatId
from bot.model.memory import intervals, rate
from bot.model.review import Rating, Review, ReviewSettings, Session
from bot.model.review_day import review_day
from bot.model.term import Term
from bot.reading.readers import Reader
from bot.reading.voices import Voices
from bot.render.buttons.reading import Read
from bot.render.review import Standing, answer, nothing_due, question, summary
from bot.render.view import Key, View
from bot.store import Store


async def begin(store: Store, reader: Reader, now: datetime, voices: Voices) -> View:
    """Today's session where it stands, begun if there is none or it is finished."""
    chat_id = reader.chat_id
    day, session = review_day(reader.subscription.zone, now), await store.reviews.session(chat_id)
    if session is None or session.day != day.day or not await store.reviews.left(chat_id, session, now):
        caps = _caps(await store.review_settings.get(chat_id))
        session = await store.reviews.begin(chat_id, day.day, now, day.opens, day.closes, caps)
    if session is not None:
        return await _at(store, reader, session, now, voices)
    return nothing_due(
        reader.words,
        any_terms=await store.terms.any(chat_id),
        next_due=await store.reviews.next_due(chat_id),
        zone=reader.subscription.zone,
    )


async def go_on(store: Store, reader: Reader, now: datetime, voices: Voices) -> View | None:
    """Where the session is now: its next card, or its summary; None if there is no session."""
    session = await store.reviews.session(reader.chat_id)
    return await _at(store, reader, session, now, voices) if session is not None else None


async def show_answer(
    store: Store, reader: Reader, term_id: int, turn: int, now: datetime, voices: Voices
) -> View | None:
    """What a card is about; None where the session is elsewhere by now."""
    session, term = await _in_turn(store, reader.chat_id, term_id, turn, now)
    card = await store.reviews.card(reader.chat_id, term.id) if term else None
    if session is None or term is None or card is None:
        return None
    settings = await store.review_settings.get(reader.chat_id)
    return answer(
        term,
        await _standing(store, reader.chat_id, session, now),
        intervals(card, now, _seed(term.id, session)),
        reader.words,
        today=reader.today(now),
        four=settings.four_grades,
        hears=voices.offers_sentence(term),
    )


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


async def back_to(store: Store, reader: Reader, term_id: int, now: datetime, voices: Voices) -> View | None:
    """The answer of the card of a term, if the session stands at it: where a reader left to edit it."""
    session = await store.reviews.session(reader.chat_id)
    return await show_answer(store, reader, term_id, session.turn, now, voices) if session is not None else None


async def undo(store: Store, reader: Reader, review_id: int) -> bool:
    """Take the last rating back; False if that is another one by now."""
    session = await store.reviews.session(reader.chat_id)
    given = await store.reviews.of_session(reader.chat_id, session.id) if session else ()
    if session is None or not given or given[-1].id != review_id:
        return False
    return await store.reviews.undo(reader.chat_id, session, given[-1])


async def _at(store: Store, reader: Reader, session: Session, now: datetime, voices: Voices) -> View:
    """The question of a session's next card, or its summary."""
    left = await store.reviews.left(reader.chat_id, session, now)
    term = await store.terms.get(reader.chat_id, left[0][1]) if left else None
    if term is None:
        return await _summary(store, reader, session, now)
    settings = await store.review_settings.get(reader.chat_id)
    standing = await _standing(store, reader.chat_id, session, now)
    return question(
        term, standing, settings.prompt, reader.words, today=reader.today(now), hears=voices.offers_sentence(term)
    )


async def _summary(store: Store, reader: Reader, session: Session, now: datetime) -> View:
    chat_id, zone = reader.chat_id, reader.subscription.zone
    given = await store.reviews.of_session(chat_id, session.id)
    day = review_day(zone, now)
    caps = _caps(await store.review_settings.get(chat_id))
    left = await store.reviews.waiting(chat_id, now, day.opens, day.closes, caps)
    next_day = review_day(zone, day.closes + timedelta(hours=1))
    tomorrow = await store.reviews.waiting(chat_id, day.closes, next_day.opens, next_day.closes, caps)
    lapsed = dict.fromkeys(entry.before.term_id for entry in given if entry.rating is Rating.AGAIN)
    terms = [await store.terms.get(chat_id, term_id) for term_id in lapsed]
    return summary(
        len({entry.before.term_id for entry in given}),
        tuple(term.headword for term in terms if term is not None),
        reader.words,
        undo=given[-1].id if given else None,
        tomorrow=tomorrow.total,
        overdue=left.overdue,
        waiting=left.total,
        reading=await _being_read(store, reader),
    )


async def _being_read(store: Store, reader: Reader) -> Key | None:
    """Back to where the reader was, if the reading is not at its end."""
    place = await store.progress.latest(reader.chat_id)
    listing = await store.episodes.get(place.episode_id) if place is not None else None
    if place is None or listing is None or listing.withdrawn:
        return None
    total = len(listing.positions(place.size))
    if place.index >= total:
        return None
    label = reader.words.resume.format(index=place.index + 1, total=total)
    return Key(label, Read(place.episode_id, place.size, place.index))


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
