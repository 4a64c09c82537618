"""What a handler works with: the parts of the running bot, and nothing else."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from bot.delivery.courier import Courier
from bot.delivery.reminders import Reminders
from bot.delivery.today import Today
from bot.edge.player import Player
from bot.edge.reply import Reply
from bot.edge.texts import Texts
from bot.library.press import Press
from bot.library.studio import Studio
from bot.model.clock import Clock
from bot.reading.news import News
from bot.reading.readers import Readers
from bot.reading.voices import Voices
from bot.store import Store
from bot.vocabulary.lexicon import Lexicon
from content.files.site_words import SiteWords


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every handler; `admin_ids` operate the bot, `operator_contact` is how readers reach them.

    `source_url` is where the code is.
    """

    store: Store
    reply: Reply
    readers: Readers
    courier: Courier
    today: Today
    reminders: Reminders
    clock: Clock
    admin_ids: frozenset[int]
    press: Press
    lexicon: Lexicon
    site_words: SiteWords
    voices: Voices
    player: Player
    studio: Studio
    texts: Texts = field(default_factory=Texts)
    news: News = field(default_factory=News)
    one_file: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while a reader's file is fetched and read: several at once would take the memory and the time of all."""
    errors: Counter[str] = field(default_factory=Counter)
    """Errors that nobody expected, by their class."""
    operator_contact: str | None = None
    source_url: str | None = None
