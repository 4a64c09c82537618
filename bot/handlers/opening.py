"""The button that opens the page at what a card shows, where a chat may have one."""

from __future__ import annotations

from bot.handlers.desk import Desk
from bot.model.chat import is_shared
from bot.reading.readers import Reader
from bot.render.view import Key


def page_key(reader: Reader, desk: Desk, **where: int | str) -> Key | None:
    """None where there is no page, and in a shared chat: Telegram has such buttons in private ones only."""
    page = None if is_shared(reader.chat_id) else desk.reply.page(**where)
    return None if page is None else Key(reader.words.on_page, page=page)
