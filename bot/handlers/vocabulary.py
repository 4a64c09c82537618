"""/vocab: the saved terms, one of them, deleting with undo, and the way back to where a term was met."""

from __future__ import annotations

from dataclasses import replace

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.model.chat import is_shared
from bot.model.term import TERMS_PAGE, Sort
from bot.reading.ahead import waiting
from bot.reading.cards import passage_card
from bot.reading.passages import counted, open_passage, stands_at
from bot.reading.readers import Reader
from bot.render.buttons.packing import Button
from bot.render.buttons.vocabulary import DeleteTerm, OpenContext, OpenTerm, RestoreTerm, SetKnown, Vocabulary
from bot.render.view import View, cut
from bot.render.vocabulary import deleted_card, found_page, term_card, vocabulary_page, with_way_back
from content.text.parts import part_at


async def vocabulary(command: Command, reader: Reader, desk: Desk) -> None:
    """The newest page, or what a search for the argument finds."""
    if command.argument:
        terms, hits = await desk.store.terms.search(command.chat_id, command.argument)
        await desk.reply.send(command.chat_id, found_page(terms, hits, command.argument, reader.words))
        return
    await desk.reply.send(command.chat_id, await _page(reader, 0, Sort.NEWEST, desk))


async def turn(tap: Tap[Vocabulary], reader: Reader, desk: Desk) -> None:
    """Another page."""
    await desk.reply.show(tap, await _page(reader, tap.button.page, tap.button.sort, desk))


async def open_term(tap: Tap[OpenTerm], reader: Reader, desk: Desk) -> None:
    """One term with its contexts."""
    await _show(tap, tap.button.term, (tap.button.page, tap.button.sort), reader, desk)


async def set_known(tap: Tap[SetKnown], reader: Reader, desk: Desk) -> None:
    """Take a term out of review, or back into it; it stays listed."""
    known = bool(tap.button.known)
    await desk.store.terms.set_known(tap.chat_id, tap.button.term, known=known)
    said = reader.words.term.known_done if known else reader.words.term.unknown_done
    await _show(tap, tap.button.term, (tap.button.page, tap.button.sort), reader, desk, said)


async def delete(tap: Tap[DeleteTerm], reader: Reader, desk: Desk) -> None:
    """Delete a term; its place shows the way to undo it."""
    page, sort = tap.button.page, tap.button.sort
    term = await desk.store.terms.get(tap.chat_id, tap.button.term)
    if term is None:
        await desk.reply.show(tap, await _page(reader, page, sort, desk), reader.words.term_gone)
        return
    await desk.store.terms.delete(tap.chat_id, term.id, desk.clock())
    await desk.reply.show(tap, deleted_card(term, page, reader.words, sort=sort))


async def restore(tap: Tap[RestoreTerm], reader: Reader, desk: Desk) -> None:
    """Undo the deletion."""
    await desk.store.terms.restore(tap.chat_id, tap.button.term)
    await _show(tap, tap.button.term, (tap.button.page, tap.button.sort), reader, desk, reader.words.restored)


async def open_context(tap: Tap[OpenContext], reader: Reader, desk: Desk) -> None:
    """The segment in which a context stands, in a message of its own: the list stays where it is."""
    context = await desk.store.terms.context(tap.chat_id, tap.button.context)
    if context is None or context.episode_id is None:
        await desk.reply.answer(tap, reader.words.term_gone, alert=True)
        return
    listing, position = await stands_at(desk.store, context.episode_id, context)
    passage = await open_passage(desk.store, await counted(desk.store, reader.chat_id, listing, position))
    at = passage.segment.english.find(context.sentence)
    passage = replace(passage, part=part_at(passage.segment, max(at, 0)))
    await desk.reply.answer(tap)
    card = await passage_card(desk.store, passage, reader, desk.voices, desk.lexicon)
    term = await desk.store.terms.get(tap.chat_id, context.term_id)
    await desk.reply.send(tap.chat_id, card if term is None else with_way_back(card, term))


async def _show(
    tap: Tap[Button], term_id: int, back: tuple[int, Sort], reader: Reader, desk: Desk, toast: str = ""
) -> None:
    """A term's card in place; `back` is the page that it came from. `toast` may name the headword."""
    term = await desk.store.terms.get(tap.chat_id, term_id)
    if term is None or term.deleted:
        await desk.reply.show(tap, await _page(reader, *back, desk), reader.words.term_gone)
        return
    today = reader.today(desk.clock())
    card = term_card(term, back[0], reader.words, today=today, sort=back[1], hears=desk.voices.offers_term(term))
    await desk.reply.show(tap, card, toast.format(headword=cut(term.headword, 60)))


async def _page(reader: Reader, page: int, sort: Sort, desk: Desk) -> View:
    """A page, or the last one if there are no longer so many."""
    chat_id = reader.chat_id
    total = await desk.store.terms.count(chat_id)
    page = min(page, max(0, total - 1) // TERMS_PAGE)
    terms, total = await desk.store.terms.page(chat_id, page, sort)
    cards = await waiting(desk.store, reader.subscription, desk.clock()) if total else 0
    known = await desk.store.known.count(chat_id)
    opens = None if is_shared(chat_id) else desk.reply.page(room="vocabulary")
    return vocabulary_page(terms, total, page, reader.words, sort=sort, waiting=cards, known=known, opens=opens)
