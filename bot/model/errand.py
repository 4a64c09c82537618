"""What a task is about, so that all lines of the log about it are found together.

`u` and the number of the update that is handled, `d` with the chat and date of the delivery that is sent. A task that
another one starts is about the same.
"""

from __future__ import annotations

from contextvars import ContextVar
from datetime import date

from bot.model.chat import ChatId

errand: ContextVar[str] = ContextVar("errand", default="")


def of_update(number: int) -> str:
    """As the log and a chat's traces name it."""
    return f"u{number}"


def of_delivery(chat_id: ChatId, local_date: date) -> str:
    """The key of its row in the ledger."""
    return f"d{chat_id}/{local_date}"
