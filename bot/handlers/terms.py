"""Saving a term from a card and taking it back; asking for its meaning and for a note."""

from __future__ import annotations

from bot.edge.incoming import Tap
from bot.handlers.desk import Desk
from bot.model.reading import Place
from bot.model.term import Field
from bot.render.buttons.packing import Button, check
from bot.render.buttons.reading import AskMeaning, AskNote, Save


async def save(tap: Tap[Save], desk: Desk) -> None:
    """Save the gloss that the button shows; where this place is saved already, take it back."""
    button = tap.button
    subscription, words = await desk.reader(tap)
    passage = await desk.passage(Place(button.episode, button.size, button.index))
    glosses = passage.segment.glosses
    gloss = glosses[button.gloss] if button.gloss < len(glosses) else None
    if gloss is None or check(gloss.headword) != button.check:  # the episode was edited under the reader
        await desk.reply.show(tap, await desk.card(passage, subscription, words), words.changed)
        return
    where = (passage.listing.id, passage.position)
    before = await desk.store.terms.saved(tap.chat_id, (gloss.headword,), *where)
    match before.get(gloss.headword):
        case True:
            await desk.store.terms.unsave(tap.chat_id, gloss.headword, *where, desk.clock())
            toast = words.unsaved
        case False:
            await desk.keep(tap.chat_id, passage.listing, passage.position, passage.segment, gloss)
            toast = words.met_again
        case None:
            await desk.keep(tap.chat_id, passage.listing, passage.position, passage.segment, gloss)
            toast = words.saved
    view = await desk.card(passage, subscription, words)
    await desk.reply.show(tap, view, toast.format(headword=gloss.headword, meaning=gloss.meaning))


async def ask_meaning(tap: Tap[AskMeaning], desk: Desk) -> None:
    """Ask for a term's meaning; the reply to that message is it."""
    await _ask(tap, tap.button.term, Field.MEANING, desk)


async def ask_note(tap: Tap[AskNote], desk: Desk) -> None:
    """Ask for a note about a term."""
    await _ask(tap, tap.button.term, Field.NOTE, desk)


async def _ask(tap: Tap[Button], term_id: int, field: Field, desk: Desk) -> None:
    _, words = await desk.reader(tap)
    term = await desk.store.terms.get(tap.chat_id, term_id)
    if term is None or term.deleted:
        await desk.reply.toast(tap, words.term_gone, alert=True)
        return
    await desk.reply.toast(tap)
    await desk.ask(tap.chat_id, term.id, term.headword, field, words)
