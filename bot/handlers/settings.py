"""/settings, /time, /zone: when, where and how the digest comes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from bot.edge.incoming import Command, Tap, Whereabouts
from bot.handlers.desk import Desk
from bot.locales.typed import parse_time
from bot.locales.zones import find_zones, is_zone, zone_at, zone_name
from bot.model.chat import is_shared
from bot.model.schedule import DAY_MINUTES
from bot.model.subscription import DIGEST_SIZES
from bot.reading.readers import Reader
from bot.render.buttons.packing import Button, StaleButton
from bot.render.buttons.settings import (
    SetEmptyDay,
    SetLanguage,
    SetLead,
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
from bot.render.settings import named, settings_card, time_choice, zone_choice, zone_matches
from bot.render.view import View, clock


async def settings(command: Command, reader: Reader, desk: Desk) -> None:
    """Everything that can be set, in a new message."""
    await desk.reply.send(command.chat_id, _card(reader, desk))


async def back(tap: Tap[Settings], reader: Reader, desk: Desk) -> None:
    """Everything that can be set, in place."""
    await desk.reply.show(tap, _card(reader, desk))


async def times(tap: Tap[Times], reader: Reader, desk: Desk) -> None:
    """The choice of hours."""
    await desk.reply.show(tap, time_choice(reader.subscription, reader.words))


async def zones(tap: Tap[Zones], reader: Reader, desk: Desk) -> None:
    """The choice of zones."""
    await desk.reply.show(tap, zone_choice(reader.subscription, reader.words))


async def set_time(tap: Tap[SetTime], reader: Reader, desk: Desk) -> None:
    """Deliver at this time."""
    if tap.button.minute >= DAY_MINUTES:
        raise StaleButton(tap.button.pack())
    await _store(tap, reader, desk, minute=tap.button.minute)


async def set_zone(tap: Tap[SetZone], reader: Reader, desk: Desk) -> None:
    """Live in this zone."""
    if not is_zone(tap.button.zone):
        raise StaleButton(tap.button.pack())
    await _store(tap, reader, desk, zone=tap.button.zone)


async def set_size(tap: Tap[SetSize], reader: Reader, desk: Desk) -> None:
    """Digests of this length."""
    if tap.button.size not in DIGEST_SIZES:
        raise StaleButton(tap.button.pack())
    await _store(tap, reader, desk, digest_size=tap.button.size)


async def set_translation(tap: Tap[SetTranslation], reader: Reader, desk: Desk) -> None:
    """Translations shown this way."""
    await _store(tap, reader, desk, translation=tap.button.translation)


async def set_language(tap: Tap[SetLanguage], reader: Reader, desk: Desk) -> None:
    """The bot's words in this language."""
    await _store(tap, reader, desk, language=tap.button.language)


async def set_reading(tap: Tap[SetReading], reader: Reader, desk: Desk) -> None:
    """A day brings a digest, or the next part of a serial."""
    await _store(tap, reader, desk, mode=tap.button.mode)


async def set_empty_day(tap: Tap[SetEmptyDay], reader: Reader, desk: Desk) -> None:
    """A day without news brings this."""
    await _store(tap, reader, desk, empty_day=tap.button.empty_day)


async def set_lead(tap: Tap[SetLead], reader: Reader, desk: Desk) -> None:
    """A kind leads the days of this reader."""
    await _store(tap, reader, desk, lead=tap.button.lead)


async def set_silent(tap: Tap[SetSilent], reader: Reader, desk: Desk) -> None:
    """The digest comes with or without a sound."""
    await _store(tap, reader, desk, silent=bool(tap.button.silent))


async def time(command: Command, reader: Reader, desk: Desk) -> None:
    """/time 08:30, or the choice of hours without an argument."""
    if not command.argument:
        await desk.reply.send(command.chat_id, time_choice(reader.subscription, reader.words))
        return
    minute = parse_time(command.argument)
    if minute is None:
        await desk.reply.send(command.chat_id, View(reader.words.time_unclear))
        return
    await desk.readers.save(reader, replace(reader.subscription, minute=minute))
    await desk.reply.send(command.chat_id, View(reader.words.time_set.format(time=clock(minute))))


async def zone(command: Command, reader: Reader, desk: Desk) -> None:
    """/zone Asia/Shanghai or a city, or the choice of zones without an argument."""
    if not command.argument:
        await desk.reply.send(command.chat_id, zone_choice(reader.subscription, reader.words))
        return
    found = await asyncio.to_thread(find_zones, command.argument)
    await desk.reply.send(command.chat_id, await _lives(found, reader, desk))


async def whereabouts(place: Whereabouts, reader: Reader, desk: Desk) -> None:
    """A location message: nothing of it is kept but the zone."""
    zone = await asyncio.to_thread(zone_at, place.latitude, place.longitude)
    await desk.reply.send(place.chat_id, await _lives((zone,) if zone else (), reader, desk))


async def _lives(zones: tuple[str, ...], reader: Reader, desk: Desk) -> View:
    match zones:
        case ():
            return View(reader.words.zone_unclear)
        case (found,):
            await desk.readers.save(reader, replace(reader.subscription, zone=found))
            now = desk.clock().astimezone(ZoneInfo(found))
            return View(reader.words.zone_set.format(zone=zone_name(found, reader.words), now=f"{now:%H:%M}"))
        case several:
            return zone_matches(several, reader.words)


async def _store(tap: Tap[Button], reader: Reader, desk: Desk, **wanted: Any) -> None:
    """Store what a tap set; the toast names the new value as its button does now."""
    stored = await desk.readers.save(reader, replace(reader.subscription, **wanted))
    await desk.reply.show(tap, _card(stored, desk), named(type(tap.button), stored.subscription, stored.words))


def _card(reader: Reader, desk: Desk) -> View:
    now = reader.subscription
    paused = now.paused_until is not None and now.paused_until > desk.clock()
    levels = desk.lexicon.present and not is_shared(now.chat_id)
    return settings_card(
        now,
        reader.words,
        next_push=now.next_due_at,
        paused=paused,
        hears=desk.voices.offers_anything,
        levels=levels,
    )
