"""说给老外听: the week's sayings, opened from Saturday's card and kept like any term."""

from __future__ import annotations

from datetime import date

from bot.edge.incoming import Tap
from bot.handlers.desk import Desk
from bot.handlers.inviting import invite, is_first
from bot.reading.readers import Reader
from bot.reading.sayings import headword, kept, toggle_saying
from bot.render.buttons.packing import check
from bot.render.buttons.sayings import KeepSaying, Sayings
from bot.render.sayings import saying_card
from bot.render.view import View
from content.files.sayings import Saying, bundled_sayings, of_week

_DAYS = range(1, date.max.toordinal() + 1)


async def show(tap: Tap[Sayings], reader: Reader, desk: Desk) -> None:
    """A saying of a week."""
    await _show(tap, tap.button, reader, desk)


async def keep(tap: Tap[KeepSaying], reader: Reader, desk: Desk) -> None:
    """Save the saying that the button shows, or take it back."""
    button, words = tap.button, reader.words
    at = Sayings(button.day, button.at, button.episode, button.size)
    saying = _saying(at)
    if saying is None or check(saying.zh) != button.check:
        await _show(tap, at, reader, desk, words.sayings.gone)
        return
    first, said = await is_first(reader, desk), headword(saying)
    before = await toggle_saying(desk.store, tap.chat_id, saying, words.sayings.where, desk.clock())
    toast = {True: words.unsaved, False: words.met_again, None: words.saved}[before]
    await _show(tap, at, reader, desk, toast.format(headword=said, meaning=saying.zh))
    if first:
        await invite(said, reader, desk)


async def _show(tap: Tap[Sayings] | Tap[KeepSaying], at: Sayings, reader: Reader, desk: Desk, toast: str = "") -> None:
    saying = _saying(at)
    if saying is None:
        await desk.reply.answer(tap, reader.words.sayings.gone, alert=True)
        return
    await desk.reply.show(tap, await _card(at, saying, reader, desk), toast)


async def _card(at: Sayings, saying: Saying, reader: Reader, desk: Desk) -> View:
    has = await kept(desk.store, reader.chat_id, saying)
    return saying_card(_week(at), at, reader.words, headword=headword(saying), kept=has)


def _week(at: Sayings) -> tuple[Saying, ...]:
    return of_week(bundled_sayings(), date.fromordinal(at.day)) if at.day in _DAYS else ()


def _saying(at: Sayings) -> Saying | None:
    """None where what came back is no button of ours, or the file has fewer by now."""
    week = _week(at)
    return week[at.at] if at.at < len(week) else None
