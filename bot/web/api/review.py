"""Reviewing: the same session as in the chat. What both doors show is rated once, by its turn."""

from __future__ import annotations

from bot.model.review import Rating, Session
from bot.reading.rounds import Asking, asking, grade, session_of_today, undo
from bot.web.api.term_telling import told
from bot.web.endpoint import Asked, Endpoint
from bot.web.shapes.word import CardTold, EndTold, Rate, RatedTold, ReviewTold, Undo

_TWO = (Rating.AGAIN, Rating.GOOD)


async def review(asked: Asked) -> ReviewTold:
    """Where it stands, begun if there is none or it is finished."""
    return await _standing(asked, await session_of_today(asked.door.store, await asked.reader(), asked.now))


async def rate(asked: Asked) -> RatedTold:
    """Once, whoever asks twice, here or there."""
    rating: Rate = asked.body
    where = (asked.number("term"), asked.number("turn"))
    graded = await grade(asked.door.store, await asked.reader(), *where, rating.rating, asked.now)
    return RatedTold(
        counted=graded is not None,
        due_in=round(graded.due_in.total_seconds()) if graded else None,
        again=graded.again if graded else False,
        next=await _now(asked),
    )


async def take_back(asked: Asked) -> RatedTold:
    """The last one."""
    wanted: Undo = asked.body
    undone = await undo(asked.door.store, await asked.reader(), wanted.review)
    return RatedTold(undone, None, again=False, next=await _now(asked))


async def _now(asked: Asked) -> ReviewTold:
    return await _standing(asked, await asked.door.store.reviews.session(asked.chat_id))


async def _standing(asked: Asked, session: Session | None) -> ReviewTold:
    store, reader = asked.door.store, await asked.reader()
    if session is None:
        any_terms = await store.terms.any(asked.chat_id)
        return ReviewTold(None, None, None, any_terms, await store.reviews.next_due(asked.chat_id))
    found = await asking(store, reader, session, asked.now)
    if isinstance(found, Asking):
        return ReviewTold(await _card(asked, found), None, found.standing.undo, any_terms=True, next_due=None)
    end = EndTold(found.reviewed, found.forgotten, found.waiting, found.overdue, found.tomorrow)
    return ReviewTold(None, end, found.undo, any_terms=True, next_due=await store.reviews.next_due(asked.chat_id))


async def _card(asked: Asked, found: Asking) -> CardTold:
    standing = found.standing
    return CardTold(
        term=await told(asked, found.term),
        turn=standing.turn,
        number=standing.number,
        total=standing.total,
        again=standing.again,
        prompt=found.settings.prompt,
        ratings=tuple(Rating) if found.settings.four_grades else _TWO,
        intervals={rating.value: round(after.total_seconds()) for rating, after in found.intervals.items()},
        heard=asked.door.voices.offers_sentence(found.term),
    )


ENDPOINTS = (
    Endpoint("GET", "/review", "The session's next card, or its end", review, gives=ReviewTold),
    Endpoint("POST", "/review/undo", "Take the last rating back", take_back, takes=Undo, gives=RatedTold),
    Endpoint("POST", "/review/{term}/{turn}", "Rate a card", rate, takes=Rate, gives=RatedTold),
)
