"""Publishing from the chat: what an operator sends, reports and corrections, the day's edition."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.edge.answers import TooLarge
from bot.edge.incoming import Command, Document, Tap
from bot.handlers.desk import Desk
from bot.handlers.operators import tell_operators
from bot.library.drafts import mark_of
from bot.locales import Words
from bot.locales.faults import told
from bot.model.chat import ChatId
from bot.model.reading import WHOLE, Passage, Place
from bot.reading.cards import as_known
from bot.reading.passages import open_listing, open_passage
from bot.reading.readers import Reader
from bot.render.buttons.publishing import (
    Correct,
    Discard,
    DoWithdraw,
    KeepPublished,
    PublishDraft,
    Report,
    ReportHere,
    ReportPart,
    RestorePiece,
    Unreport,
    UnreportPart,
    Withdraw,
)
from bot.render.proofs import taught_card
from bot.render.publishing import (
    draft_card,
    edition_card,
    published_card,
    report_card,
    taken_back_card,
    withdraw_question,
    withdrawn_card,
)
from bot.render.segment import more_choice
from bot.render.view import View, escape
from content.episode.faults import ContentError
from content.publishing.piece import Fate, Piece

LARGEST = 8 * 1024 * 1024
"""Bytes of a file that an operator sends."""

_SUFFIXES = (".md", ".json", ".txt", ".vtt", ".srt", ".html", ".htm", ".xml")
_LONGEST_WHY = 3000
_log = logging.getLogger(__name__)


async def receive(sent: Document, reader: Reader, desk: Desk) -> bool:
    """A file from an operator: its episodes become drafts with a preview each. False if it is no source at all."""
    name = Path(sent.name).name or "source"
    if Path(name).suffix.casefold() not in _SUFFIXES or sent.size > LARGEST:
        return False
    try:
        data = await desk.reply.fetch(sent.file_id, most=LARGEST)
    except TooLarge:
        return False
    with tempfile.TemporaryDirectory(prefix="buildspeak-") as folder:
        path = Path(folder) / name
        await asyncio.to_thread(path.write_bytes, data)
        pieces = await desk.press.publish([path], hold=True, keep_repeats=True)
        pieces = [replace(piece, note=piece.note.replace(f"{folder}/", "")) for piece in pieces]
    if all(piece.unrecognised for piece in pieces):
        return False
    await _preview(sent.chat_id, pieces, reader.words, desk)
    return True


async def read_text(command: Command, reader: Reader, desk: Desk) -> bool:
    """A link to a source, or the reply to a prompt for a correction; False for any other text of an operator.

    Fetching a link may take minutes, and translating it more: the operator's next message is answered meanwhile.
    """
    if command.reply_to is not None and await _corrects(command, reader, desk):
        return True
    if command.name or not command.argument.startswith("https://"):
        return False
    await desk.reply.send(command.chat_id, View(reader.words.publishing.reading_source))
    desk.player.start(_bring(command.chat_id, command.argument, reader.words, desk))
    return True


async def _bring(chat_id: ChatId, source: str, words: Words, desk: Desk) -> None:
    """What is behind a link, as drafts with a preview each."""
    try:
        pieces = await desk.press.publish([source], hold=True, keep_repeats=True)
    except OSError as error:
        _log.error("a link was not read: %s", type(error).__name__)
        await desk.reply.send(chat_id, View(words.failed))
        return
    await _preview(chat_id, pieces, words, desk)


async def publish(tap: Tap[PublishDraft], reader: Reader, desk: Desk) -> None:
    """Publish a draft."""
    key = await desk.press.key_of(tap.button.mark)
    try:
        path = await desk.press.publish_draft(tap.button.mark)
    except ContentError as error:
        text = reader.words.publishing.not_published.format(why=told(str(error), reader.words.publishing))
        await desk.reply.answer(tap, text[:200], alert=True)
        return
    listing = await desk.store.episodes.by_key(key) if path is not None and key is not None else None
    if listing is None:
        await desk.reply.show(tap, View(reader.words.publishing.draft_gone))
        return
    await desk.reply.show(tap, published_card(listing, reader.words))


async def discard(tap: Tap[Discard], reader: Reader, desk: Desk) -> None:
    """Throw a draft away."""
    done = await desk.press.discard(tap.button.mark)
    await desk.reply.show(tap, View(reader.words.publishing.discarded if done else reader.words.publishing.draft_gone))


async def ask_withdraw(tap: Tap[Withdraw], reader: Reader, desk: Desk) -> None:
    """Ask before an episode is taken from its readers."""
    listing = await open_listing(desk.store, tap.button.episode)
    await desk.reply.show(tap, withdraw_question(listing, reader.words))


async def keep_published(tap: Tap[KeepPublished], reader: Reader, desk: Desk) -> None:
    """Leave it where it is."""
    listing = await open_listing(desk.store, tap.button.episode)
    await desk.reply.show(tap, published_card(listing, reader.words))


async def withdraw(tap: Tap[DoWithdraw], reader: Reader, desk: Desk) -> None:
    """Take an episode back. Those that saved its terms keep them."""
    listing = await open_listing(desk.store, tap.button.episode)
    if not await desk.press.withdraw(listing.key):
        await desk.reply.answer(tap, reader.words.publishing.not_ours, alert=True)
        return
    await desk.reply.show(tap, withdrawn_card(listing, reader.words))


async def restore(tap: Tap[RestorePiece], reader: Reader, desk: Desk) -> None:
    """Bring back what was taken back; what is out again by other ways is left as it is."""
    listing = await desk.store.episodes.get(tap.button.episode)
    restored = listing is not None and await desk.press.restore(listing.key)
    listing = await desk.store.episodes.get(tap.button.episode)
    if listing is None or listing.withdrawn:
        await desk.reply.answer(tap, reader.words.publishing.not_kept, alert=True)
        return
    toast = reader.words.publishing.restored.format(title=listing.title) if restored else ""
    await desk.reply.show(tap, published_card(listing, reader.words), toast)


async def report(tap: Tap[Report], reader: Reader, desk: Desk) -> None:
    """A reader finds a translation bad: every operator gets the segment."""
    passage = await open_passage(desk.store, Place(tap.button.episode, WHOLE, tap.button.position))
    await desk.reply.answer(tap, reader.words.publishing.reported, alert=True)
    await tell_operators(partial(report_card, passage.listing, passage.position, passage.segment), desk)


async def report_here(tap: Tap[ReportHere] | Tap[ReportPart], reader: Reader, desk: Desk) -> None:
    """The same from the card of a reading, where the button becomes the way to take it back."""
    passage = await _reported(tap, reader, desk, reported=True)
    await tell_operators(partial(report_card, passage.listing, passage.position, passage.segment), desk)


async def unreport(tap: Tap[Unreport] | Tap[UnreportPart], reader: Reader, desk: Desk) -> None:
    """A reader takes a report back: the operators hear of that as they did of the report."""
    passage = await _reported(tap, reader, desk, reported=False)
    await tell_operators(partial(taken_back_card, passage.listing, passage.position), desk)


async def _reported(
    tap: Tap[ReportHere] | Tap[ReportPart] | Tap[Unreport] | Tap[UnreportPart],
    reader: Reader,
    desk: Desk,
    *,
    reported: bool,
) -> Passage:
    """Show whether a segment is reported, at the part where it was read; the segment."""
    button = tap.button
    part = button.part if isinstance(button, ReportPart | UnreportPart) else 0
    passage = await open_passage(desk.store, Place(button.episode, button.size, button.index), part)
    passage = await as_known(desk.store, passage, reader, desk.lexicon)
    now, say = reader.subscription, reader.words.publishing
    card = more_choice(passage, reader.words, translation=now.translation, zone=now.zone, reported=reported)
    await desk.reply.show(tap, card, say.reported if reported else say.unreported)
    return passage


async def ask_correction(tap: Tap[Correct], reader: Reader, desk: Desk) -> None:
    """Ask an operator for a better translation; the reply to this message is it."""
    passage = await open_passage(desk.store, Place(tap.button.episode, WHOLE, tap.button.position))
    await desk.reply.answer(tap)
    english = escape(passage.segment.english)
    text = reader.words.publishing.correct_prompt.format(number=passage.position + 1, english=english)
    message_id = await desk.reply.send(tap.chat_id, View(text, ask=reader.words.publishing.correct))
    where = (passage.listing.id, passage.position)
    await desk.store.prompts.ask_correction(tap.chat_id, message_id, *where, desk.clock())


async def daily(desk: Desk) -> None:
    """Read the feed if its time has come, and tell the operators what came of it."""
    edition = await desk.press.daily()
    if edition is not None and edition.worth_telling:
        await tell_operators(partial(edition_card, edition.pieces, edition.stale), desk)


async def _corrects(command: Command, reader: Reader, desk: Desk) -> bool:
    """Whether a text answers a prompt for a correction; if so it is done, or said why not."""
    where = await desk.store.prompts.correction(command.chat_id, command.reply_to or 0)
    if where is None:
        return False
    episode, position = where
    listing = await open_listing(desk.store, episode)
    say = reader.words.publishing
    try:
        done = await desk.press.correct(listing.key, position, command.text)
        text = say.corrected.format(number=position + 1) if done is not None else say.not_ours
    except ContentError as error:
        done, text = None, say.correct_failed.format(why=escape(told(str(error), say)))
    await desk.reply.send(command.chat_id, taught_card(text, done or (), reader.words))
    return True


async def _preview(chat_id: ChatId, pieces: list[Piece], words: Words, desk: Desk) -> None:
    """A card a draft, and one message with all that is none."""
    failed = []
    for piece in pieces:
        if piece.fate is Fate.DRAFT and piece.episode is not None:
            card = draft_card(piece.episode, mark_of(piece.episode.key), piece.doubts, words)
            await desk.reply.send(chat_id, card)
        else:
            failed.append(piece.note or piece.name)
    if failed:
        why = escape(told("\n".join(failed), words.publishing)[:_LONGEST_WHY])
        await desk.reply.send(chat_id, View(words.publishing.not_published.format(why=why)))
