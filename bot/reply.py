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

from telegram import Bot, ChatMember, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, Forbidden, RetryAfter, TelegramError

from bot.callbacks import Button
from bot.model import ChatId
from bot.outcome import wait_of
from bot.render.view import View
from bot.routing import Tap

EDIT_EVERY = 1.0
"""Seconds between two edits of a chat: Telegram's advice for one chat."""

_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_log = logging.getLogger(__name__)


class Reply:
    """Sends and edits through a Bot. `pause` is how it waits, an argument so that tests need not."""

    def __init__(
        self, bot: Bot, *, pause: Callable[[float], Any] = asyncio.sleep, edit_every: float = EDIT_EVERY
    ) -> None:
        self._bot = bot
        self._pause = pause
        self._edit_every = edit_every
        self._wanted: dict[tuple[ChatId, int], View] = {}
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
        keyboard = markup(view)
        try:
            message = await self._bot.send_message(
                chat_id,
                view.text,
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
                disable_notification=silent,
            )
        except BadRequest as error:
            if not _is_markup(error):
                raise
            _log.error("markup refused, sent as plain text: %s", error.message)
            message = await self._bot.send_message(
                chat_id,
                view.plain,
                reply_markup=keyboard,
                link_preview_options=_NO_PREVIEW,
                disable_notification=silent,
            )
        return message.message_id

    async def show(self, tap: Tap[Button], view: View, toast: str = "") -> None:
        """Answer a tap and turn its message into `view`, both at once."""
        self.edit(tap.chat_id, tap.message_id, view)
        await self.toast(tap, toast)

    async def toast(self, tap: Tap[Button], text: str = "", *, alert: bool = False) -> None:
        """Answer a tap. One that comes too late is no fault: what it asked for is done all the same."""
        try:
            await self._bot.answer_callback_query(tap.query_id, text=text or None, show_alert=alert or None)
        except BadRequest as error:
            if (
                "query is too old" not in error.message.casefold()
                and "query id is invalid" not in error.message.casefold()
            ):
                raise

    def edit(self, chat_id: ChatId, message_id: int, view: View) -> None:
        """Have a message become `view`, as soon as the chat's pace allows."""
        self._wanted.pop((chat_id, message_id), None)  # to the end of the queue
        self._wanted[chat_id, message_id] = view
        if chat_id not in self._editing:
            self._editing[chat_id] = asyncio.create_task(self._edits(chat_id), name=f"edits of {chat_id}")

    async def idle(self) -> None:
        """Wait until every edit that was asked for is made."""
        while self._editing:
            await asyncio.gather(*self._editing.values())

    async def _edits(self, chat_id: ChatId) -> None:
        """One chat's edits, newest view only, paced. Ends when nothing is wanted for a whole pace."""
        try:
            while (key := next((key for key in self._wanted if key[0] == chat_id), None)) is not None:
                wait = await self._edit(*key, self._wanted.pop(key))
                await self._pause(wait)
        finally:
            self._editing.pop(chat_id, None)

    async def _edit(self, chat_id: ChatId, message_id: int, view: View) -> float:
        """Make one edit; returns the seconds to wait before the chat's next one."""
        try:
            await self._edit_text(chat_id, message_id, view)
        except RetryAfter as error:
            self._wanted.setdefault((chat_id, message_id), view)
            return wait_of(error).total_seconds()
        except Forbidden:
            _log.info("edit in chat %s: the bot is blocked", chat_id)
        except TelegramError as error:
            _log.warning("edit in chat %s failed: %s: %s", chat_id, type(error).__name__, error.message)
        return self._edit_every

    async def _edit_text(self, chat_id: ChatId, message_id: int, view: View) -> None:
        text, mode = view.text, ParseMode.HTML
        for attempt in ("html", "plain"):
            try:
                await self._bot.edit_message_text(
                    text,
                    chat_id=chat_id,
                    message_id=message_id,
                    parse_mode=mode if attempt == "html" else None,
                    reply_markup=markup(view),
                    link_preview_options=_NO_PREVIEW,
                )
            except BadRequest as error:
                if "message is not modified" in error.message.casefold():
                    return
                if _is_uneditable(error):
                    await self.send(chat_id, view)
                    return
                if attempt == "plain" or not _is_markup(error):
                    raise
                _log.error("markup refused, shown as plain text: %s", error.message)
                text = view.plain
            else:
                return


def markup(view: View) -> InlineKeyboardMarkup | None:
    """A view's keyboard in Telegram's words."""
    if not view.rows:
        return None
    return InlineKeyboardMarkup(
        [
            [
                InlineKeyboardButton(key.label, url=key.url, callback_data=key.button.pack() if key.button else None)
                for key in row
            ]
            for row in view.rows
        ]
    )


def _is_markup(error: BadRequest) -> bool:
    return "can't parse entities" in error.message.casefold()


def _is_uneditable(error: BadRequest) -> bool:
    """The message was deleted, or is too old to be edited."""
    message = error.message.casefold()
    return "message to edit not found" in message or "message can't be edited" in message
