"""Days: the reader's own today, the calendar, all of one day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.delivery.day import piece_of_day
from bot.model.reading import Piece
from bot.reading.ahead import waiting
from bot.reading.readers import Reader
from bot.web.door import Door
from bot.web.endpoint import Asked, Endpoint
from bot.web.problems import Problem, not_there
from bot.web.shapes.episode import CalendarTold, DayTold, IssueTold, TodayTold
from bot.web.telling import position, summary

DAYS = 31


async def today(asked: Asked) -> TodayTold:
    """The same piece that the chat gets, and what came together with it."""
    return await today_told(asked.door, await asked.reader(), asked.now)


async def today_told(door: Door, reader: Reader, now: datetime) -> TodayTold:
    """The same, for whoever asks for it with something else."""
    store = door.store
    offer, day = await piece_of_day(store, reader, now), reader.today(now)
    cards = await waiting(store, reader.subscription, now)
    if offer is None:
        return TodayTold(day, None, None, (), (), cards)
    lead = offer.listing
    pieces = await store.issues.pieces(lead.together, reader.chat_id) if lead.together else ()
    own = next((piece for piece in pieces if piece.listing.id == lead.id), None)
    return TodayTold(
        date=day,
        lead=summary(lead, piece=own),
        position=position(lead, await store.progress.place_in(reader.chat_id, lead.id)),
        digest=lead.positions(offer.size) if offer.size in lead.digests else (),
        rest=tuple(summary(piece.listing, piece=piece) for piece in pieces if piece.listing.id != lead.id),
        waiting=cards,
    )


async def calendar(asked: Asked) -> CalendarTold:
    """A month or so of days; with the last ones all that is evergreen."""
    store, reader = asked.door.store, await asked.reader()
    tomorrow = reader.today(asked.now) + timedelta(days=1)
    before = min(_day(given), tomorrow) if (given := asked.query("before")) else tomorrow
    found = await store.issues.leads(asked.chat_id, before, DAYS + 1)
    days, more = found[:DAYS], len(found) > DAYS
    evergreen = () if more else await store.issues.evergreen(asked.chat_id)
    return CalendarTold(
        days=tuple(DayTold(each.day, each.pieces, each.read, summary(each.lead)) for each in days),
        next=days[-1].day if more else None,
        evergreen=tuple(summary(piece.listing, piece=piece) for piece in evergreen),
    )


async def issue(asked: Asked) -> IssueTold:
    """One day, if it is out."""
    reader, day = await asked.reader(), _day(asked.request.path_params["date"])
    pieces: tuple[Piece, ...] = ()
    if day <= reader.today(asked.now):
        pieces = await asked.door.store.issues.pieces(day.isoformat(), asked.chat_id)
    if not pieces:
        raise not_there()
    return IssueTold(day, tuple(summary(piece.listing, piece=piece) for piece in pieces))


def _day(given: str) -> date:
    try:
        return date.fromisoformat(given)
    except ValueError:
        raise Problem(422, "not-in-order", "date") from None


ENDPOINTS = (
    Endpoint("GET", "/today", "What leads the reader's day, and the rest of its issue", today, gives=TodayTold),
    Endpoint(
        "GET",
        "/issues",
        "The calendar, newest first",
        calendar,
        gives=CalendarTold,
        query={"before": "a date: days before it"},
    ),
    Endpoint("GET", "/issues/{date}", "All of a day", issue, gives=IssueTold),
)
