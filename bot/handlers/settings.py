"""/settings, /time, /zone: when, where and how the digest comes."""

from __future__ import annotations

from dataclasses import replace

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.locales import WORDS
from bot.locales.typed import parse_time
from bot.locales.zones import find_zones, is_zone, zone_name
from bot.model.schedule import DAY_MINUTES
from bot.model.subscription import DIGEST_SIZES, Subscription
from bot.render.buttons.packing import Button, StaleButton
from bot.render.buttons.settings import (
    SetEmptyDay,
    SetLanguage,
    SetReading,
    SetSilent,
    SetSize,
    SetTime,
    Settings,
    SetTranslation,
    SetZone,
    Times,
    Zones,
)
from bot.render.settings import settings_card, time_choice, zone_choice, zone_matches
from bot.render.view import View, clock


async def settings(command: Command, desk: Desk) -> None:
    """Everything that can be set, in a new message."""
    subscription, _ = await desk.reader(command)
    await desk.reply.send(command.chat_id, _card(subscription, desk))


async def back(tap: Tap[Settings], desk: Desk) -> None:
    """Everything that can be set, in place."""
    subscription, _ = await desk.reader(tap)
    await desk.reply.show(tap, _card(subscription, desk))


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


async def set_reading(tap: Tap[SetReading], desk: Desk) -> None:
    """A day brings a digest, or the next part of a serial."""
    subscription, _ = await desk.reader(tap)
    await _store(tap, replace(subscription, mode=tap.button.mode), desk)


async def set_empty_day(tap: Tap[SetEmptyDay], desk: Desk) -> None:
    """A day without news brings this."""
    subscription, _ = await desk.reader(tap)
    await _store(tap, replace(subscription, empty_day=tap.button.empty_day), desk)


async def set_silent(tap: Tap[SetSilent], desk: Desk) -> None:
    """The digest comes with or without a sound."""
    subscription, _ = await desk.reader(tap)
    await _store(tap, replace(subscription, silent=bool(tap.button.silent)), desk)


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
    await desk.save(replace(subscription, minute=minute))
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
            await desk.save(replace(subscription, zone=found))
            view = View(words.zone_set.format(zone=zone_name(found, words)))
        case several:
            view = zone_matches(several, words)
    await desk.reply.send(command.chat_id, view)


async def _store(tap: Tap[Button], wanted: Subscription, desk: Desk) -> None:
    stored = await desk.save(wanted)
    await desk.reply.show(tap, _card(stored, desk), WORDS[stored.language].done)


def _card(subscription: Subscription, desk: Desk) -> View:
    until = subscription.paused_until
    paused = until is not None and until > desk.clock()
    words = WORDS[subscription.language]
    return settings_card(subscription, words, next_push=subscription.next_due_at, paused=paused)
