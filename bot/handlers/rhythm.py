"""Days of the week, quiet hours, pauses: when deliveries come and when they rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.locales.typed import parse_date, parse_hours
from bot.model.schedule import DAY_MINUTES, FOREVER, local_date, local_minute, wall
from bot.model.subscription import EVERY_DAY, Subscription
from bot.reading.readers import Reader
from bot.render.buttons.packing import StaleButton
from bot.render.buttons.rhythm import Days, Pause, Pauses, Quiet, SetDays, SetQuiet
from bot.render.rhythm import days_choice, days_name, hours_name, pause_choice, paused_card, quiet_choice, quiet_told
from bot.render.view import View

_LONGEST_PAUSE = 366
_OFF = ("off", "关", "不设", "none")


async def days(tap: Tap[Days], reader: Reader, desk: Desk) -> None:
    """The choice of days."""
    await desk.reply.show(tap, days_choice(reader.subscription, reader.words))


async def set_days(tap: Tap[SetDays], reader: Reader, desk: Desk) -> None:
    """Deliver on these days, from the next instant on."""
    if tap.button.days > EVERY_DAY:
        raise StaleButton(tap.button.pack())
    stored = await desk.readers.save(reader, replace(reader.subscription, days=tap.button.days))
    await desk.reply.show(tap, days_choice(stored.subscription, stored.words), _days_said(stored))


async def quiet(tap: Tap[Quiet], reader: Reader, desk: Desk) -> None:
    """The choice of quiet hours."""
    await desk.reply.show(tap, quiet_choice(reader.subscription, reader.words))


async def set_quiet(tap: Tap[SetQuiet], reader: Reader, desk: Desk) -> None:
    """Nothing unasked between these minutes."""
    if max(tap.button.start, tap.button.end) >= DAY_MINUTES:
        raise StaleButton(tap.button.pack())
    stored = await desk.readers.save(reader, _quiet(reader.subscription, tap.button.start, tap.button.end))
    await desk.reply.show(tap, quiet_choice(stored.subscription, stored.words), _quiet_said(stored))


async def type_quiet(command: Command, reader: Reader, desk: Desk) -> None:
    """/quiet 22:30-07:00, /quiet off, or the choice without an argument."""
    if not command.argument:
        await desk.reply.send(command.chat_id, quiet_choice(reader.subscription, reader.words))
        return
    hours = (0, 0) if command.argument.casefold() in _OFF else parse_hours(command.argument)
    if hours is None:
        await desk.reply.send(command.chat_id, View(reader.words.rhythm.quiet_unclear))
        return
    stored = await desk.readers.save(reader, _quiet(reader.subscription, *hours))
    await desk.reply.send(command.chat_id, quiet_told(stored.subscription, stored.words))


async def pauses(tap: Tap[Pauses], reader: Reader, desk: Desk) -> None:
    """The choice of how long."""
    await desk.reply.show(tap, pause_choice(reader.words))


async def pause(tap: Tap[Pause], reader: Reader, desk: Desk) -> None:
    """Pause for so many days, or until resumed."""
    if tap.button.days > _LONGEST_PAUSE:
        raise StaleButton(tap.button.pack())
    until = _in_days(reader.subscription, tap.button.days, desk) if tap.button.days else FOREVER
    stored = await desk.readers.save(reader, _paused(reader.subscription, until))
    await desk.reply.show(tap, paused_card(stored.subscription, stored.words, until_resumed=until == FOREVER))


async def type_pause(command: Command, reader: Reader, desk: Desk) -> None:
    """/pause 2026-12-31 or 3天, or the choice without an argument."""
    if not command.argument:
        await desk.reply.send(command.chat_id, pause_choice(reader.words))
        return
    today = reader.today(desk.clock())
    day = parse_date(command.argument, today)
    if day is None or not timedelta() < day - today <= timedelta(days=_LONGEST_PAUSE):
        await desk.reply.send(command.chat_id, View(reader.words.rhythm.pause_unclear))
        return
    stored = await desk.readers.save(reader, _paused(reader.subscription, wall(reader.subscription.zone, day, 0)))
    await desk.reply.send(command.chat_id, paused_card(stored.subscription, stored.words, until_resumed=False))


def _days_said(reader: Reader) -> str:
    """The days as they are now."""
    return reader.words.rhythm.days.format(days=days_name(reader.subscription.days, reader.words))


def _quiet_said(reader: Reader) -> str:
    now = reader.subscription
    return reader.words.rhythm.quiet.format(hours=hours_name(now.quiet_from, now.quiet_to, reader.words))


def _quiet(subscription: Subscription, start: int, end: int) -> Subscription:
    """Equal ends mean no quiet hours."""
    return replace(subscription, quiet_from=None if start == end else start, quiet_to=None if start == end else end)


def _paused(subscription: Subscription, until: datetime) -> Subscription:
    """Nothing is owed for the time of a pause: `since` moves to its end."""
    return replace(subscription, paused_until=until, since=until)


def _in_days(subscription: Subscription, days: int, desk: Desk) -> datetime:
    """From now: so many digests are left out, whether or not today's has come."""
    now = desk.clock()
    minute = local_minute(subscription.zone, now)
    return wall(subscription.zone, local_date(subscription.zone, now) + timedelta(days=days), minute)
