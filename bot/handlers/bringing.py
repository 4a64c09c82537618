"""/import: a file is read, what it was understood as is shown, and only a tap saves it; another takes it back.

Nothing is kept of a file in between: the card that asks answers the file's message, and a tap brings both.
"""

from __future__ import annotations

import asyncio
import zlib
from datetime import datetime

from bot.edge.answers import TooLarge
from bot.edge.incoming import Command, Document, Tap
from bot.handlers.desk import Desk
from bot.model.book import Book, BookError
from bot.reading.readers import Reader
from bot.render.bringing import (
    import_failed,
    import_question,
    import_taken_back,
    imported_card,
)
from bot.render.buttons.book import BringIn, LeaveOut, UndoImport
from bot.render.view import View
from bot.vocabulary.book import table

LARGEST = 12 * 1024 * 1024
"""Bytes of a file that is read; 12,000 terms with a context and some reviews each have about as many."""

_TABLES = (".csv", ".tsv", ".txt")


async def explain(command: Command, reader: Reader, desk: Desk) -> None:
    """How to bring words in."""
    await desk.reply.send(command.chat_id, View(reader.words.book.import_how))


async def receive(sent: Document, reader: Reader, desk: Desk) -> None:
    """A file: an exported vocabulary or a word list. What it holds is shown, nothing is saved yet."""
    if _suffix(sent) not in (".json", *_TABLES):
        await desk.reply.send(sent.chat_id, View(reader.words.book.import_unknown))
        return
    async with desk.one_file:
        read = await _read(sent, reader, desk)
    view = read if isinstance(read, View) else await _question(*read, reader, desk)
    await desk.reply.send(sent.chat_id, view, reply_to=sent.message_id)


async def bring_in(tap: Tap[BringIn], reader: Reader, desk: Desk) -> None:
    """Save all of it, or nothing. A second tap does not do it twice."""
    say, mark = reader.words.book, tap.button.mark
    if (done := await desk.store.imports.asked_by(tap.chat_id, tap.message_id)) is not None:
        await desk.reply.show(tap, imported_card(done, mark, reader.words))
        return
    if tap.replied_file is None:
        await desk.reply.answer(tap, say.import_gone, alert=True)
        return
    async with desk.one_file:
        read = await _read(tap.replied_file, reader, desk)
        if isinstance(read, View):
            await desk.reply.show(tap, read)
            return
        book, found = read
        if found != mark:
            await desk.reply.show(tap, await _question(book, found, reader, desk), say.import_other)
            return
        done = await desk.store.books.add(tap.chat_id, book, desk.clock(), message_id=tap.message_id)
    await desk.reply.show(tap, imported_card(done, mark, reader.words))


async def leave_out(tap: Tap[LeaveOut], reader: Reader, desk: Desk) -> None:
    """Save nothing."""
    await desk.reply.show(tap, View(reader.words.book.import_left))


async def undo(tap: Tap[UndoImport], reader: Reader, desk: Desk) -> None:
    """Take an import back; what the reader did since stays."""
    if not await desk.store.imports.undo(tap.chat_id, tap.button.id, desk.clock()):
        await desk.reply.answer(tap, reader.words.book.import_settled, alert=True)
        return
    await desk.reply.show(tap, import_taken_back(tap.button.mark, reader.words))


async def _question(book: Book, mark: int, reader: Reader, desk: Desk) -> View:
    have = await desk.store.books.have(reader.chat_id, [entry.term.key for entry in book.entries])
    return import_question(book, have, mark, reader.words)


async def _read(sent: Document, reader: Reader, desk: Desk) -> tuple[Book, int] | View:
    """What a file holds with its mark, or why it cannot be read."""
    now = desk.clock()
    try:
        if sent.size > LARGEST:
            raise TooLarge
        data = await desk.reply.fetch(sent.file_id, most=LARGEST)
        return await asyncio.to_thread(_book, data, _suffix(sent), now), zlib.crc32(data) >> 1
    except TooLarge:
        return View(reader.words.book.import_large.format(mb=LARGEST // 1024 // 1024))
    except BookError as error:
        return import_failed(error, reader.words)


def _book(data: bytes, suffix: str, now: datetime) -> Book:
    if suffix != ".json":
        return table.read(data, now)
    from bot.vocabulary.book import document  # half a megabyte of models, and nine milliseconds of a start

    return document.read(data)


def _suffix(sent: Document) -> str:
    return "." + sent.name.rsplit(".", 1)[-1].casefold()
