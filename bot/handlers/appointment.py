"""When and where the digest comes, set from the greeting or from the end of a reading, and back there."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from bot.edge.incoming import Tap
from bot.handlers.desk import Desk
from bot.locales.zones import is_zone
from bot.model.schedule import DAY_MINUTES
from bot.reading.greeting import greeting_of
from bot.reading.passages import open_listing
from bot.reading.readers import Reader
from bot.reading.recaps import recap_of
from bot.render.buttons.appointment import Adjust, PickTime, PickZone, Return, TakeTime, TakeZone
from bot.render.buttons.packing import Button, StaleButton
from bot.render.buttons.settings import SetTime, SetZone
from bot.render.settings import named, time_choice, zone_choice
from bot.render.start import adjusting
from bot.render.view import View

_GREETING = re.compile(r"h([01])")
_RECAP = re.compile(r"e([0-9]{1,9})\.([0-9]{1,3})")


async def adjust(tap: Tap[Adjust], reader: Reader, desk: Desk) -> None:
    """What can be changed on a greeting."""
    await desk.reply.show(tap, adjusting(reader.subscription, tap.button.at, reader.words))


async def go_back(tap: Tap[Return], reader: Reader, desk: Desk) -> None:
    """Where the reader came from, as it was."""
    await desk.reply.show(tap, await _place(tap, tap.button.at, reader, desk))


async def pick_time(tap: Tap[PickTime], reader: Reader, desk: Desk) -> None:
    """The choice of hours."""
    at = tap.button.at
    card = time_choice(reader.subscription, reader.words, sets=partial(TakeTime, at), back=Return(at))
    await desk.reply.show(tap, card)


async def take_time(tap: Tap[TakeTime], reader: Reader, desk: Desk) -> None:
    """Deliver at this time."""
    if tap.button.minute >= DAY_MINUTES:
        raise StaleButton(tap.button.pack())
    after = await desk.readers.save(reader, replace(reader.subscription, minute=tap.button.minute))
    toast = named(SetTime, after.subscription, after.words)
    await desk.reply.show(tap, await _place(tap, tap.button.at, after, desk), toast)


async def pick_zone(tap: Tap[PickZone], reader: Reader, desk: Desk) -> None:
    """The choice of zones."""
    at = tap.button.at
    card = zone_choice(reader.subscription, reader.words, sets=partial(TakeZone, at), back=Return(at))
    await desk.reply.show(tap, card)


async def take_zone(tap: Tap[TakeZone], reader: Reader, desk: Desk) -> None:
    """Live in this zone."""
    if not is_zone(tap.button.zone):
        raise StaleButton(tap.button.pack())
    after = await desk.readers.save(reader, replace(reader.subscription, zone=tap.button.zone))
    toast = named(SetZone, after.subscription, after.words)
    await desk.reply.show(tap, await _place(tap, tap.button.at, after, desk), toast)


async def _place(tap: Tap[Button], at: str, reader: Reader, desk: Desk) -> View:
    """The greeting or the recap that a button came from."""
    if greeted := _GREETING.fullmatch(at):
        return greeting_of(reader, desk.clock(), returning=greeted[1] == "1")
    if ended := _RECAP.fullmatch(at):
        listing = await open_listing(desk.store, int(ended[1]))
        return await recap_of(desk.store, listing, int(ended[2]), reader, desk.lexicon, desk.clock())
    raise StaleButton(tap.button.pack())
