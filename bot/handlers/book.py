"""/export, /forget: the vocabulary belongs to its reader."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.edge.incoming import Command, Tap
from bot.handlers.desk import Desk
from bot.locales import plural
from bot.model.book import Book
from bot.model.voice import Sound
from bot.reading.readers import Reader
from bot.render.book import export_choice, forget_question
from bot.render.buttons.book import Export, Forget, Keep, Shape
from bot.render.view import View
from bot.vocabulary.book import table
from bot.vocabulary.lookup import sounds

_CONFIRM_WITHIN = timedelta(minutes=10)
_SOUND_SECONDS = 45.0
"""How long an export waits for sounds: what is not made by then is in the next one."""
Rows = Mapping[str, Sequence[Mapping[str, object]]]


async def export(command: Command, reader: Reader, desk: Desk) -> None:
    """The choice of shapes."""
    await desk.reply.send(command.chat_id, export_choice(reader.words))


async def send_file(tap: Tap[Export], reader: Reader, desk: Desk) -> None:
    """The vocabulary as a file, or all that is kept of the chat."""
    book, shape = await desk.store.books.read(tap.chat_id), tap.button.shape
    rows = await desk.store.chats.rows(tap.chat_id) if shape is Shape.ALL else None
    besides = (book.follows or book.known) and shape is Shape.JSON
    if not (book.entries or besides or rows):
        await desk.reply.answer(tap, reader.words.book.export_empty, alert=True)
        return
    await desk.reply.answer(tap)
    if shape is Shape.ANKI and desk.voices.offers_anything:
        desk.player.start(_send(shape, book, rows, reader, desk))  # with sounds to make it may take most of a minute
    else:
        await _send(shape, book, rows, reader, desk)


async def hand_over(shape: Shape, reader: Reader, desk: Desk) -> None:
    """The vocabulary as a file, for whoever asked elsewhere than in the chat; raises TelegramError."""
    await _send(shape, await desk.store.books.read(reader.chat_id), None, reader, desk)


async def _send(shape: Shape, book: Book, rows: Rows | None, reader: Reader, desk: Desk) -> None:
    now = desk.clock()
    # Writing takes milliseconds to seconds: in a thread, so that other readers' taps do not wait.
    headwords = [entry.term.headword for entry in book.entries] if shape is Shape.ANKI else []
    ipa = await sounds(headwords, desk.lexicon, site=desk.site_words)
    heard: Mapping[str, Sequence[Sound]] = {}
    if shape is Shape.ANKI:
        listening = await desk.store.voices.listening(reader.chat_id)
        heard = await desk.voices.of_terms([entry.term for entry in book.entries], listening, _SOUND_SECONDS)
    zone = reader.subscription.zone
    content = await asyncio.to_thread(_written, book, shape, now, ipa=ipa, heard=heard, zone=zone, rows=rows)
    suffix = {Shape.ANKI: "apkg", Shape.TABLE: "csv"}.get(shape, "json")
    day = f"{'all-' if shape is Shape.ALL else ''}{reader.today(now)}"
    caption = plural(reader.words.book.exported, len(book.entries))
    await desk.reply.send_file(reader.chat_id, f"buildspeak-{day}.{suffix}", content, caption)


async def ask_forget(command: Command, reader: Reader, desk: Desk) -> None:
    """Ask before deleting, and offer an export."""
    await desk.reply.send(command.chat_id, forget_question(_minutes(desk.clock()), reader.words))


async def forget(tap: Tap[Forget], reader: Reader, desk: Desk) -> None:
    """Delete everything of the chat; the question must not be old."""
    age = _minutes(desk.clock()) - tap.button.stamp
    if not 0 <= age <= _CONFIRM_WITHIN.total_seconds() / 60:
        await desk.reply.answer(tap, reader.words.book.forget_old, alert=True)
        return
    await desk.store.chats.forget(tap.chat_id, desk.clock())
    await desk.reply.show(tap, View(reader.words.book.forgotten))


async def keep(tap: Tap[Keep], reader: Reader, desk: Desk) -> None:
    """Delete nothing."""
    await desk.reply.show(tap, View(reader.words.book.forget_kept))


def _written(
    book: Book,
    shape: Shape,
    now: datetime,
    *,
    ipa: Mapping[str, str],
    heard: Mapping[str, Sequence[Sound]],
    zone: str,
    rows: Rows | None,
) -> bytes:
    match shape:
        case Shape.ANKI:
            from bot.vocabulary.book import anki  # and genanki with it

            return anki.write(book, now, ipa, heard)
        case Shape.TABLE:
            return table.write(book, zone=zone)
        case Shape.JSON | Shape.ALL:
            from bot.vocabulary.book import document  # half a megabyte of models, and nine milliseconds of a start

            return document.write(book, rows)


def _minutes(instant: datetime) -> int:
    return int(instant.timestamp()) // 60
