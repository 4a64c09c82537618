"""The end of a reading as one reader sees it: what was saved, what waits, what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.model.reading import Listing, Passage
from bot.reading.ahead import waiting
from bot.reading.cards import set_apart
from bot.reading.readers import Reader
from bot.render.buttons.reading import UnsaveRest
from bot.render.recap import recap
from bot.render.view import View
from bot.store import Store
from bot.vocabulary.headwords import identity
from bot.vocabulary.lexicon import Lexicon
from content.episode.episode import Gloss


async def recap_of(
    store: Store,
    listing: Listing,
    size: int,
    reader: Reader,
    lexicon: Lexicon,
    now: datetime,
    *,
    undo: UnsaveRest | None = None,
    asks_level: bool = False,
) -> View:
    """The recap as it stands now. The first that a reader comes to asks whether the hour suits them."""
    return recap(
        listing,
        size,
        reader.subscription,
        reader.words,
        saved=tuple((await store.owned.of_episode(reader.chat_id, listing.id)).values()),
        rest=len(await rest_of(store, listing, size, reader, lexicon)),
        waiting=await waiting(store, reader.subscription, now),
        asks_hour=not await store.progress.finished_others(reader.chat_id, listing.id),
        asks_level=asks_level,
        undo=undo,
    )


async def rest_of(
    store: Store, listing: Listing, size: int, reader: Reader, lexicon: Lexicon
) -> list[tuple[Passage, Gloss]]:
    """What a reading offers and the chat has not saved from this episode, each headword once."""
    segments = await store.episodes.segments(listing.id)
    seen = set(await store.owned.of_episode(reader.chat_id, listing.id))
    own = await store.owned.own(reader.chat_id)
    rest = []
    for index, position in enumerate(listing.positions(size)):
        whole = await set_apart(Passage(listing, segments[position], size, index), reader, own, lexicon)
        for passage in (replace(whole, part=part) for part in range(whole.parts)):
            for place, _ in passage.offers:
                gloss = passage.segment.glosses[place]
                if identity(gloss.headword) not in seen:
                    seen.add(identity(gloss.headword))
                    rest.append((passage, gloss))
    return rest
