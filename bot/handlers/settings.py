"""/settings, /time, /zone: when, where and how the digest comes."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.buttons import SetLanguage, SetSize, SetTime, Settings, SetTranslation, SetZone, Times, Zones
from bot.callbacks import Button, StaleButton
from bot.desk import Desk
from bot.locales import WORDS
from bot.model import DIGEST_SIZES, Subscription
from bot.render.settings import settings_card, time_choice, zone_choice, zone_matches
from bot.render.view import View, clock
from bot.routing import Command, Tap
from bot.schedule import DAY_MINUTES, next_due
from bot.zones import find_zones, is_zone, zone_name

_TIME = re.compile(r"([01]?\d|2[0-3])(?:[:：.点](?:([0-5]\d)分?)?)?|([01]\d|2[0-3])([0-5]\d)")


async def settings(command: Command, desk: Desk) -> None:
    """Everything that can be set, in a new message."""
    subscription, _ = await desk.reader(command)
    await desk.reply.send(command.chat_id, _card(subscription))


async def back(tap: Tap[Settings], desk: Desk) -> None:
    """Everything that can be set, in place."""
    subscription, _ = await desk.reader(tap)
    await desk.reply.show(tap, _card(subscription))


async def times(tap: Tap[Times], desk: Desk) -> None:
    """The choice of hours."""
    subscription, words = await desk.reader(tap)
    await desk.reply.show(tap, time_choice(subscription, words))


async def zones(tap: Tap[Zones], desk: Desk) -> None:
    """The choice of zones."""
    subscription, words = await desk.reader(tap)
    await desk.reply.show(tap, zone_choice(subscription, words))


async def set_time(tap: Tap[SetTime], desk: Desk) -> None:
    """Deliver at this time."""
    if tap.button.minute >= DAY_MINUTES:
        raise StaleButton(tap.button.pack())
    subscription, _ = await desk.reader(tap)
    await _store(tap, replace(subscription, minute=tap.button.minute), desk)


async def set_zone(tap: Tap[SetZone], desk: Desk) -> None:
    """Live in this zone."""
    if not is_zone(tap.button.zone):
        raise StaleButton(tap.button.pack())
    subscription, _ = await desk.reader(tap)
    await _store(tap, replace(subscription, zone=tap.button.zone), desk)


async def set_size(tap: Tap[SetSize], desk: Desk) -> None:
    """Digests of this length."""
    if tap.button.size not in DIGEST_SIZES:
        raise StaleButton(tap.button.pack())
    subscription, _ = await desk.reader(tap)
    await _store(tap, replace(subscription, digest_size=tap.button.size), desk)


async def set_translation(tap: Tap[SetTranslation], desk: Desk) -> None:
    """Translations shown this way."""
    subscription, _ = await desk.reader(tap)
    await _store(tap, replace(subscription, translation=tap.button.translation), desk)


async def set_language(tap: Tap[SetLanguage], desk: Desk) -> None:
    """The bot's words in this language."""
    subscription, _ = await desk.reader(tap)
    await _store(tap, replace(subscription, language=tap.button.language), desk)


async def time(command: Command, desk: Desk) -> None:
    """/time 08:30, or the choice of hours without an argument."""
    subscription, words = await desk.reader(command)
    if not command.argument:
        await desk.reply.send(command.chat_id, time_choice(subscription, words))
        return
    minute = parse_time(command.argument)
    if minute is None:
        await desk.reply.send(command.chat_id, View(words.time_unclear))
        return
    await _save(replace(subscription, minute=minute), desk)
    await desk.reply.send(command.chat_id, View(words.time_set.format(time=clock(minute))))


async def zone(command: Command, desk: Desk) -> None:
    """/zone Asia/Shanghai or a city, or the choice of zones without an argument."""
    subscription, words = await desk.reader(command)
    if not command.argument:
        await desk.reply.send(command.chat_id, zone_choice(subscription, words))
        return
    match find_zones(command.argument):
        case ():
            view = View(words.zone_unclear)
        case (found,):
            await _save(replace(subscription, zone=found), desk)
            view = View(words.zone_set.format(zone=zone_name(found, words)))
        case several:
            view = zone_matches(several, words)
    await desk.reply.send(command.chat_id, view)


def parse_time(text: str) -> int | None:
    """A time of day as people write it (8, 8:30, 0830, 8点30分) in minutes after midnight, None if it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, short_hour, short_minute = found.groups()
    return int(hour or short_hour) * 60 + int(minute or short_minute or 0)


async def _store(tap: Tap[Button], wanted: Subscription, desk: Desk) -> None:
    stored = await _save(wanted, desk)
    await desk.reply.show(tap, _card(stored), WORDS[stored.language].done)


async def _save(wanted: Subscription, desk: Desk) -> Subscription:
    """Store a changed subscription with the next instant that follows from it."""
    stored = replace(wanted, next_due_at=next_due(wanted, desk.clock()))
    await desk.store.subscriptions.put(stored)
    return stored


def _card(subscription: Subscription) -> View:
    return settings_card(subscription, WORDS[subscription.language], next_push=subscription.next_due_at)
