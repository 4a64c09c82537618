"""What a handler works with: the store, the edge to Telegram, the courier and the clock."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.callbacks import Button
from bot.delivery import Courier
from bot.locales import WORDS, Words
from bot.model import ChatId, Clock, Context, Language, Listing, Passage, Place, Subscription
from bot.render.digest import digest_card, nothing_today
from bot.render.segment import segment_card
from bot.render.view import View
from bot.reply import Reply
from bot.routing import Command, Tap
from bot.schedule import local_date, next_due
from bot.store import Store
from bot.zones import guess_zone
from content.episode import Gloss, Segment
from content.learning import offered, sentence_of

DEFAULT_MINUTE = 8 * 60
"""When a new reader's digest comes: 08:00."""


class Withdrawn(Exception):
    """The episode that a button means can no longer be read."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Handed to every handler. `default_zone` is for readers whose language suggests none; `admin_ids` operate."""

    store: Store
    reply: Reply
    courier: Courier
    clock: Clock
    default_zone: str
    admin_ids: frozenset[int] = frozenset()

    async def may_steer(self, chat_id: ChatId, user_id: int | None) -> bool:
        """Whether someone may change a group's settings: its administrators, and the chat speaking for itself."""
        return user_id is None or await self.reply.is_administrator(chat_id, user_id)

    async def reader(self, asked: Tap[Button] | Command) -> tuple[Subscription, Words]:
        """Who taps or writes: their subscription, made (not yet delivering) at first sight, and their words."""
        subscription = await self.store.subscriptions.get(asked.chat_id)
        if subscription is None:
            subscription = self._stranger(asked.chat_id, asked.language_code)
            await self.store.subscriptions.put(subscription)
        return subscription, WORDS[subscription.language]

    async def save(self, wanted: Subscription) -> Subscription:
        """Store a changed subscription with the next instant that follows from it, and return it so."""
        stored = replace(wanted, next_due_at=next_due(wanted, self.clock()))
        await self.store.subscriptions.put(stored)
        return stored

    async def listing(self, episode_id: int) -> Listing:
        """An episode that can be read; raises Withdrawn for one that no longer can."""
        found = await self.store.episodes.get(episode_id)
        if found is None or found.withdrawn:
            raise Withdrawn
        return found

    async def passage(self, place: Place) -> Passage:
        """A segment that can be read, the last one for a place past the end; raises Withdrawn."""
        found = await self.store.episodes.passage(place.episode_id, place.size, place.index)
        if found is None:
            raise Withdrawn
        return found

    async def card(self, passage: Passage, subscription: Subscription, words: Words) -> View:
        """A passage's card as this reader sees it."""
        headwords = tuple(passage.segment.glosses[index].headword for index in offered(passage.segment))
        saved = await self.store.terms.saved(subscription.chat_id, headwords, passage.listing.id, passage.position)
        return segment_card(passage, words, translation=subscription.translation, saved=saved)

    def cover(self, listing: Listing, size: int, subscription: Subscription, words: Words, place: Place | None) -> View:
        """An episode's digest card as this reader sees it."""
        today = local_date(subscription.zone, self.clock())
        return digest_card(listing, size, words, today=today, place=place)

    async def send_today(self, subscription: Subscription, words: Words) -> None:
        """Bring today's digest if it has not come yet; else send where the reader stands in it."""
        chat_id = subscription.chat_id
        delivery, brought = await self.courier.today(subscription)
        if brought:
            return
        listing = await self.store.episodes.get(delivery.episode_id) if delivery else None
        if delivery is None or listing is None or listing.withdrawn:
            await self.reply.send(chat_id, nothing_today(words))
            return
        place = await self.store.progress.place_in(chat_id, listing.id)
        if place is None or not 0 < place.index < len(listing.positions(place.size)):
            await self.reply.send(chat_id, self.cover(listing, delivery.size, subscription, words, place))
            return
        await self.reply.send(chat_id, await self.card(await self.passage(place), subscription, words))

    async def keep(self, chat_id: ChatId, listing: Listing, position: int, segment: Segment, gloss: Gloss) -> None:
        """Copy a gloss with the sentence it stands in into the vocabulary."""
        sentence, translation = sentence_of(segment, gloss)
        context = Context(
            id=0,
            term_id=0,
            episode_id=listing.id,
            position=position,
            sentence=sentence,
            translation=translation,
            show=listing.show,
            date=listing.date,
            created_at=self.clock(),
        )
        await self.store.terms.save(chat_id, gloss.headword, gloss.meaning, context)

    def _stranger(self, chat_id: ChatId, language_code: str | None) -> Subscription:
        return Subscription(
            chat_id=chat_id,
            language=guess_language(language_code),
            zone=guess_zone(language_code, self.default_zone),
            minute=DEFAULT_MINUTE,
            since=self.clock(),
        )


def guess_language(language_code: str | None) -> Language:
    """Chinese for any Chinese client, and for one that does not say; English for every other."""
    code = (language_code or "zh").casefold()
    return Language.ZH if code.split("-")[0] == "zh" else Language.EN
