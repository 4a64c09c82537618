"""/vocab: the saved terms, one of them, deleting with undo, and the way back to where a term was met."""

from __future__ import annotations

from bot.buttons import DeleteTerm, OpenContext, OpenTerm, RestoreTerm, Vocabulary
from bot.callbacks import Button
from bot.desk import Desk
from bot.locales import Words
from bot.model import TERMS_PAGE, WHOLE, ChatId, Place
from bot.render.view import View
from bot.render.vocabulary import deleted_card, term_card, vocabulary_page
from bot.routing import Command, Tap
from bot.schedule import local_date


async def vocabulary(command: Command, desk: Desk) -> None:
    """The newest page."""
    _, words = await desk.reader(command)
    await desk.reply.send(command.chat_id, await _page(command.chat_id, 0, words, desk))


async def turn(tap: Tap[Vocabulary], desk: Desk) -> None:
    """Another page."""
    _, words = await desk.reader(tap)
    await desk.reply.show(tap, await _page(tap.chat_id, tap.button.page, words, desk))


async def open_term(tap: Tap[OpenTerm], desk: Desk) -> None:
    """One term with its contexts."""
    await _show(tap, tap.button.term, tap.button.page, desk)


async def delete(tap: Tap[DeleteTerm], desk: Desk) -> None:
    """Delete a term; its place shows the way to undo it."""
    _, words = await desk.reader(tap)
    term = await desk.store.terms.get(tap.chat_id, tap.button.term)
    if term is None:
        await desk.reply.show(tap, await _page(tap.chat_id, tap.button.page, words, desk), words.term_gone)
        return
    await desk.store.terms.delete(tap.chat_id, term.id, desk.clock())
    await desk.reply.show(tap, deleted_card(term, tap.button.page, words))


async def restore(tap: Tap[RestoreTerm], desk: Desk) -> None:
    """Undo the deletion."""
    await desk.store.terms.restore(tap.chat_id, tap.button.term)
    await _show(tap, tap.button.term, tap.button.page, desk)


async def open_context(tap: Tap[OpenContext], desk: Desk) -> None:
    """The segment in which a context stands, in a message of its own: the list stays where it is.

    An edit may have moved the sentence since: where the segment no longer has it, the one that has is opened.
    """
    subscription, words = await desk.reader(tap)
    context = await desk.store.terms.context(tap.chat_id, tap.button.context)
    if context is None or context.episode_id is None:
        await desk.reply.toast(tap, words.term_gone, alert=True)
        return
    segments = await desk.store.episodes.segments(context.episode_id)
    holding = [position for position, segment in enumerate(segments) if context.sentence in segment.english]
    position = min(holding, key=lambda found: abs(found - context.position), default=context.position)
    passage = await desk.passage(Place(context.episode_id, WHOLE, position))
    await desk.reply.toast(tap)
    await desk.reply.send(tap.chat_id, await desk.card(passage, subscription, words))


async def _show(tap: Tap[Button], term_id: int, page: int, desk: Desk) -> None:
    subscription, words = await desk.reader(tap)
    term = await desk.store.terms.get(tap.chat_id, term_id)
    if term is None or term.deleted:
        await desk.reply.show(tap, await _page(tap.chat_id, page, words, desk), words.term_gone)
        return
    today = local_date(subscription.zone, desk.clock())
    await desk.reply.show(tap, term_card(term, page, words, today=today))


async def _page(chat_id: ChatId, page: int, words: Words, desk: Desk) -> View:
    """A page, or the last one if there are no longer so many."""
    terms, total = await desk.store.terms.page(chat_id, page)
    if not terms and total:
        page = (total - 1) // TERMS_PAGE
        terms, total = await desk.store.terms.page(chat_id, page)
    return vocabulary_page(terms, total, page, words)
