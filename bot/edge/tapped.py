"""A tap as Telegram tells of it, read by ourselves: what the framework builds of one costs more than answering it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.edge.receiving import Raw
from bot.model.chat import ChatId


@dataclass(frozen=True, slots=True)
class Tapped:
    """Someone tapped a button of a message; `data` is what stands in the button, `message` the message as it came."""

    update_id: int
    chat_id: ChatId
    user_id: int
    message_id: int
    query_id: str
    data: str
    language_code: str | None
    message: Raw


def tap_of(update: Raw) -> Tapped | None:
    """The tap of an update; None for any other, for one without its message, and for what is out of order."""
    match update:
        case {
            "update_id": int(update_id),
            "callback_query": {
                "id": str(query_id),
                "from": {"id": int(user_id)} as sender,
                "message": {"message_id": int(message_id), "chat": {"id": int(chat_id)}} as message,
                "data": str(data),
            },
        }:
            language = sender.get("language_code")
            language = language if isinstance(language, str) else None
            return Tapped(update_id, ChatId(chat_id), user_id, message_id, query_id, data, language, message)
    return None
