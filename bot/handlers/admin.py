"""/admin: what an operator wants to know of deliveries, and to do about them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

from bot.delivery.selection import select
from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.handlers.operators import tell_operators
from bot.locales import plural
from bot.reading.readers import Reader
from bot.render.admin import admin_card, doubts_card, unreadable_card
from bot.render.buttons.admin import Preview, ResendParked
from bot.render.digest import digest_card
from bot.render.proofs import proofs_lines
from bot.render.view import View, escape

_WINDOW = timedelta(hours=24)
_LONG_AGO = datetime.min.replace(tzinfo=UTC).isoformat()
_AHEAD = timedelta(days=1)
"""Somewhere it is tomorrow already: an issue dated later than that is a mistake of its source."""


async def admin(command: Command, reader: Reader, desk: Desk) -> None:
    """The figures of the last day."""
    now = desk.clock()
    view = admin_card(
        reader.words,
        zone=reader.subscription.zone,
        last_tick=desk.courier.last_tick,
        retried=await desk.store.deliveries.retried(now - _WINDOW),
        last_sent=await desk.store.deliveries.last_sent(),
        counts=await desk.store.deliveries.counts(now - _WINDOW),
        unknown=await desk.store.doubts.count(),
        refusals=desk.courier.refusals,
        standings=await desk.store.subscriptions.standings(),
        newest=await desk.store.issues.newest(now.date() + _AHEAD),
        early=await desk.store.issues.early(now.date() + _AHEAD),
        problems=await desk.press.problems(),
        today=reader.today(now),
        voice=await _voice(reader, desk),
        proofs=await _proofs(reader, desk),
        lessons=len(await desk.store.lessons.all()),
    )
    await desk.reply.send(command.chat_id, view)


async def tell_of_doubts(desk: Desk) -> None:
    """Tell the operators what may not have arrived, once sending goes on: once an hour at most, never of nothing.

    How far they were told outlives a process that dies, and of several one tells.
    """
    if desk.courier.unsure:
        return
    now, facts = desk.clock(), desk.store.facts
    told = datetime.fromisoformat(await facts.get("doubts.until") or _LONG_AGO)
    newest = await desk.store.doubts.latest(max(told, now - _WINDOW))
    if newest is None or not await facts.claim("doubts.told", f"{now:%Y-%m-%d %H}", now):
        return
    await facts.put("doubts.until", newest.isoformat(), now)
    count = await desk.store.doubts.count()
    if count:
        await tell_operators(partial(doubts_card, count), desk)


async def _voice(reader: Reader, desk: Desk) -> str:
    """Where sound comes from, or why there is none, and what went wrong last."""
    say, voices = reader.words.voice, desk.voices
    if voices.engine is not None:
        pieces, duration, _ = await desk.store.voices.figures()
        line = say.admin.format(engine=escape(voices.engine.name), pieces=pieces, minutes=round(duration / 60_000))
    else:
        line = (say.admin_prepared if voices.offers_anything else say.admin_none).format(
            why=escape(voices.silent_because)
        )
    bill = say.admin_bill.format(bill=voices.engine.bill) if voices.engine and voices.engine.bill else ""
    trouble = say.admin_trouble.format(what=escape(voices.pieces.trouble)) if voices.pieces.trouble else ""
    return "\n".join(each for each in (line, bill, trouble) if each)


async def tell_of_unreadable(desk: Desk) -> None:
    """Name chats whose digest waits because their row cannot be read, each once a day."""
    unreadable, desk.store.subscriptions.unreadable = desk.store.subscriptions.unreadable, set()
    now = desk.clock()
    news = [
        chat for chat in sorted(unreadable) if await desk.store.facts.claim(f"unreadable:{chat}:", f"{now:%F}", now)
    ]
    if news:
        await tell_operators(partial(unreadable_card, news), desk)


async def resend(tap: Tap[ResendParked], reader: Reader, desk: Desk) -> None:
    """Send what may have arrived again."""
    count = await desk.store.doubts.resend(desk.clock())
    await desk.reply.answer(tap, plural(reader.words.delivery.admin_resent, count), alert=True)


async def preview(tap: Tap[Preview], reader: Reader, desk: Desk) -> None:
    """Tomorrow's card, as this operator would get it."""
    tomorrow = reader.today(desk.clock()) + timedelta(days=1)
    (offer,) = await select(desk.store, (reader.subscription, tomorrow))
    await desk.reply.answer(tap)
    if offer is None:
        await desk.reply.send(tap.chat_id, View(reader.words.delivery.admin_nothing))
        return
    part = (offer.first, min(offer.first + reader.subscription.digest_size, offer.listing.length))
    await desk.reply.send(tap.chat_id, digest_card(offer.listing, offer.size, reader.words, today=tomorrow, part=part))


async def _proofs(reader: Reader, desk: Desk) -> str:
    """The day's doubts, and what the month cost where it has a price."""
    purse = desk.press.purse
    return proofs_lines(await desk.press.gate.day(), await purse.spent(), purse.limit, reader.words)
