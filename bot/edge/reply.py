"""The edge to a chat: send a view, answer a tap, edit its message.

Every tap is answered at once and the edit leaves with the answer, in one round trip.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Any
from urllib.parse import urlencode

from telegram import Bot, ChatMember, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, RetryAfter, TelegramError

from bot.edge.bodies import answer_body, edit_body, keyboard, send_body
from bot.edge.edits import EDIT_EVERY, Edits
from bot.edge.holds import Holds
from bot.edge.incoming import Tap
from bot.edge.outcome import is_late, is_markup, is_uneditable, is_unmodified
from bot.edge.transport import download, post
from bot.model.chat import ChatId, is_shared
from bot.render.buttons.packing import Button
from bot.render.view import View

MAX_TOAST = 200
"""Characters of an answer to a tap."""

_log = logging.getLogger(__name__)


class Reply:
    """Sends and edits through a Bot; `edit_every` are the seconds between two edits of a chat."""

    def __init__(
        self, bot: Bot, *, edit_every: float = EDIT_EVERY, holds: Holds | None = None, web_url: str | None = None
    ) -> None:
        self._bot = bot
        self._web_url = web_url
        self._holds = holds or Holds()
        self.edits = Edits(self._edit, every=edit_every)

    @property
    def refusals(self) -> int:
        """How often Telegram answered 429 since the start, to answers and pushes."""
        return self._holds.refused

    def deep_link(self, chat_id: ChatId, episode_id: int, size: int) -> str | None:
        """An address that opens an episode in the reader's own chat with the bot; None in that chat itself."""
        if not is_shared(chat_id):
            return None
        return f"https://t.me/{self._bot.username}?start=e_{episode_id}_{size}"

    def page(self, **where: int | str) -> str | None:
        """The page's address for a button of a private chat; None where there is no page."""
        if self._web_url is None:
            return None
        return f"{self._web_url}/app/{'?' if where else ''}{urlencode(where)}"

    def page_of(self, chat_id: ChatId, episode_id: int) -> str | None:
        """An episode on the page, for a button in this chat."""
        return self.page_link(episode_id) if is_shared(chat_id) else self.page(episode=episode_id)

    def page_link(self, episode_id: int) -> str | None:
        """An address that opens the page from any chat: only where the bot has it as its main one, and is told so."""
        if self._web_url is None or not self._bot.bot.has_main_web_app:
            return None
        return f"https://t.me/{self._bot.username}?startapp=e_{episode_id}"

    async def is_administrator(self, chat_id: ChatId, user_id: int) -> bool:
        """Whether Telegram says that this user administers the chat."""
        try:
            member = await self._bot.get_chat_member(chat_id, user_id)
        except BadRequest:
            return False
        return member.status in (ChatMember.ADMINISTRATOR, ChatMember.OWNER)

    async def send(self, chat_id: ChatId, view: View, *, silent: bool = True, reply_to: int | None = None) -> int:
        """Send a new message and return its id, once the chat may be written to.

        Markup that Telegram refuses is sent as plain text instead.
        """
        sending = partial(self._send, chat_id, view, silent=silent, reply_to=reply_to)
        return await self._holds.patiently(chat_id, sending)

    async def push(self, chat_id: ChatId, view: View, *, silent: bool, paid: bool = False) -> int:
        """The same without waiting: whoever sends to many comes back later. What is paid for has more room."""
        return await self._holds.noting(chat_id, partial(self._send, chat_id, view, silent=silent, paid=paid))

    async def _send(
        self, chat_id: ChatId, view: View, *, silent: bool, reply_to: int | None = None, paid: bool = False
    ) -> int:
        try:
            body = send_body(chat_id, view, silent=silent, reply_to=reply_to, paid=paid)
            message = await post(self._bot, "sendMessage", body)
        except BadRequest as error:
            if not is_markup(error):
                raise
            _log.error("markup refused, sent as plain text: %s", error.message)
            body = send_body(chat_id, view, silent=silent, plain=True, reply_to=reply_to, paid=paid)
            message = await post(self._bot, "sendMessage", body)
        return _id_of(message)

    async def probe(self) -> None:
        """Ask Telegram something that changes nothing; raises TelegramError where it does not answer."""
        await post(self._bot, "getMe", b"{}")

    async def send_file(self, chat_id: ChatId, name: str, content: bytes, caption: str = "") -> None:
        """Send a document, silently."""
        given: dict[str, Any] = {"filename": name, "caption": caption or None, "disable_notification": True}
        await self._holds.patiently(chat_id, partial(self._bot.send_document, chat_id, content, **given))

    async def fetch(self, file_id: str, *, most: int) -> bytes:
        """The content of a file that was sent to us; raises TooLarge, whatever size its sender states."""
        return await download(self._bot, file_id, most)

    async def picture(self, chat_id: ChatId, png: bytes, view: View) -> int:
        """Send a picture with a view as its caption, silently, and return the message's id."""
        given: dict[str, Any] = {
            "caption": view.text,
            "parse_mode": ParseMode.HTML,
            "reply_markup": InlineKeyboardMarkup.de_json(keyboard(view), self._bot) if view.rows else None,
            "disable_notification": True,
        }
        message = await self._holds.patiently(chat_id, partial(self._bot.send_photo, chat_id, png, **given))
        return message.message_id

    async def show(self, tap: Tap[Button], view: View, toast: str = "") -> None:
        """Answer a tap and turn its message into `view`, both at once."""
        self.edits.want(tap.chat_id, tap.message_id, view)
        await self.answer(tap, toast)

    async def answer(self, tap: Tap[Button], text: str = "", *, alert: bool = False) -> None:
        """Answer a tap without touching its message."""
        await self.answer_query(tap.query_id, text, alert=alert)

    async def answer_query(self, query_id: str, text: str = "", *, alert: bool = False) -> None:
        """Answer a callback query. One that comes too late is no fault: what it asked for is done all the same.

        Nor is one that may not be answered now: an answer that waits is worth nothing.
        """
        if len(text) > MAX_TOAST:
            text = text[: MAX_TOAST - 1] + "…"
        try:
            await post(self._bot, "answerCallbackQuery", answer_body(query_id, text, alert=alert))
        except RetryAfter as error:
            _log.info("a tap is not answered: %s", error.message)
        except BadRequest as error:
            if not is_late(error):
                raise

    async def _edit(self, chat_id: ChatId, message_id: int, view: View, *, plain: bool = False) -> None:
        self._holds.refuse(chat_id)
        body = edit_body(chat_id, message_id, view, plain=plain)
        try:
            await self._holds.noting(chat_id, partial(post, self._bot, "editMessageText", body))
        except BadRequest as error:
            if is_unmodified(error):
                return
            if is_uneditable(error):
                await self.send(chat_id, view)
                return
            if plain or not is_markup(error):
                raise
            _log.error("markup refused, shown as plain text: %s", error.message)
            await self._edit(chat_id, message_id, view, plain=True)


def _id_of(message: Any) -> int:
    """Of an answer that is no message nobody knows whether it is Telegram's: as good as none."""
    found = message.get("message_id") if isinstance(message, dict) else None
    if isinstance(found, int):
        return found
    raise TelegramError("Invalid server response")
