"""A text that answers a message of ours: what a question asked for, or a word or phrase of the card to save."""

from __future__ import annotations

from bot.edge.incoming import Command
from bot.handlers.desk import Desk, Withdrawn
from bot.locales import Words
from bot.model.reading import Passage, Place
from bot.model.schedule import local_date
from bot.model.subscription import Subscription
from bot.model.term import Field, Term
from bot.render.buttons.reading import Jump
from bot.render.view import View, cut, escape
from bot.render.vocabulary import term_card
from bot.vocabulary.headwords import identity, occurrences
from content.episode.episode import Gloss

MOST = {Field.MEANING: 200, Field.NOTE: 500}
"""Characters of what a reader may write."""

LONGEST_HEADWORD = 80


async def replied(command: Command, desk: Desk) -> bool:
    """Whether a text answered a message of ours that waits for one; if so, it is done."""
    if command.reply_to is None:
        return False
    asked = await desk.store.terms.asked(command.chat_id, command.reply_to)
    if asked is not None:
        await _write(command, *asked, desk)
        return True
    place = next((b for b in command.replied_buttons if isinstance(b, Jump)), None)
    if place is None:
        return False
    subscription, words = await desk.reader(command)
    try:
        passage = await desk.passage(Place(place.episode, place.size, place.index))
    except Withdrawn:
        await desk.reply.send(command.chat_id, View(words.withdrawn))
        return True
    await _save(command, passage, subscription, words, desk)
    return True


async def _write(command: Command, term_id: int, field: Field, desk: Desk) -> None:
    """Write down what a question asked for, and show the term as it is now."""
    subscription, words = await desk.reader(command)
    if len(command.argument) > MOST[field]:
        await desk.reply.send(command.chat_id, View(words.review.too_long.format(most=MOST[field])))
        return
    written = await desk.store.terms.write(command.chat_id, term_id, field, command.argument)
    if not written:
        await desk.reply.send(command.chat_id, View(words.term_gone))
        return
    await _show(command, term_id, words.review.written, subscription, words, desk)


async def _save(command: Command, passage: Passage, subscription: Subscription, words: Words, desk: Desk) -> None:
    """Save a word or phrase of a segment: with its gloss's meaning, else with a question for one."""
    phrase, segment = command.argument, passage.segment
    found = occurrences(phrase, segment.english) if len(phrase) <= LONGEST_HEADWORD else ()
    if not found:
        asked = escape(cut(phrase, LONGEST_HEADWORD))
        await desk.reply.send(command.chat_id, View(words.review.not_here.format(text=asked)))
        return
    gloss = next((gloss for gloss in segment.glosses if identity(gloss.headword) == identity(phrase)), None)
    term = Gloss(phrase, gloss.meaning if gloss else "", found[0])
    term_id = await desk.keep(command.chat_id, passage.listing, passage.position, segment, term)
    said = words.review.saved_here.format(headword=escape(phrase))
    saved = await _show(command, term_id, said, subscription, words, desk)
    if saved and not saved.meaning:
        await desk.ask(command.chat_id, term_id, saved.headword, Field.MEANING, words)


async def _show(
    command: Command, term_id: int, said: str, subscription: Subscription, words: Words, desk: Desk
) -> Term | None:
    """What was done, and the term as it is now."""
    term = await desk.store.terms.get(command.chat_id, term_id)
    if term is not None:
        card = term_card(term, 0, words, today=local_date(subscription.zone, desk.clock()))
        await desk.reply.send(command.chat_id, View(f"{said}\n\n{card.text}", card.rows))
    return term
