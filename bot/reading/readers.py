"""Who reads: a chat's subscription and the words it is spoken to in, resolved once for whoever asks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from bot.locales import PLAIN, WORDS, Words
from bot.locales.zones import guess_zone
from bot.model.chat import ChatId, Language
from bot.model.clock import Clock
from bot.model.schedule import local_date, next_due
from bot.model.subscription import Subscription
from bot.model.trace import What, differences
from bot.store import Store

DEFAULT_MINUTE = 8 * 60
"""When a new reader's digest comes: 08:00."""

_SPOKEN_KEPT = 10_000
"""Chats whose language is at hand when something fails."""

_WORKED_OUT = ("last_date", "next_due_at")
"""Of a subscription, what nobody set."""


@dataclass(frozen=True, slots=True)
class Reader:
    """A chat as it was when it asked; `client` is the language of the app it asked with, where that says so."""

    subscription: Subscription
    client: Language | None = None

    @property
    def chat_id(self) -> ChatId:
        """The chat that reads."""
        return self.subscription.chat_id

    @property
    def words(self) -> Words:
        """What the bot says, in the language that the chat chose.

        An app writes dates in its own language: where that is another, or nobody knows, they are plain text.
        """
        language = self.subscription.language
        return (WORDS if self.client is language else PLAIN)[language]

    def today(self, now: datetime) -> date:
        """The date where the chat is."""
        return local_date(self.subscription.zone, now)


@dataclass(frozen=True, slots=True)
class Readers:
    """All who read. `default_zone` is for those whose client's language suggests none."""

    store: Store
    clock: Clock
    default_zone: str
    _spoken: dict[ChatId, Language] = field(default_factory=dict)

    async def reader(self, chat_id: ChatId, language_code: str | None) -> Reader:
        """Whoever asks; a stranger's subscription, not yet delivering, is made at first sight."""
        subscription = await self.store.subscriptions.get(chat_id)
        if subscription is None:
            subscription = self._stranger(chat_id, language_code)
            await self.store.subscriptions.put(subscription)
        self._remember(subscription)
        return Reader(subscription, client_language(language_code))

    async def words(self, chat_id: ChatId, language_code: str | None) -> Words:
        """The words that a chat chose, else those that its client suggests; nothing is made of a stranger."""
        subscription = await self.store.subscriptions.get(chat_id)
        return WORDS[subscription.language if subscription else guess_language(language_code)]

    def spoken(self, chat_id: ChatId | None, language_code: str | None) -> Words:
        """The words a chat was last spoken to in, without asking the store, which may be what failed."""
        known = self._spoken.get(chat_id) if chat_id is not None else None
        return WORDS[known or guess_language(language_code)]

    def _remember(self, subscription: Subscription) -> None:
        self._spoken.pop(subscription.chat_id, None)
        self._spoken[subscription.chat_id] = subscription.language
        if len(self._spoken) > _SPOKEN_KEPT:
            del self._spoken[next(iter(self._spoken))]

    async def save(self, reader: Reader, wanted: Subscription) -> Reader:
        """Store a changed subscription with the next instant that follows from it; the reader as it is then."""
        return await self.put(reader, replace(wanted, next_due_at=next_due(wanted, self.clock())))

    async def put(self, reader: Reader, wanted: Subscription) -> Reader:
        """Store it as it is. What changed is written down for whoever traces a complaint."""
        self._remember(wanted)
        before = await self.store.subscriptions.get(wanted.chat_id)
        await self.store.subscriptions.put(wanted)
        changed = differences(before or wanted, wanted, apart_from=_WORKED_OUT)
        await self.store.traces.note(wanted.chat_id, self.clock(), What.SETTINGS, changed)
        return replace(reader, subscription=wanted)

    def _stranger(self, chat_id: ChatId, language_code: str | None) -> Subscription:
        return Subscription(
            chat_id=chat_id,
            language=guess_language(language_code),
            zone=guess_zone(language_code, self.default_zone),
            minute=DEFAULT_MINUTE,
            since=self.clock(),
        )


def client_language(code: str | None) -> Language | None:
    """Which of our languages an app speaks; None for any other, or one that does not say."""
    return {"zh": Language.ZH, "en": Language.EN}.get((code or "").casefold().split("-")[0])


def guess_language(language_code: str | None) -> Language:
    """Chinese for any Chinese client, and for one that does not say; English for every other."""
    code = (language_code or "zh").casefold()
    return Language.ZH if code.split("-")[0] == "zh" else Language.EN
