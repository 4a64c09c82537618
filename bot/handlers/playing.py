"""Playing: what every handler does that has something heard. The tap is answered, the sound follows when it is there.

What Telegram has by its id goes out at once; what is not there yet is recorded, and the answer names the wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from telegram.error import TelegramError

from bot.edge.incoming import Tap
from bot.edge.player import FileUnknown, Music
from bot.handlers.desk import Desk
from bot.model.chat import ChatId
from bot.model.reading import Passage
from bot.model.term import Term
from bot.model.voice import Kept
from bot.reading.pieces import Wanted
from bot.reading.readers import Reader
from bot.render.buttons.packing import Button
from bot.render.view import View, cut
from bot.render.voice import cover_picture
from content.voice.line import NothingToSay, VoiceError

Made = Callable[[Kept, bytes | None], Music]
"""The music that a piece becomes."""
Show = Callable[[Music], Awaitable[str | None]]
"""Puts music before a chat and returns the id of its file."""

NAME = "BuildSpeak"
TITLE = 64
"""Characters of a title in a player."""


async def follow(tap: Tap[Button], passage: Passage, reader: Reader, desk: Desk) -> None:
    """The page was turned: the player below this card plays it too, as far as that costs nobody a wait.

    Where the chat wants everything read aloud, what is not there yet is recorded.
    """
    if not desk.voices.offers(passage.segment):
        return
    listening = await desk.store.voices.listening(tap.chat_id)
    if not listening.aloud and (listening.player is None or listening.card != tap.message_id):
        return
    wanted = await desk.voices.of_passage(passage, listening)
    if wanted is None:
        return
    kept = await desk.voices.pieces.kept(wanted)
    asks = kept is None and wanted.seconds > 0
    if asks and not (listening.aloud and await may_ask(tap.chat_id, desk)):
        return
    original = reader.words.voice.original if wanted.original else ""
    desk.player.start(_play(tap.chat_id, wanted, of_passage(passage, original), desk, card=tap.message_id))


async def play_answer(tap: Tap[Button], term_id: int, desk: Desk) -> None:
    """The answer of a review was shown: its sentence is heard too, where the chat wants that and it costs no wait."""
    listening = await desk.store.voices.listening(tap.chat_id)
    term = await desk.store.terms.get(tap.chat_id, term_id) if listening.review else None
    if term is None or not term.contexts:
        return
    wanted = desk.voices.of_text(term.contexts[0].sentence, listening)
    if wanted is None:
        return
    if wanted.seconds and await desk.voices.pieces.kept(wanted) is None and not await may_ask(tap.chat_id, desk):
        return
    desk.player.start(_play(tap.chat_id, wanted, of_words(term.contexts[0].sentence), desk, card=tap.message_id))


async def play_sentence(tap: Tap[Button], term: Term, reader: Reader, desk: Desk) -> None:
    """Answer a tap with the sentence of a term."""
    listening = await desk.store.voices.listening(tap.chat_id)
    wanted = desk.voices.of_text(term.contexts[0].sentence, listening) if term.contexts else None
    await play_in_answer(tap, wanted, of_words(term.contexts[0].sentence if term.contexts else ""), reader, desk)


async def play_in_answer(tap: Tap[Button], wanted: Wanted | None, made: Made, reader: Reader, desk: Desk) -> None:
    """Answer the tap, naming the wait where there is one, and play."""
    say = reader.words.voice
    if wanted is None:
        await desk.reply.answer(tap, say.nothing, alert=True)
        return
    toast = ""
    if wanted.seconds and await desk.voices.pieces.kept(wanted) is None:
        if not await may_ask(tap.chat_id, desk):
            await desk.reply.answer(tap, say.enough, alert=True)
            return
        toast = say.recording.format(n=wanted.seconds)
    playing = _play(tap.chat_id, wanted, made, desk, card=tap.message_id, failed=say.failed)
    desk.player.start(playing)
    await desk.reply.answer(tap, toast)


async def may_ask(chat_id: ChatId, desk: Desk) -> bool:
    """Whether one more piece may be recorded for a chat today, which is a day in UTC for everyone."""
    return await desk.store.voices.ask(chat_id, desk.clock().date())


def of_passage(passage: Passage, original: str = "") -> Made:
    """A segment as music: where it stands, whose it is, and that it is the original where it is."""

    def made(kept: Kept, data: bytes | None) -> Music:
        return Music(
            title=cut(f"{passage.index + 1}/{passage.total} · {passage.listing.title}", TITLE),
            performer=cut(
                " · ".join(each for each in (passage.segment.speaker or passage.listing.show, original) if each), TITLE
            ),
            seconds=round(kept.duration / 1000),
            file_id=kept.file_id,
            data=data,
            cover=cover_picture(passage.listing.title),
        )

    return made


def of_words(text: str) -> Made:
    """A word or a sentence as music."""

    def made(kept: Kept, data: bytes | None) -> Music:
        return Music(
            title=cut(text, TITLE),
            performer=NAME,
            seconds=max(1, round(kept.duration / 1000)),
            file_id=kept.file_id,
            data=data,
        )

    return made


async def _play(chat_id: ChatId, wanted: Wanted, made: Made, desk: Desk, *, card: int, failed: str = "") -> None:
    """Have the chat's player play it; nothing where the chat asked for something else meanwhile."""
    mark = desk.player.claim(chat_id)

    async def show(music: Music) -> str | None:
        return await _in_player(chat_id, music, desk, card=card)

    await _deliver(chat_id, wanted, made, desk, show, failed=failed, mark=mark)


async def send_below(
    chat_id: ChatId, wanted: Wanted, made: Made, desk: Desk, *, reply_to: int | None, failed: str
) -> None:
    """Send it as a message of its own, below another where there is one."""

    async def show(music: Music) -> str | None:
        return (await desk.player.send(chat_id, music, reply_to=reply_to))[1]

    await _deliver(chat_id, wanted, made, desk, show, failed=failed, mark=None)


async def _deliver(
    chat_id: ChatId,
    wanted: Wanted,
    made: Made,
    desk: Desk,
    show: Show,
    *,
    failed: str,
    mark: object | None,
) -> None:
    """By its id where Telegram has it; else, or where it knows the id no more, by its bytes."""
    kept = await desk.voices.pieces.kept(wanted)
    data: bytes | None = None
    try:
        if kept is None or kept.file_id is None:
            if wanted.seconds:
                await desk.player.recording(chat_id)
            if kept is None and wanted.first is not None and mark is not None:
                await _first(chat_id, wanted.first, made, desk, show, mark)
            kept, data = await desk.voices.pieces.piece(wanted, urgent=True)
    except NothingToSay:
        return
    except VoiceError:
        if failed:
            await desk.reply.send(chat_id, View(failed))
        return
    if mark is not None and not desk.player.is_newest(chat_id, mark):
        return
    try:
        file_id = await show(await asyncio.to_thread(made, kept, data))
    except FileUnknown:
        await desk.store.voices.set_file(wanted.address, None)
        try:
            kept, data = await desk.voices.pieces.piece(wanted, urgent=True)
        except VoiceError:
            if failed:
                await desk.reply.send(chat_id, View(failed))
            return
        file_id = await show(made(replace(kept, file_id=None), data))
    if file_id is not None and file_id != kept.file_id:
        await desk.store.voices.set_file(wanted.address, file_id)
    await desk.store.voices.heard(wanted.address, desk.clock())


async def _first(chat_id: ChatId, wanted: Wanted, made: Made, desk: Desk, show: Show, mark: object) -> None:
    """How it begins is played until the whole is there. What fails here fails, and is told, with the whole."""
    try:
        kept, data = await desk.voices.pieces.piece(wanted, urgent=True)
        if desk.player.is_newest(chat_id, mark):
            await show(replace(made(kept, data), file_id=None, data=data))
    except (NothingToSay, VoiceError, TelegramError):
        return


async def _in_player(chat_id: ChatId, music: Music, desk: Desk, *, card: int) -> str | None:
    """In the message that plays below this card; else in a new one, and the old one goes."""
    listening = await desk.store.voices.listening(chat_id)
    if listening.player is not None and listening.card == card:
        replaced, file_id = await desk.player.replace(chat_id, listening.player, music)
        if replaced:
            return file_id
    message_id, file_id = await desk.player.send(chat_id, music, reply_to=card)
    await desk.store.voices.set_player(chat_id, message_id, card)
    if listening.player is not None:
        await desk.player.remove(chat_id, listening.player)
    return file_id
