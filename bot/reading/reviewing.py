"""Reviewing as a message: the question of a card, its answer, the end of a session."""

from __future__ import annotations

from datetime import datetime

from bot.model.review import Session
from bot.reading.readers import Reader
from bot.reading.rounds import Ended, asking, in_turn, session_of_today
from bot.reading.voices import Voices
from bot.render.buttons.reading import Read
from bot.render.review import answer, nothing_due, question, summary
from bot.render.view import Key, View
from bot.store import Store


async def begin(store: Store, reader: Reader, now: datetime, voices: Voices) -> View:
    """Today's session where it stands, begun if there is none or it is finished."""
    session = await session_of_today(store, reader, now)
    if session is not None:
        return await _at(store, reader, session, now, voices)
    return nothing_due(
        reader.words,
        any_terms=await store.terms.any(reader.chat_id),
        next_due=await store.reviews.next_due(reader.chat_id),
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
    asked = await in_turn(store, reader, term_id, turn, now)
    if asked is None:
        return None
    return answer(
        asked.term,
        asked.standing,
        asked.intervals,
        reader.words,
        today=reader.today(now),
        four=asked.settings.four_grades,
        hears=voices.offers_sentence(asked.term),
    )


async def back_to(store: Store, reader: Reader, term_id: int, now: datetime, voices: Voices) -> View | None:
    """The answer of the card of a term, if the session stands at it: where a reader left to edit it."""
    session = await store.reviews.session(reader.chat_id)
    return await show_answer(store, reader, term_id, session.turn, now, voices) if session is not None else None


async def _at(store: Store, reader: Reader, session: Session, now: datetime, voices: Voices) -> View:
    """The question of a session's next card, or its summary."""
    asked = await asking(store, reader, session, now)
    if isinstance(asked, Ended):
        return summary(
            asked.reviewed,
            asked.forgotten,
            reader.words,
            undo=asked.undo,
            tomorrow=asked.tomorrow,
            overdue=asked.overdue,
            waiting=asked.waiting,
            reading=await _being_read(store, reader),
        )
    return question(
        asked.term,
        asked.standing,
        asked.settings.prompt,
        reader.words,
        today=reader.today(now),
        hears=voices.offers_sentence(asked.term),
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
