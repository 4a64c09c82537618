"""The digest card's own buttons: later, skip, what was missed; and /why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.delivery.owing import moved_on
from bot.delivery.parcel import MISSED_SHOWN, MISSED_SINCE
from bot.edge.incoming import Command, Tap
from bot.handlers.covering import opened_cover
from bot.handlers.desk import Desk
from bot.model.delivery import Delivery, Status
from bot.model.reading import Listing
from bot.model.schedule import delivering, local_date, owed_at, quiet_until, wall
from bot.model.subscription import Standing, Subscription
from bot.reading.passages import open_listing
from bot.reading.readers import Reader
from bot.render.archive import missed_card
from bot.render.buttons.digest import Later, Missed, PutOff, Skip, Unskip, Until
from bot.render.buttons.packing import Button
from bot.render.digest import later_choice, put_off_card, skipped_card
from bot.render.view import moment
from bot.render.why import why_card
from bot.store.delivery_rows import Owing

EVENING = 20 * 60
"""Minute of the day that 'this evening' means."""

_ARRIVED = (Status.SENT, Status.UNKNOWN)
"""A tap on the card of a delivery that may have arrived says that it did."""


async def later(tap: Tap[Later], reader: Reader, desk: Desk) -> None:
    """The choice of when."""
    listing = await open_listing(desk.store, tap.button.episode)
    evening = _evening(reader.subscription, desk.clock()) > desk.clock()
    await desk.reply.show(tap, later_choice(listing, tap.button.size, reader.words, evening=evening))


async def put_off(tap: Tap[PutOff], reader: Reader, desk: Desk) -> None:
    """Bring the episode again then. The same row of the ledger does it: the date still has one digest."""
    listing = await open_listing(desk.store, tap.button.episode)
    row = await desk.store.deliveries.of_episode(tap.chat_id, listing.id)
    if not delivering(reader.subscription, desk.clock()):
        say, active = reader.words.delivery, reader.subscription.standing is Standing.ACTIVE
        await desk.reply.answer(tap, say.why_paused_open if active else say.why_stopped, alert=True)
        return
    when = await _again(row, tap.button.until, reader.subscription, desk) if row and row.status in _ARRIVED else None
    if row is None or when is None:
        await desk.reply.answer(tap, reader.words.delivery.too_late, alert=True)
        return
    view = put_off_card(listing, row.size, reader.words, when=moment(when, reader.subscription.zone, reader.words))
    await desk.reply.show(tap, view)


async def skip(tap: Tap[Skip], reader: Reader, desk: Desk) -> None:
    """Not this episode: its card makes room, and a serial does not go on with it."""
    listing = await open_listing(desk.store, tap.button.episode)
    if await _decide(tap, listing, Status.SKIPPED, desk):
        await desk.reply.show(tap, skipped_card(listing, tap.button.size, reader.words))
    else:
        await desk.reply.answer(tap, reader.words.delivery.never_sent, alert=True)


async def unskip(tap: Tap[Unskip], reader: Reader, desk: Desk) -> None:
    """This episode after all, and now."""
    listing = await open_listing(desk.store, tap.button.episode)
    await _decide(tap, listing, Status.SENT, desk)
    await desk.reply.show(tap, await opened_cover(listing, tap.button.size, reader, desk))


async def missed(tap: Tap[Missed], reader: Reader, desk: Desk) -> None:
    """What else came out while nothing was delivered, in a message of its own."""
    today = reader.today(desk.clock())
    since = date.fromordinal(min(max(tap.button.since, (today - MISSED_SINCE).toordinal()), today.toordinal()))
    listings = await desk.store.issues.missed(tap.chat_id, since, today, MISSED_SHOWN)
    if not listings:
        await desk.reply.answer(tap, reader.words.delivery.missed_none, alert=True)
        return
    await desk.reply.answer(tap)
    await desk.reply.send(tap.chat_id, missed_card(listings, reader.words, size=reader.subscription.digest_size))


async def why(command: Command, reader: Reader, desk: Desk) -> None:
    """What came last, what is next and when, and what stands in the way."""
    sent = await desk.store.deliveries.latest_sent(command.chat_id)
    listing = await desk.store.episodes.get(sent.episode_id) if sent else None
    view = why_card(
        reader.subscription,
        reader.words,
        desk.clock(),
        sent_at=sent.updated_at if sent else None,
        title=listing.title if listing else "",
        newest=await desk.store.deliveries.latest(command.chat_id),
    )
    await desk.reply.send(command.chat_id, view)


async def _decide(tap: Tap[Button], listing: Listing, status: Status, desk: Desk) -> bool:
    """Skip what was delivered, or take that back; a coming again that waits is called off. False if never sent."""
    row = await desk.store.deliveries.of_episode(tap.chat_id, listing.id)
    if row is not None and row.status is Status.PENDING and row.message_id is None:
        await desk.store.deliveries.call_off(row, desk.clock())
        row = await desk.store.deliveries.of_episode(tap.chat_id, listing.id)
    if row is not None and row.status in (*_ARRIVED, Status.SKIPPED, Status.PENDING) and row.status is not status:
        await desk.store.deliveries.change(row, status)
    return row is not None


async def _again(row: Delivery, until: Until, subscription: Subscription, desk: Desk) -> datetime | None:
    """Put a row off; returns when it comes again, None if it has changed meanwhile."""
    now = desk.clock()
    if until is Until.TOMORROW:
        return await _tomorrow(row, subscription, desk)
    when = now + timedelta(hours=1) if until is Until.HOUR else _evening(subscription, now)
    when = max(when, now + timedelta(minutes=1))
    when = quiet_until(subscription, when) or when
    return when if await desk.store.deliveries.change(row, Status.PENDING, when) else None


async def _tomorrow(row: Delivery, subscription: Subscription, desk: Desk) -> datetime | None:
    """Make it tomorrow's digest: then tomorrow has no other, and what is newest waits a day."""
    now = desk.clock()
    day = max(local_date(subscription.zone, now), subscription.last_date or row.local_date) + timedelta(days=1)
    when = owed_at(subscription, day)
    again = replace(row, local_date=day, due_at=when, updated_at=now, late=False)
    owing = Owing(again, subscription, *moved_on(subscription, day, now))
    return when if await desk.store.deliveries.put_off(row, owing) else None


def _evening(subscription: Subscription, now: datetime) -> datetime:
    return wall(subscription.zone, local_date(subscription.zone, now), EVENING)
