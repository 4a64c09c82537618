"""/start, /stop, /help, /about: coming, going, and what this is."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk, Withdrawn
from bot.locales import WORDS
from bot.model.schedule import local_date, wall
from bot.model.subscription import EVERY_DAY, Standing, Subscription
from bot.render.buttons.settings import Greet, Subscribe
from bot.render.start import about_page, greeting, help_page, stopped, subscribed
from bot.render.view import View, clock

_LINK = re.compile(r"e_([0-9]{1,9})_([0-9]{1,3})")
"""The payload of a deep link to an episode: its id and the size of the reading."""


async def start(command: Command, desk: Desk) -> None:
    """Greet, subscribe, and bring today's digest at once; in a private chat also open what a deep link names."""
    asked_at = desk.clock()
    before, words = await desk.reader(command)
    link = _LINK.fullmatch(command.argument) if command.private else None
    if link:
        await _open(command, int(link[1]), int(link[2]), desk)
        return
    after = await _subscribe(before, desk)
    if not command.private:
        text = words.delivery.group_started.format(time=clock(after.minute))
        await desk.reply.send(command.chat_id, View(text))
    else:
        await desk.reply.send(command.chat_id, greeting(after, words, returning=before.last_date is not None))
    await desk.send_today(after, words, asked_at=asked_at)


async def admins_only(command: Command, desk: Desk) -> None:
    """Someone else tried to change a group's settings: nothing of theirs becomes the group's, not even a language."""
    words = await desk.words(command.chat_id, command.language_code)
    await desk.reply.send(command.chat_id, View(words.delivery.admins_only))


async def _open(command: Command, episode: int, size: int, desk: Desk) -> None:
    """An episode that a card in a group led to. The reader is not subscribed by it."""
    subscription, words = await desk.reader(command)
    try:
        listing = await desk.listing(episode)
    except Withdrawn:
        await desk.reply.send(command.chat_id, View(words.withdrawn))
        return
    place = await desk.store.progress.place_in(command.chat_id, listing.id)
    await desk.reply.send(command.chat_id, await desk.cover(listing, size, subscription, words, place))


async def greet(tap: Tap[Greet], desk: Desk) -> None:
    """Speak the other language, from the greeting on."""
    subscription, _ = await desk.reader(tap)
    after = replace(subscription, language=tap.button.language)
    await desk.store.subscriptions.put(after)
    await desk.reply.show(tap, greeting(after, WORDS[after.language], returning=bool(tap.button.returning)))


async def subscribe(tap: Tap[Subscribe], desk: Desk) -> None:
    """Deliver again."""
    before, words = await desk.reader(tap)
    after = await _subscribe(before, desk)
    text = words.subscribed.format(time=clock(after.minute))
    await desk.reply.show(tap, subscribed(text, words), text)


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
    await desk.reply.send(command.chat_id, about_page(words, lexicon=desk.lexicon.present))


async def unclear(command: Command, desk: Desk) -> None:
    """Anything else that a reader writes."""
    _, words = await desk.reader(command)
    await desk.reply.send(command.chat_id, View(words.unclear))


async def _subscribe(before: Subscription, desk: Desk) -> Subscription:
    """Active from the start of today's local date, so that a time already past still brings today's digest.

    Someone who had chosen no day of the week gets every day: else nothing would ever come.
    """
    now = desk.clock()
    running = before.standing is Standing.ACTIVE and before.paused_until is None
    since = before.since if running else wall(before.zone, local_date(before.zone, now), 0)
    days = before.days or EVERY_DAY
    return await desk.save(replace(before, standing=Standing.ACTIVE, since=since, paused_until=None, days=days))
