"""The bodies of the calls that readers cause all day: send, edit, answer, as bytes that are ready to go.

The same card goes to many chats: what does not depend on the chat is serialised once and kept for a while.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import orjson

from bot.model.chat import ChatId
from bot.render.view import Key, View

_KEPT = 512
"""Views whose bytes are kept: more than the cards of a day, a few kilobytes each."""

_REPLY = b'"reply_parameters":{"message_id":%d,"allow_sending_without_reply":true},'
_NO_PREVIEW = {"is_disabled": True}


def send_body(
    chat_id: ChatId, view: View, *, silent: bool, plain: bool = False, reply_to: int | None = None, paid: bool = False
) -> bytes:
    """The arguments of sendMessage."""
    return b'{"chat_id":%d,"disable_notification":%s,%s%s%s' % (
        chat_id,
        b"true" if silent else b"false",
        b'"allow_paid_broadcast":true,' if paid else b"",
        b"" if reply_to is None else _REPLY % reply_to,
        _view(view, plain),
    )


def edit_body(chat_id: ChatId, message_id: int, view: View, *, plain: bool = False) -> bytes:
    """The arguments of editMessageText."""
    return b'{"chat_id":%d,"message_id":%d,%s' % (chat_id, message_id, _view(view, plain))


def answer_body(query_id: str, text: str, *, alert: bool) -> bytes:
    """The arguments of answerCallbackQuery."""
    body: dict[str, Any] = {"callback_query_id": query_id}
    if text:
        body |= {"text": text, "show_alert": alert}
    return orjson.dumps(body)


@lru_cache(_KEPT)
def _view(view: View, plain: bool) -> bytes:  # noqa: FBT001  # lru_cache keys on position
    """A JSON object without its opening brace. Plain means no markup, and no button that opens an address."""
    body: dict[str, Any] = {"text": view.plain if plain else view.text, "link_preview_options": _NO_PREVIEW}
    if not plain:
        body["parse_mode"] = "HTML"
    shown = view.without_links if plain else view
    if view.ask:
        body["reply_markup"] = {"force_reply": True, "input_field_placeholder": view.ask}
    elif shown.rows:
        body["reply_markup"] = keyboard(shown)
    return orjson.dumps(body)[1:]


def keyboard(view: View) -> dict[str, list[list[dict[str, Any]]]]:
    """A view's inline keyboard in Telegram's words."""
    return {"inline_keyboard": [[_key(key) for key in row] for row in view.rows]}


def _key(key: Key) -> dict[str, Any]:
    if key.button is not None:
        return {"text": key.label, "callback_data": key.button.pack()}
    if key.page is not None:
        return {"text": key.label, "web_app": {"url": key.page}}
    return {"text": key.label, "url": key.url or ""}
