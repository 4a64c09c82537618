"""The settings of reviewing."""

from __future__ import annotations

from dataclasses import replace

from bot.delivery.reminders import THRESHOLD
from bot.edge.incoming import Tap
from bot.handlers.desk import Desk
from bot.model.review import ReviewSettings
from bot.model.review_day import next_reminder
from bot.model.schedule import DAY_MINUTES
from bot.model.trace import What, differences
from bot.reading.readers import Reader
from bot.render.buttons.packing import Button, StaleButton
from bot.render.buttons.review_options import (
    NoReminder,
    Reminders,
    ReviewOptions,
    SetDuePerDay,
    SetGrades,
    SetNewPerDay,
    SetPrompt,
    SetReminder,
)
from bot.render.review_options import DUE_PER_DAY, NEW_PER_DAY, named, options_card, reminder_choice
from bot.render.view import View


async def show(tap: Tap[ReviewOptions], reader: Reader, desk: Desk) -> None:
    """The settings as they are."""
    await desk.reply.show(tap, _card(await desk.store.review_settings.get(tap.chat_id), reader, desk))


async def set_grades(tap: Tap[SetGrades], reader: Reader, desk: Desk) -> None:
    """Two grades, or four."""
    await _store(tap, replace(await _now(tap, desk), four_grades=bool(tap.button.four)), reader, desk)


async def set_prompt(tap: Tap[SetPrompt], reader: Reader, desk: Desk) -> None:
    """What is shown before the answer."""
    await _store(tap, replace(await _now(tap, desk), prompt=tap.button.prompt), reader, desk)


async def set_new_per_day(tap: Tap[SetNewPerDay], reader: Reader, desk: Desk) -> None:
    """At most so many new terms a day."""
    if tap.button.count not in NEW_PER_DAY:
        raise StaleButton(tap.button.pack())
    await _store(tap, replace(await _now(tap, desk), new_per_day=tap.button.count), reader, desk)


async def set_due_per_day(tap: Tap[SetDuePerDay], reader: Reader, desk: Desk) -> None:
    """At most so many due terms a day."""
    if tap.button.count not in DUE_PER_DAY:
        raise StaleButton(tap.button.pack())
    await _store(tap, replace(await _now(tap, desk), due_per_day=tap.button.count), reader, desk)


async def reminders(tap: Tap[Reminders], reader: Reader, desk: Desk) -> None:
    """The choice of hours."""
    await desk.reply.show(tap, reminder_choice(await _now(tap, desk), THRESHOLD, reader.words))


async def set_reminder(tap: Tap[SetReminder], reader: Reader, desk: Desk) -> None:
    """Remind at this minute of the day."""
    minute = tap.button.minute
    if minute >= DAY_MINUTES:
        raise StaleButton(tap.button.pack())
    remind_at = next_reminder(reader.subscription, minute, desk.clock())
    await _store(tap, replace(await _now(tap, desk), reminder=minute, remind_at=remind_at), reader, desk)


async def no_reminder(tap: Tap[NoReminder], reader: Reader, desk: Desk) -> None:
    """Do not remind."""
    await _store(tap, replace(await _now(tap, desk), reminder=None, remind_at=None), reader, desk)


async def _now(tap: Tap[Button], desk: Desk) -> ReviewSettings:
    return await desk.store.review_settings.get(tap.chat_id)


async def _store(tap: Tap[Button], wanted: ReviewSettings, reader: Reader, desk: Desk) -> None:
    before = await _now(tap, desk)
    await desk.store.review_settings.put(wanted)
    changed = differences(before, wanted, apart_from=("remind_at", "reminded_on"))
    await desk.store.traces.note(tap.chat_id, desk.clock(), What.SETTINGS, changed)
    await desk.reply.show(tap, _card(wanted, reader, desk), named(type(tap.button), wanted, reader.words))


def _card(now: ReviewSettings, reader: Reader, desk: Desk) -> View:
    return options_card(now, reader.words, hears=desk.voices.offers_anything)
