"""What a reader keeps: a gloss becomes a term of theirs, with the sentence it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.model.chat import ChatId
from bot.model.reading import Passage
from bot.model.term import Context
from bot.store import Store
from content.episode.episode import Gloss
from content.text.pairs import sentence_of


async def keep(store: Store, chat_id: ChatId, passage: Passage, gloss: Gloss, now: datetime) -> int:
    """Copy a gloss of a passage with its sentence, in both languages, into the vocabulary; returns the term's id."""
    listing, segment = passage.listing, passage.segment
    sentence, translation = sentence_of(segment, gloss)
    context = Context(
        id=0,
        term_id=0,
        episode_id=listing.id,
        position=passage.position,
        sentence=sentence,
        translation=translation,
        show=listing.show,
        date=listing.date,
        created_at=now,
        start=segment.start,
        url=listing.url,
    )
    return await store.terms.save(chat_id, gloss.headword, gloss.meaning, now, context)


async def toggle(store: Store, chat_id: ChatId, passage: Passage, gloss: Gloss, now: datetime) -> bool | None:
    """Save a gloss of a passage, or take it back where this place is saved already.

    Returns what was there before: True if this place, False if the term from another place, None if nothing.
    """
    where = (passage.listing.id, passage.position)
    before = (await store.owned.saved(chat_id, (gloss.headword,), *where)).get(gloss.headword)
    if before:
        await store.terms.unsave(chat_id, gloss.headword, *where, now)
    else:
        await keep(store, chat_id, passage, gloss, now)
    return before


async def keep_together(
    store: Store, chat_id: ChatId, found: Sequence[tuple[Passage, Gloss]], now: datetime
) -> tuple[int, int]:
    """Keep many in one go; their ids are above the first number and up to the second, by which they are taken back."""
    after = await store.terms.last_id(chat_id)
    for passage, gloss in found:
        await keep(store, chat_id, passage, gloss, now)
    return after, await store.terms.last_id(chat_id)


async def take_back(store: Store, chat_id: ChatId, episode_id: int, kept: tuple[int, int], now: datetime) -> int:
    """Take back what was kept together of an episode, how many; what was saved by hand stays."""
    together = await store.terms.saved_between(chat_id, episode_id, *kept)
    for headword, position in together:
        await store.terms.unsave(chat_id, headword, episode_id, position, now)
    return len(together)
