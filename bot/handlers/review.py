"""/review: the cards of a session, their answers and ratings, what is put off or dropped on the way."""

from __future__ import annotations

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.handlers.playing import play_answer
from bot.locales import plural
from bot.model.review_day import review_day
from bot.model.term import Term
from bot.reading import reviewing, rounds
from bot.reading.readers import Reader
from bot.render.buttons.packing import Button, StaleButton
from bot.render.buttons.review import Answer, DropCard, Grade, KnowCard, PutOffCard, RestoreCard, Review, UndoReview
from bot.render.review import dropped_card, interval, known_in_review


async def review(command: Command, reader: Reader, desk: Desk) -> None:
    """Begin or go on, in a new message."""
    await desk.reply.send(command.chat_id, await reviewing.begin(desk.store, reader, desk.clock(), desk.voices))


async def go_on(tap: Tap[Review], reader: Reader, desk: Desk) -> None:
    """Begin or go on; from another card, such as the day's, in a message of its own."""
    view = await reviewing.begin(desk.store, reader, desk.clock(), desk.voices)
    if tap.button.here:
        await desk.reply.show(tap, view)
        return
    await desk.reply.answer(tap)
    await desk.reply.send(tap.chat_id, view)


async def show_answer(tap: Tap[Answer], reader: Reader, desk: Desk) -> None:
    """Show what a card is about; where the session is elsewhere by now, show where."""
    button = tap.button
    view = await reviewing.show_answer(desk.store, reader, button.term, button.turn, desk.clock(), desk.voices)
    if view is None:
        await _show(tap, reader, desk)
        return
    await desk.reply.show(tap, view)
    await play_answer(tap, button.term, desk)


async def grade(tap: Tap[Grade], reader: Reader, desk: Desk) -> None:
    """Rate a card and show the next. A tap out of turn rates nothing and shows where the session is."""
    button, say = tap.button, reader.words.review
    graded = await rounds.grade(desk.store, reader, button.term, button.turn, button.rating, desk.clock())
    toast = say.counted if graded is None else _when(graded, say.grades[button.rating], reader)
    await _show(tap, reader, desk, toast)


def _when(graded: rounds.Graded, grade: str, reader: Reader) -> str:
    """When a rated card comes again, as it will happen: after the others of the session, at once, or on its day."""
    say = reader.words.review
    if graded.again:
        return f"{grade} · {plural(say.after_others, graded.before) if graded.before else say.at_once}"
    return say.graded.format(grade=grade, interval=interval(graded.due_in, reader.words))


async def undo(tap: Tap[UndoReview], reader: Reader, desk: Desk) -> None:
    """Take the last rating back and show its card again."""
    undone = await rounds.undo(desk.store, reader, tap.button.review)
    await _show(tap, reader, desk, reader.words.review.undone if undone else reader.words.review.counted)


async def put_off(tap: Tap[PutOffCard], reader: Reader, desk: Desk) -> None:
    """Not today: the card comes tomorrow, its memory untouched."""
    term = await _term(tap, tap.button.term, desk)
    await desk.store.reviews.hide(tap.chat_id, term.id, review_day(reader.subscription.zone, desk.clock()).closes)
    await _show(tap, reader, desk, reader.words.review.put_off_done.format(headword=term.headword[:60]))


async def drop(tap: Tap[DropCard], reader: Reader, desk: Desk) -> None:
    """Delete the term of a card; its place shows the way to undo it."""
    term = await _term(tap, tap.button.term, desk)
    await desk.store.terms.delete(tap.chat_id, term.id, desk.clock())
    await desk.reply.show(tap, dropped_card(term, reader.words))


async def restore(tap: Tap[RestoreCard], reader: Reader, desk: Desk) -> None:
    """Undo the deletion and go on."""
    await desk.store.terms.restore(tap.chat_id, tap.button.term)
    await _show(tap, reader, desk)


async def know(tap: Tap[KnowCard], reader: Reader, desk: Desk) -> None:
    """The term of a card is known and out of review; its place shows the way back."""
    term, known = await _term(tap, tap.button.term, desk), bool(tap.button.known)
    await desk.store.terms.set_known(tap.chat_id, term.id, known=known)
    if known:
        await desk.reply.show(tap, known_in_review(term, reader.words))
    else:
        await _show(tap, reader, desk, reader.words.term.unknown_done.format(headword=term.headword[:60]))


async def _show(tap: Tap[Button], reader: Reader, desk: Desk, toast: str = "") -> None:
    """Turn the message into where the session is now."""
    view = await reviewing.go_on(desk.store, reader, desk.clock(), desk.voices)
    if view is None:
        raise StaleButton(tap.button.pack())
    await desk.reply.show(tap, view, toast)


async def _term(tap: Tap[Button], term_id: int, desk: Desk) -> Term:
    term = await desk.store.terms.get(tap.chat_id, term_id)
    if term is None or term.deleted:
        raise StaleButton(tap.button.pack())
    return term
