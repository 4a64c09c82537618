"""The edge to a chat: send a view, answer a tap, edit its message.

Every tap is answered at once and the edit leaves with the answer, in one round trip. Telegram takes about one edit
a second in a chat, readers tap faster: while an edit is under way or too soon, only the newest wanted view of a
message is kept, and it is the one that is shown in the end. Nothing is lost by that: a card is a whole picture, not
a step.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from telegram import Bot, ChatMember, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.edge.bodies import answer_body, edit_body, keyboard, send_body
from bot.edge.incoming import Tap
from bot.edge.outcome import wait_of
from bot.edge.transport import call
from bot.model.chat import ChatId
from bot.render.buttons.packing import Button
from bot.render.view import View

EDIT_EVERY = 1.0
"""Seconds between two edits of a chat: Telegram's advice for one chat."""

MAX_TOAST = 200
"""Characters of an answer to a tap."""

_log = logging.getLogger(__name__)


class Reply:
    """Sends and edits through a Bot. `pause` is how it waits, an argument so that tests need not."""

    def __init__(
        self, bot: Bot, *, pause: Callable[[float], Any] = asyncio.sleep, edit_every: float = EDIT_EVERY
    ) -> None:
        self._bot = bot
        self._pause = pause
        self._edit_every = edit_every
        self._wanted: dict[ChatId, dict[int, View]] = {}
        self._editing: dict[ChatId, asyncio.Task[None]] = {}

    def deep_link(self, episode_id: int, size: int) -> str:
        """An address that opens an episode in the reader's own chat with the bot."""
        return f"https://t.me/{self._bot.username}?start=e_{episode_id}_{size}"

    async def is_administrator(self, chat_id: ChatId, user_id: int) -> bool:
        """Whether Telegram says that this user administers the chat."""
        try:
            member = await self._bot.get_chat_member(chat_id, user_id)
        except BadRequest:
            return False
        return member.status in (ChatMember.ADMINISTRATOR, ChatMember.OWNER)

    async def send(self, chat_id: ChatId, view: View, *, silent: bool = True) -> int:
        """Send a new message and return its id. Markup that Telegram refuses is sent as plain text instead."""
        try:
            message = await self._call("sendMessage", send_body(chat_id, view, silent=silent))
        except BadRequest as error:
            if not _is_markup(error):
                raise
            _log.error("markup refused, sent as plain text: %s", error.message)
            message = await self._call("sendMessage", send_body(chat_id, view, silent=silent, plain=True))
        return int(message["message_id"])

    async def _call(self, method: str, body: bytes) -> Any:
        """Post ready bytes; the answer is read as JSON and no further. Raises as PTB's own calls do."""
        return await call(self._bot.request, f"{self._bot.base_url}/{method}", body)

    async def send_file(self, chat_id: ChatId, name: str, content: bytes, caption: str = "") -> None:
        """Send a document, silently."""
        await self._bot.send_document(
            chat_id, content, filename=name, caption=caption or None, disable_notification=True
        )

    async def fetch(self, file_id: str) -> bytes:
        """The content of a file that was sent to us."""
        file = await self._bot.get_file(file_id)
        return bytes(await file.download_as_bytearray())

    async def picture(self, chat_id: ChatId, png: bytes, view: View) -> int:
        """Send a picture with a view as its caption, silently, and return the message's id."""
        message = await self._bot.send_photo(
            chat_id,
            png,
            caption=view.text,
            parse_mode=ParseMode.HTML,
            reply_markup=InlineKeyboardMarkup.de_json(keyboard(view), self._bot) if view.rows else None,
            disable_notification=True,
        )
        return message.message_id

    async def show(self, tap: Tap[Button], view: View, toast: str = "") -> None:
        """Answer a tap and turn its message into `view`, both at once."""
        self.edit(tap.chat_id, tap.message_id, view)
        await self.toast(tap, toast)

    async def toast(self, tap: Tap[Button], text: str = "", *, alert: bool = False) -> None:
        """Answer a tap without touching its message."""
        await self.answer(tap.query_id, text, alert=alert)

    async def answer(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a callback query. One that comes too late is no fault: what it asked for is done all the same."""
        if len(text) > MAX_TOAST:
            text = text[: MAX_TOAST - 1] + "…"
        try:
            await self._call("answerCallbackQuery", answer_body(query_id, text, alert=alert))
        except BadRequest as error:
            if (
                "query is too old" not in error.message.casefold()
                and "query id is invalid" not in error.message.casefold()
            ):
                raise

    def edit(self, chat_id: ChatId, message_id: int, view: View) -> None:
        """Have a message become `view`, as soon as the chat's pace allows."""
        wanted = self._wanted.setdefault(chat_id, {})
        wanted.pop(message_id, None)  # to the end of the queue
        wanted[message_id] = view
        if chat_id not in self._editing:
            self._editing[chat_id] = asyncio.create_task(self._edits(chat_id), name=f"edits of {chat_id}")

    async def idle(self) -> None:
        """Wait until every edit that was asked for is made."""
        while self._editing:
            await asyncio.gather(*self._editing.values())

    async def close(self, *, within: float) -> None:
        """Wait so many seconds for the edits under way, no longer: Telegram may have asked for a minute's rest."""
        if self._editing:
            _, late = await asyncio.wait(self._editing.values(), timeout=within)
            for task in late:
                task.cancel()

    async def _edits(self, chat_id: ChatId) -> None:
        """One chat's edits, newest view only, paced. Ends when nothing is wanted for a whole pace."""
        wanted = self._wanted[chat_id]
        try:
            while wanted:
                message_id = next(iter(wanted))
                wait = await self._edit(chat_id, message_id, wanted.pop(message_id))
                await self._pause(wait)
        finally:
            del self._editing[chat_id], self._wanted[chat_id]

    async def _edit(self, chat_id: ChatId, message_id: int, view: View) -> float:
        """Make one edit; returns the seconds to wait before the chat's next one."""
        try:
            await self._edit_text(chat_id, message_id, view)
        except RetryAfter as error:
            self._wanted[chat_id].setdefault(message_id, view)
            return wait_of(error).total_seconds()
        except Forbidden:
            _log.info("edit in chat %s: the bot is blocked", chat_id)
        except TelegramError as error:
            _log.warning("edit in chat %s failed: %s: %s", chat_id, type(error).__name__, error.message)
        return self._edit_every

    async def _edit_text(self, chat_id: ChatId, message_id: int, view: View, *, plain: bool = False) -> None:
        try:
            await self._call("editMessageText", edit_body(chat_id, message_id, view, plain=plain))
        except BadRequest as error:
            if "message is not modified" in error.message.casefold():
                return
            if _is_uneditable(error):
                await self.send(chat_id, view)
                return
            if plain or not _is_markup(error):
                raise
            _log.error("markup refused, shown as plain text: %s", error.message)
            await self._edit_text(chat_id, message_id, view, plain=True)


def _is_markup(error: BadRequest) -> bool:
    """The formatting or a link is what Telegram refuses, not the message: plain text without links may pass."""
    message = error.message.casefold()
    return any(
        words in message for words in ("can't parse entities", "button_url_invalid", "wrong http url", "button url")
    )


def _is_uneditable(error: BadRequest) -> bool:
    """The message was deleted, or is too old to be edited."""
    message = error.message.casefold()
    return "message to edit not found" in message or "message can't be edited" in message
