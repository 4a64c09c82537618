"""A chat, what kind it is, and the language that it is spoken to in."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

ChatId = NewType("ChatId", int)


class Language(StrEnum):
    """The language of the bot's own words; what is read stays bilingual."""

    ZH = "zh"
    EN = "en"


class ChatKind(StrEnum):
    """What a chat is: one reader with the bot, people among themselves, or one who speaks to many."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"

    @property
    def shared(self) -> bool:
        """Whether many read in it."""
        return self is not ChatKind.PRIVATE


def is_shared(chat_id: ChatId) -> bool:
    """`ChatKind.shared` of a chat that only its id is known of: Telegram gives only people positive ids.

    What a shared chat is shown is everyone's, so nobody's words and reviews stand on it; it is steered by its
    administrators, and keeps a group's pace.
    """
    return chat_id < 0
