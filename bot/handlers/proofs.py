"""Doubtful translations: a held piece and an operator's word on it, what the month cost, what corrections taught."""

from __future__ import annotations

from functools import partial

from bot.edge.incoming import Tap
from bot.handlers.desk import Desk
from bot.handlers.operators import tell_operators
from bot.library.drafts import mark_of
from bot.locales.faults import told
from bot.reading.readers import Reader
from bot.render.buttons.proofs import ForgetLesson, LetOut, LetOutWithout, ShowLessons
from bot.render.proofs import held_card, lessons_card, released_card, spending_card
from bot.render.view import View, escape
from content.episode.faults import ContentError

_NEARLY = 0.8


async def tell_of_held(desk: Desk) -> None:
    """Every operator gets a held piece with its doubts and two buttons."""
    for episode in await desk.press.gate.untold():
        doubts = await desk.press.gate.doubts_of(episode.key)
        await tell_operators(partial(held_card, episode, doubts, mark_of(episode.key)), desk)


async def overdue(desk: Desk) -> None:
    """What nobody answered for goes out without its doubtful Chinese, and the operators hear of it."""
    for released in await desk.press.overdue():
        await tell_operators(partial(released_card, released.episode, released.without), desk)


async def tell_of_spending(desk: Desk) -> None:
    """Once a month each: at four fifths of the limit, and when it is used."""
    purse = desk.press.purse
    if purse.limit is None:
        return
    spent, now = await purse.spent(), desk.clock()
    used = purse.used_up or spent >= purse.limit
    if not used and spent < _NEARLY * purse.limit:
        return
    if await desk.store.facts.claim(f"spending.told.{'all' if used else 'nearly'}", purse.name, now):
        await tell_operators(partial(spending_card, spent, purse.limit, used), desk)


async def let_out(tap: Tap[LetOut], reader: Reader, desk: Desk) -> None:
    """An operator finds a held piece right."""
    await _let_out(tap, reader, desk, whole=True)


async def let_out_without(tap: Tap[LetOutWithout], reader: Reader, desk: Desk) -> None:
    """An operator has it published without what is doubtful."""
    await _let_out(tap, reader, desk, whole=False)


async def _let_out(tap: Tap[LetOut] | Tap[LetOutWithout], reader: Reader, desk: Desk, *, whole: bool) -> None:
    try:
        released = await desk.press.let_out(tap.button.mark, whole=whole)
    except ContentError as error:
        text = reader.words.proofs.not_released.format(why=told(str(error), reader.words.publishing))
        await desk.reply.answer(tap, text[:200], alert=True)
        return
    if released is None:
        await desk.reply.show(tap, View(reader.words.proofs.gone))
        return
    await desk.reply.show(tap, released_card(released.episode, released.without, reader.words))


async def show_lessons(tap: Tap[ShowLessons], reader: Reader, desk: Desk) -> None:
    """What corrections taught."""
    await desk.reply.answer(tap)
    await desk.reply.send(tap.chat_id, lessons_card(await desk.store.lessons.all(), reader.words))


async def forget_lesson(tap: Tap[ForgetLesson], reader: Reader, desk: Desk) -> None:
    """Take back what a correction taught; the corrected segment stays as it is."""
    headword = await desk.store.lessons.take_back(tap.button.lesson)
    said = reader.words.proofs.forgotten.format(headword=headword or "")
    if tap.button.stay:
        await desk.reply.show(tap, lessons_card(await desk.store.lessons.all(), reader.words), said if headword else "")
    else:
        await desk.reply.show(tap, View(escape(said) if headword else reader.words.proofs.gone))
