"""What the page's API works with: the parts of the running bot, and nothing of Telegram."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.model.clock import Clock
from bot.reading.news import News
from bot.reading.readers import Reader, Readers
from bot.reading.voices import Voices
from bot.render.buttons.book import Shape
from bot.store import Store
from bot.vocabulary.lexicon import Lexicon
from bot.web.limits import Limits
from bot.web.wholes import Wholes
from content.files.site_words import SiteWords

Sends = Callable[[Shape, Reader], Awaitable[bool | None]]
"""Sends a reader's vocabulary into their chat: whether it is there; None while it is being made, and comes later."""


@dataclass(frozen=True, slots=True)
class Door:
    """Handed to every endpoint. `token` is the bot's: what comes from Telegram is signed with it.

    Once `ending` is set, who waits for news waits no longer: the store is about to close. Only `alone` is all that is
    written told as `news`: beside other processes the store is looked at as well.
    """

    store: Store
    readers: Readers
    voices: Voices
    lexicon: Lexicon
    site_words: SiteWords
    clock: Clock
    token: str = field(repr=False)
    username: str
    wholes: Wholes
    news: News
    alone: bool
    sends: Sends
    limits: Limits = field(default_factory=Limits)
    ending: asyncio.Event = field(default_factory=asyncio.Event)
