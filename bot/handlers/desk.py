"""What a handler works with: the store, the edge to Telegram, the courier and the clock."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache

from bot.delivery.courier import Courier
from bot.delivery.reminders import Reminders
from bot.edge.incoming import Command, Document, Tap
from bot.edge.reply import Reply
from bot.library.press import Press
from bot.locales import WORDS, Words
from bot.locales.zones import guess_zone
from bot.model.chat import ChatId, Language
from bot.model.clock import Clock
from bot.model.delivery import Status
from bot.model.reading import Listing, Passage, Place
from bot.model.review import Ahead
from bot.model.schedule import local_date, next_due
from bot.model.subscription import Subscription
from bot.model.term import Context, Field
from bot.reading.ahead import look_ahead
from bot.render.buttons.packing import Button
from bot.render.digest import digest_card, nothing_today
from bot.render.segment import segment_card
from bot.render.view import View
from bot.render.vocabulary import question_about
from bot.store import Store
from bot.vocabulary.headwords import Span, candidates, identity
from bot.vocabulary.lexicon import Lexicon
from content.episode.episode import Gloss, Segment
from content.episode.learning import offered, sentence_of

UNDO_WITHIN = timedelta(days=30)
"""How long a deleted term can be brought back; after that it is really gone."""

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
    reminders: Reminders
    clock: Clock
    default_zone: str
    admin_ids: frozenset[int]
    press: Press
    lexicon: Lexicon

    async def tick(self) -> None:
        """Send all that is due now: digests, then reminders."""
        await self.courier.tick()
        await self.reminders.tick()

    async def tidy(self) -> None:
        """Really delete what readers deleted, once its undo has had time enough."""
        await self.store.terms.purge(self.clock() - UNDO_WITHIN)

    async def may_steer(self, chat_id: ChatId, user_id: int | None) -> bool:
        """Whether someone may change a group's settings: its administrators, and the chat speaking for itself."""
        return user_id is None or await self.reply.is_administrator(chat_id, user_id)

    async def reader(self, asked: Tap[Button] | Command | Document) -> tuple[Subscription, Words]:
        """Who taps or writes: their subscription, made (not yet delivering) at first sight, and their words."""
        subscription = await self.store.subscriptions.get(asked.chat_id)
        if subscription is None:
            subscription = self._stranger(asked.chat_id, asked.language_code)
            await self.store.subscriptions.put(subscription)
        return subscription, WORDS[subscription.language]

    async def words(self, chat_id: ChatId, language_code: str | None) -> Words:
        """The words that a chat chose, else those that its client suggests; nothing is made of a stranger."""
        subscription = await self.store.subscriptions.get(chat_id)
        return WORDS[subscription.language if subscription else guess_language(language_code)]

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
        """A passage's card as this reader sees it.

        Saved terms are underlined, but for those whose button says ✓: a tap on it must leave the text as it is,
        for an edit of the text covers the translation again.
        """
        sought = _sought(passage.segment)
        keys, found = sought.offered, sought.found
        place = (passage.listing.id, passage.position)
        known = await self.store.terms.met(subscription.chat_id, sought.keys, place)
        saved = {headword: known[key][1] for headword, key in keys.items() if key in known}
        ticked = {keys[headword] for headword, here in saved.items() if here}
        met = {key: term for key, term in known.items() if key in found}
        return segment_card(
            passage,
            words,
            translation=subscription.translation,
            saved=saved,
            underlined=tuple(sorted(found[key] for key in met if key not in ticked)),
            met=tuple(headword for headword, here in met.values() if not here),
        )

    async def cover(
        self, listing: Listing, size: int, subscription: Subscription, words: Words, place: Place | None
    ) -> View:
        """An episode's digest card as this reader sees it."""
        now = self.clock()
        ahead = Ahead()
        if await self.store.terms.any(subscription.chat_id):
            ahead = await look_ahead(self.store, subscription, listing, size, now)
        shared = self.reply.deep_link(listing.id, size) if subscription.chat_id < 0 else None
        return digest_card(
            listing,
            size,
            words,
            today=local_date(subscription.zone, now),
            place=place,
            ahead=ahead,
            private_url=shared,
        )

    async def send_today(self, subscription: Subscription, words: Words, *, asked_at: datetime | None = None) -> None:
        """Bring today's digest if it has not come yet, nor since it was asked for; else where the reader stands.

        A group hears nothing of a day without one: it has read nothing, and has no archive.
        """
        chat_id = subscription.chat_id
        delivery, brought = await self.courier.today(subscription, asked_at or self.clock())
        if brought:
            return
        listing = await self.store.episodes.get(delivery.episode_id) if delivery else None
        refused = delivery is not None and delivery.status is Status.REJECTED
        if delivery is None or listing is None or listing.withdrawn or refused:
            if chat_id > 0:
                await self.reply.send(chat_id, nothing_today(words))
            return
        place = await self.store.progress.place_in(chat_id, listing.id)
        if place is None or not 0 < place.index < len(listing.positions(place.size)):
            await self.reply.send(chat_id, await self.cover(listing, delivery.size, subscription, words, place))
            return
        await self.reply.send(chat_id, await self.card(await self.passage(place), subscription, words))

    async def keep(self, chat_id: ChatId, listing: Listing, position: int, segment: Segment, gloss: Gloss) -> int:
        """Copy a gloss with the sentence it stands in into the vocabulary; returns the term's id.

        Without a meaning nobody knows which Chinese sentence it is: the whole translation is kept.
        """
        sentence, translation = sentence_of(segment, gloss)
        context = Context(
            id=0,
            term_id=0,
            episode_id=listing.id,
            position=position,
            sentence=sentence,
            translation=translation if gloss.meaning else segment.chinese,
            show=listing.show,
            date=listing.date,
            created_at=(now := self.clock()),
            start=segment.start,
            url=listing.url,
        )
        return await self.store.terms.save(chat_id, gloss.headword, gloss.meaning, now, context)

    async def ask(self, chat_id: ChatId, term_id: int, headword: str, field: Field, words: Words) -> None:
        """Ask the reader to write something about a term; what they reply to the question is it."""
        text = words.review.ask_meaning if field is Field.MEANING else words.review.ask_note
        message_id = await self.reply.send(chat_id, question_about(text, headword, words))
        await self.store.terms.ask(chat_id, message_id, term_id, field, self.clock())

    def _stranger(self, chat_id: ChatId, language_code: str | None) -> Subscription:
        return Subscription(
            chat_id=chat_id,
            language=guess_language(language_code),
            zone=guess_zone(language_code, self.default_zone),
            minute=DEFAULT_MINUTE,
            since=self.clock(),
        )


@dataclass(frozen=True, slots=True)
class _Sought:
    """Which terms matter to a segment's card: headword to key of those offered, key to span of all that may stand."""

    offered: Mapping[str, str]
    found: Mapping[str, Span]
    keys: Set[str]


@lru_cache(maxsize=64)
def _sought(segment: Segment) -> _Sought:
    """Worked out once for all who read the segment; some hundred kilobytes each."""
    headwords = (segment.glosses[index].headword for index in offered(segment))
    keys = {headword: identity(headword) for headword in headwords}
    found = candidates(segment.english)
    return _Sought(keys, found, frozenset((*found, *keys.values())))


def guess_language(language_code: str | None) -> Language:
    """Chinese for any Chinese client, and for one that does not say; English for every other."""
    code = (language_code or "zh").casefold()
    return Language.ZH if code.split("-")[0] == "zh" else Language.EN
