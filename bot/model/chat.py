"""A chat, and the language that it is spoken to in."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

ChatId = NewType("ChatId", int)


class Language(StrEnum):
    """The language of the bot's own words; what is read stays bilingual."""

    ZH = "zh"
    EN = "en"
