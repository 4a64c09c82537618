"""A text that answers a message of ours: what a question asked for, or a word or phrase of the card to save."""

from __future__ import annotations

from bot.edge.incoming import Command
from bot.handlers.asking import ask
from bot.handlers.desk import Desk
from bot.model.reading import Passage, Place
from bot.model.term import MOST_MEANING, MOST_NOTE, Field, Term
from bot.reading import reviewing
from bot.reading.keeping import keep
from bot.reading.passages import Withdrawn, open_passage
from bot.reading.readers import Reader
from bot.render.buttons.reading import Jump
from bot.render.view import View, cut, escape
from bot.render.vocabulary import term_card
from bot.vocabulary.headwords import identity, occurrences
from content.episode.episode import Gloss

MOST = {Field.MEANING: MOST_MEANING, Field.ANSWER: MOST_MEANING, Field.NOTE: MOST_NOTE}
"""Characters of what a reader may write."""

LONGEST_HEADWORD = 80


async def replied(command: Command, reader: Reader, desk: Desk) -> bool:
    """Whether a text answered a message of ours that waits for one; if so, it is done."""
    if command.reply_to is None:
        return False
    asked = await desk.store.prompts.of_term(command.chat_id, command.reply_to)
    if asked is not None:
        await _write(command, *asked, reader, desk)
        return True
    place = next((b for b in command.replied_buttons if isinstance(b, Jump)), None)
    if place is None:
        return False
    try:
        passage = await open_passage(desk.store, Place(place.episode, place.size, place.index))
    except Withdrawn:
        await desk.reply.send(command.chat_id, View(reader.words.withdrawn))
        return True
    await _save(command, passage, reader, desk)
    return True


async def _write(command: Command, term_id: int, field: Field, reader: Reader, desk: Desk) -> None:
    """Write down what a question asked for, and show the term as it is now."""
    if len(command.argument) > MOST[field]:
        await desk.reply.send(command.chat_id, View(reader.words.term.too_long.format(most=MOST[field])))
        return
    written = await desk.store.terms.write(command.chat_id, term_id, field, command.argument)
    if not written:
        await desk.reply.send(command.chat_id, View(reader.words.term_gone))
        return
    review = None
    if field is Field.ANSWER:
        review = await reviewing.back_to(desk.store, reader, term_id, desk.clock(), desk.voices)
    if review is not None:
        await desk.reply.send(command.chat_id, review)
        return
    await _show(command, term_id, reader.words.term.written, reader, desk)


async def _save(command: Command, passage: Passage, reader: Reader, desk: Desk) -> None:
    """Save a word or phrase of a segment: with its gloss's meaning, else with a question for one."""
    phrase, segment = command.argument, passage.segment
    found = occurrences(phrase, segment.english) if len(phrase) <= LONGEST_HEADWORD else ()
    if not found:
        asked = escape(cut(phrase, LONGEST_HEADWORD))
        await desk.reply.send(command.chat_id, View(reader.words.term.not_here.format(text=asked)))
        return
    gloss = next((gloss for gloss in segment.glosses if identity(gloss.headword) == identity(phrase)), None)
    term = Gloss(phrase, gloss.meaning if gloss else "", found[0])
    term_id = await keep(desk.store, command.chat_id, passage, term, desk.clock())
    said = reader.words.term.saved_here.format(headword=escape(phrase))
    saved = await _show(command, term_id, said, reader, desk)
    if saved and not saved.meaning:
        await ask(term_id, saved.headword, Field.MEANING, reader, desk)


async def _show(command: Command, term_id: int, said: str, reader: Reader, desk: Desk) -> Term | None:
    """What was done, and the term as it is now."""
    term = await desk.store.terms.get(command.chat_id, term_id)
    if term is not None:
        card = term_card(term, 0, reader.words, today=reader.today(desk.clock()), hears=desk.voices.offers_term(term))
        await desk.reply.send(command.chat_id, View(f"{said}\n\n{card.text}", card.rows))
    return term
