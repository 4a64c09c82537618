"""Music in a chat: sent, exchanged in place, fetched back. What goes up once is known by its id ever after."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from telegram import Bot, InputMediaAudio, Message, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, TelegramError

from bot.edge.outcome import is_file_unknown, is_unmodified
from bot.model.chat import ChatId

_log = logging.getLogger(__name__)


class FileUnknown(Exception):
    """Telegram no longer knows the id of a file: it has to go up again."""


@dataclass(frozen=True, slots=True)
class Music:
    """A piece of audio as a chat sees it; by its `file_id`, else by its bytes. `caption` is HTML."""

    title: str
    performer: str
    seconds: int
    caption: str = ""
    file_id: str | None = None
    data: bytes | None = None
    cover: bytes | None = None
    name: str = "buildspeak.mp3"


class Player:
    """Plays through a Bot. What it does by itself can be waited for, and ends with it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._tasks: set[asyncio.Task[None]] = set()
        self._newest: dict[ChatId, object] = {}

    def start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Go on with something while the tap is answered."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def claim(self, chat_id: ChatId) -> object:
        """What is asked for now is what the chat's player plays next."""
        mark = self._newest[chat_id] = object()
        return mark

    def is_newest(self, chat_id: ChatId, mark: object) -> bool:
        """Whether nothing else was asked for since."""
        return self._newest.get(chat_id) is mark

    async def send(self, chat_id: ChatId, music: Music, *, reply_to: int | None = None) -> tuple[int, str | None]:
        """Send it silently; the message's id and the file's. Raises FileUnknown, TelegramError."""
        reply = ReplyParameters(reply_to, allow_sending_without_reply=True) if reply_to else None
        try:
            message = await self._bot.send_audio(
                chat_id,
                _file(music),
                filename=music.name,
                duration=music.seconds,
                performer=music.performer,
                title=music.title,
                caption=music.caption or None,
                parse_mode=ParseMode.HTML,
                thumbnail=music.cover if music.file_id is None else None,
                disable_notification=True,
                reply_parameters=reply,
            )
        except BadRequest as error:
            if music.file_id is not None and is_file_unknown(error):
                raise FileUnknown from None
            raise
        return message.message_id, _file_id(message)

    async def replace(self, chat_id: ChatId, message_id: int, music: Music) -> tuple[bool, str | None]:
        """Exchange what a message plays; False where it can no longer be. Raises FileUnknown, TelegramError."""
        media = InputMediaAudio(
            _file(music),
            filename=music.name,
            caption=music.caption or None,
            parse_mode=ParseMode.HTML,
            duration=music.seconds,
            performer=music.performer,
            title=music.title,
            thumbnail=music.cover if music.file_id is None else None,
        )
        try:
            message = await self._bot.edit_message_media(media, chat_id, message_id)
        except BadRequest as error:
            if is_unmodified(error):
                return True, music.file_id
            if music.file_id is not None and is_file_unknown(error):
                raise FileUnknown from None
            _log.info("what plays cannot be exchanged, it is sent anew: %s", error.message)
            return False, None
        return True, _file_id(message) if isinstance(message, Message) else None

    async def remove(self, chat_id: ChatId, message_id: int) -> None:
        """Take a message away; one that is too old or gone stays as it is."""
        with suppress(TelegramError):
            await self._bot.delete_message(chat_id, message_id)

    async def recording(self, chat_id: ChatId) -> None:
        """Show that something is being recorded; it goes away by itself."""
        with suppress(TelegramError):
            await self._bot.send_chat_action(chat_id, "record_voice")

    async def fetch(self, file_id: str) -> bytes:
        """A file of ours back from Telegram; raises OSError."""
        try:
            file = await self._bot.get_file(file_id)
            return bytes(await file.download_as_bytearray())
        except TelegramError as error:
            raise OSError(f"Telegram does not give it back: {type(error).__name__}") from None

    async def idle(self) -> None:
        """Wait until all that was started is done."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def close(self, *, within: float) -> None:
        """Give what was started so many seconds, no more."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within)
            for task in late:
                task.cancel()

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled() or (error := task.exception()) is None:
            return
        if isinstance(error, Forbidden):
            _log.info("a chat that blocked the bot hears nothing")
        elif isinstance(error, TelegramError):
            _log.warning("what went on beside failed: %s: %s", type(error).__name__, error.message)
        else:
            _log.error("what went on beside failed", exc_info=error)


def _file(music: Music) -> str | bytes:
    return music.file_id if music.file_id is not None else music.data or b""


def _file_id(message: Message) -> str | None:
    return message.audio.file_id if message.audio else None
