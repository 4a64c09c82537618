"""/vocab: the saved terms, one of them, deleting with undo, and the way back to where a term was met."""

from __future__ import annotations

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk, Withdrawn
from bot.locales import Words
from bot.model.reading import WHOLE, Place
from bot.model.schedule import local_date
from bot.model.subscription import Subscription
from bot.model.term import TERMS_PAGE, Sort
from bot.reading.ahead import waiting
from bot.render.buttons.packing import Button
from bot.render.buttons.reading import DeleteTerm, OpenContext, OpenTerm, RestoreTerm, SetKnown, Vocabulary
from bot.render.view import View, cut
from bot.render.vocabulary import deleted_card, found_page, term_card, vocabulary_page


async def vocabulary(command: Command, desk: Desk) -> None:
    """The newest page, or what a search for the argument finds."""
    subscription, words = await desk.reader(command)
    if command.argument:
        terms, hits = await desk.store.terms.search(command.chat_id, command.argument)
        await desk.reply.send(command.chat_id, found_page(terms, hits, command.argument, words))
        return
    await desk.reply.send(command.chat_id, await _page(subscription, 0, Sort.NEWEST, words, desk))


async def turn(tap: Tap[Vocabulary], desk: Desk) -> None:
    """Another page."""
    subscription, words = await desk.reader(tap)
    await desk.reply.show(tap, await _page(subscription, tap.button.page, tap.button.sort, words, desk))


async def open_term(tap: Tap[OpenTerm], desk: Desk) -> None:
    """One term with its contexts."""
    await _show(tap, tap.button.term, (tap.button.page, tap.button.sort), desk)


async def set_known(tap: Tap[SetKnown], desk: Desk) -> None:
    """Take a term out of review, or back into it; it stays listed."""
    _, words = await desk.reader(tap)
    known = bool(tap.button.known)
    await desk.store.terms.set_known(tap.chat_id, tap.button.term, known=known)
    said = words.review.known_done if known else words.review.unknown_done
    await _show(tap, tap.button.term, (tap.button.page, tap.button.sort), desk, said)


async def delete(tap: Tap[DeleteTerm], desk: Desk) -> None:
    """Delete a term; its place shows the way to undo it."""
    subscription, words = await desk.reader(tap)
    page, sort = tap.button.page, tap.button.sort
    term = await desk.store.terms.get(tap.chat_id, tap.button.term)
    if term is None:
        await desk.reply.show(tap, await _page(subscription, page, sort, words, desk), words.term_gone)
        return
    await desk.store.terms.delete(tap.chat_id, term.id, desk.clock())
    await desk.reply.show(tap, deleted_card(term, page, words, sort=sort))


async def restore(tap: Tap[RestoreTerm], desk: Desk) -> None:
    """Undo the deletion."""
    _, words = await desk.reader(tap)
    await desk.store.terms.restore(tap.chat_id, tap.button.term)
    await _show(tap, tap.button.term, (tap.button.page, tap.button.sort), desk, words.restored)


async def open_context(tap: Tap[OpenContext], desk: Desk) -> None:
    """The segment in which a context stands, in a message of its own: the list stays where it is.

    An edit may have moved the sentence since: where the segment no longer has it, the one that has is opened. A context
    imported from another bot names that bot's episode: what has neither its sentence nor its address is not opened.
    """
    subscription, words = await desk.reader(tap)
    context = await desk.store.terms.context(tap.chat_id, tap.button.context)
    if context is None or context.episode_id is None:
        await desk.reply.toast(tap, words.term_gone, alert=True)
        return
    segments = await desk.store.episodes.segments(context.episode_id)
    holding = [position for position, segment in enumerate(segments) if context.sentence in segment.english]
    if not holding and context.url != (await desk.listing(context.episode_id)).url:
        raise Withdrawn
    position = min(holding, key=lambda found: abs(found - context.position), default=context.position)
    passage = await desk.passage(Place(context.episode_id, WHOLE, position))
    await desk.reply.toast(tap)
    await desk.reply.send(tap.chat_id, await desk.card(passage, subscription, words))


async def _show(tap: Tap[Button], term_id: int, back: tuple[int, Sort], desk: Desk, toast: str = "") -> None:
    """A term's card in place; `back` is the page that it came from. `toast` may name the headword."""
    subscription, words = await desk.reader(tap)
    term = await desk.store.terms.get(tap.chat_id, term_id)
    if term is None or term.deleted:
        await desk.reply.show(tap, await _page(subscription, *back, words, desk), words.term_gone)
        return
    today = local_date(subscription.zone, desk.clock())
    card = term_card(term, back[0], words, today=today, sort=back[1])
    await desk.reply.show(tap, card, toast.format(headword=cut(term.headword, 60)))


async def _page(subscription: Subscription, page: int, sort: Sort, words: Words, desk: Desk) -> View:
    """A page, or the last one if there are no longer so many."""
    chat_id = subscription.chat_id
    total = await desk.store.terms.count(chat_id)
    page = min(page, max(0, total - 1) // TERMS_PAGE)
    terms, total = await desk.store.terms.page(chat_id, page, sort)
    cards = await waiting(desk.store, subscription, desk.clock()) if total else 0
    return vocabulary_page(terms, total, page, words, sort=sort, waiting=cards)
