"""/start, /stop, /help, /about: coming, going, and what this is."""

from __future__ import annotations

from dataclasses import replace

from bot.buttons import Greet, Subscribe
from bot.desk import Desk
from bot.locales import WORDS
from bot.model import Standing, Subscription
from bot.render.start import about_page, greeting, help_page, stopped
from bot.render.view import View, clock
from bot.routing import Command, Tap
from bot.schedule import local_date, next_due, wall


async def start(command: Command, desk: Desk) -> None:
    """Greet, subscribe, and bring today's digest at once."""
    before, words = await desk.reader(command)
    after = await _subscribe(before, desk)
    returning = before.last_date is not None
    await desk.reply.send(command.chat_id, greeting(after, words, returning=returning))
    await desk.send_today(after, words)


async def greet(tap: Tap[Greet], desk: Desk) -> None:
    """Speak the other language, from the greeting on."""
    subscription, _ = await desk.reader(tap)
    after = replace(subscription, language=tap.button.language)
    await desk.store.subscriptions.put(after)
    await desk.reply.show(tap, greeting(after, WORDS[after.language], returning=False))


async def subscribe(tap: Tap[Subscribe], desk: Desk) -> None:
    """Deliver again."""
    before, words = await desk.reader(tap)
    after = await _subscribe(before, desk)
    text = words.subscribed.format(time=clock(after.minute))
    await desk.reply.show(tap, View(text), text)


async def stop(command: Command, desk: Desk) -> None:
    """Stop delivering; keep everything."""
    subscription, words = await desk.reader(command)
    await desk.store.subscriptions.put(replace(subscription, standing=Standing.STOPPED, next_due_at=None))
    await desk.reply.send(command.chat_id, stopped(words))


async def show_help(command: Command, desk: Desk) -> None:
    """How it works."""
    _, words = await desk.reader(command)
    await desk.reply.send(command.chat_id, help_page(words))


async def about(command: Command, desk: Desk) -> None:
    """What this is."""
    _, words = await desk.reader(command)
    await desk.reply.send(command.chat_id, about_page(words))


async def unclear(command: Command, desk: Desk) -> None:
    """Anything else that a reader writes."""
    _, words = await desk.reader(command)
    await desk.reply.send(command.chat_id, View(words.unclear))


async def private_only(command: Command, desk: Desk) -> None:
    """A command in a group."""
    _, words = await desk.reader(command)
    await desk.reply.send(command.chat_id, View(words.private_only))


async def _subscribe(before: Subscription, desk: Desk) -> Subscription:
    """Active from the start of today's local date, so that a time already past still brings today's digest."""
    now = desk.clock()
    midnight = wall(before.zone, local_date(before.zone, now), 0)
    since = before.since if before.standing is Standing.ACTIVE else midnight
    after = replace(before, standing=Standing.ACTIVE, since=since, paused_until=None)
    after = replace(after, next_due_at=next_due(after, now))
    await desk.store.subscriptions.put(after)
    return after
