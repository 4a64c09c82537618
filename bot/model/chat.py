"""A chat, what kind it is, and the language that it is spoken to in."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

ChatId = NewType("ChatId", int)


class Language(StrEnum):
    """The language of the bot's own words; what is read stays bilingual."""

    ZH = "zh"
    EN = "en"


def is_shared(chat_id: ChatId) -> bool:
    """Whether a chat is a group or a channel, in which many read: Telegram gives only people positive ids.

    What a shared chat is shown is everyone's, so nobody's words and reviews stand on it; it is steered by its
    administrators, and keeps a group's pace.
    """
    return chat_id < 0
