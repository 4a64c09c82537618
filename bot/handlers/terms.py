"""Saving a term from a card, and taking it back."""

from __future__ import annotations

from bot.buttons import Save
from bot.callbacks import check
from bot.desk import Desk
from bot.model import Place
from bot.routing import Tap


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
