"""/start, /stop, /help, /about: coming, going, and what this is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.edge.incoming import Command, Tap
from bot.handlers.covering import opened_cover
from bot.handlers.desk import Desk
from bot.model.schedule import next_due, wall
from bot.model.subscription import EVERY_DAY, Standing
from bot.reading.greeting import greeting_of
from bot.reading.passages import Withdrawn, open_listing
from bot.reading.readers import Reader
from bot.render.buttons.start import Greet, Subscribe
from bot.render.start import about_page, help_page, stopped, subscribed
from bot.render.view import View, clock

_GREETED_WITHIN = timedelta(seconds=30)
_LINK = re.compile(r"e_([0-9]{1,9})_([0-9]{1,3})")
"""The payload of a deep link to an episode: its id and the size of the reading."""


async def start(command: Command, reader: Reader, desk: Desk) -> None:
    """Greet, subscribe, and bring today's digest at once; in a private chat also open what a deep link names.

    On somebody's first day it comes as its first segment: there is nothing to tell them that reading does not.
    """
    asked_at = desk.clock()
    link = _LINK.fullmatch(command.argument) if not command.kind.shared else None
    if link:
        await _open(int(link[1]), int(link[2]), reader, desk)
        return
    after, opened = await _subscribe(reader, desk), False
    if command.kind.shared:
        text = after.words.delivery.group_started.format(time=clock(after.subscription.minute))
        await desk.reply.send(command.chat_id, View(text))
    else:
        returning = reader.subscription.last_date is not None
        await desk.reply.send(command.chat_id, greeting_of(after, asked_at, returning=returning))
        opened = not returning
    await desk.today.send(after, asked_at=asked_at, opened=opened)


async def _open(episode: int, size: int, reader: Reader, desk: Desk) -> None:
    """An episode that a card in a group led to. The reader is not subscribed by it."""
    try:
        listing = await open_listing(desk.store, episode)
    except Withdrawn:
        await desk.reply.send(reader.chat_id, View(reader.words.withdrawn))
        return
    await desk.reply.send(reader.chat_id, await opened_cover(listing, size, reader, desk))


async def greet(tap: Tap[Greet], reader: Reader, desk: Desk) -> None:
    """Speak the other language, from the greeting on: what stands below follows."""
    after = await desk.readers.put(reader, replace(reader.subscription, language=tap.button.language))
    await desk.reply.show(tap, greeting_of(after, desk.clock(), returning=bool(tap.button.returning)))
    await desk.today.translate(after)


async def subscribe(tap: Tap[Subscribe], reader: Reader, desk: Desk) -> None:
    """Deliver again."""
    after = await _subscribe(reader, desk)
    text = after.words.subscribed.format(time=clock(after.subscription.minute))
    await desk.reply.show(tap, subscribed(text, after.words), text)


async def stop(command: Command, reader: Reader, desk: Desk) -> None:
    """Stop delivering; keep everything."""
    await desk.readers.put(reader, replace(reader.subscription, standing=Standing.STOPPED, next_due_at=None))
    await desk.reply.send(command.chat_id, stopped(reader.words))


async def show_help(command: Command, reader: Reader, desk: Desk) -> None:
    """How it works."""
    await desk.reply.send(command.chat_id, help_page(reader.words))


async def about(command: Command, reader: Reader, desk: Desk) -> None:
    """What this is."""
    await desk.reply.send(
        command.chat_id, about_page(reader.words, lexicon=desk.lexicon.present, source_url=desk.source_url)
    )


async def unclear(command: Command, reader: Reader, desk: Desk) -> None:
    """A command that there is none of."""
    await desk.reply.send(command.chat_id, View(reader.words.unclear))


async def _subscribe(reader: Reader, desk: Desk) -> Reader:
    """Active from the start of today's local date, so that a time already past still brings today's digest.

    Someone who had chosen no day of the week gets every day: else nothing would ever come. Whoever is greeted for the
    first time is left to the greeting for a moment: a tick would bring the day as a cover before its first segment.
    """
    before = reader.subscription
    now = desk.clock()
    running = before.standing is Standing.ACTIVE and before.paused_until is None
    since = before.since if running else wall(before.zone, reader.today(now), 0)
    days = before.days or EVERY_DAY
    wanted = replace(before, standing=Standing.ACTIVE, since=since, paused_until=None, days=days)
    due = next_due(wanted, now)
    if due is not None and before.last_date is None:
        due = max(due, now + _GREETED_WITHIN)
    return await desk.readers.put(reader, replace(wanted, next_due_at=due))
