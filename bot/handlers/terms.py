"""Saving a term from a card and taking it back; asking for its meaning and for a note."""

from __future__ import annotations

from dataclasses import replace

from bot.edge.incoming import Tap
from bot.handlers.asking import ask
from bot.handlers.desk import Desk
from bot.handlers.inviting import invite, is_first
from bot.model.reading import Place
from bot.model.term import Field
from bot.reading.cards import passage_card
from bot.reading.keeping import toggle
from bot.reading.passages import open_passage
from bot.reading.readers import Reader
from bot.render.buttons.packing import Button, check
from bot.render.buttons.reading import Save
from bot.render.buttons.vocabulary import AskInReview, AskMeaning, AskNote
from content.text.parts import part_of


async def save(tap: Tap[Save], reader: Reader, desk: Desk) -> None:
    """Save the gloss that the button shows; where this place is saved already, take it back."""
    button, words = tap.button, reader.words
    passage = await open_passage(desk.store, Place(button.episode, button.size, button.index))
    glosses = passage.segment.glosses
    gloss = glosses[button.gloss] if button.gloss < len(glosses) else None
    if gloss is None or check(gloss.headword) != button.check:  # the episode was edited under the reader
        await desk.reply.show(
            tap, await passage_card(desk.store, passage, reader, desk.voices, desk.lexicon), words.changed
        )
        return
    passage = replace(passage, part=part_of(passage.segment, button.gloss))
    first = await is_first(reader, desk)
    before = await toggle(desk.store, tap.chat_id, passage, gloss, desk.clock())
    toast = {True: words.unsaved, False: words.met_again, None: words.saved}[before]
    view = await passage_card(desk.store, passage, reader, desk.voices, desk.lexicon)
    await desk.reply.show(tap, view, toast.format(headword=gloss.headword, meaning=gloss.meaning))
    if first:
        await invite(gloss.headword, reader, desk)


async def ask_meaning(tap: Tap[AskMeaning], reader: Reader, desk: Desk) -> None:
    """Ask for a term's meaning; the reply to that message is it."""
    await _ask(tap, tap.button.term, Field.MEANING, reader, desk)


async def ask_in_review(tap: Tap[AskInReview], reader: Reader, desk: Desk) -> None:
    """Ask for the meaning of a term under review; the reply is it, and goes back to the review."""
    await _ask(tap, tap.button.term, Field.ANSWER, reader, desk)


async def ask_note(tap: Tap[AskNote], reader: Reader, desk: Desk) -> None:
    """Ask for a note about a term."""
    await _ask(tap, tap.button.term, Field.NOTE, reader, desk)


async def _ask(tap: Tap[Button], term_id: int, field: Field, reader: Reader, desk: Desk) -> None:
    term = await desk.store.terms.get(tap.chat_id, term_id)
    if term is None or term.deleted:
        await desk.reply.answer(tap, reader.words.term_gone, alert=True)
        return
    await desk.reply.answer(tap)
    await ask(term.id, term.headword, field, reader, desk)
