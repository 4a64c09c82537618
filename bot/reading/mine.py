"""What of an episode is one reader's own: terms of theirs that stand in it, and what need not be explained to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.reading.cards import easy_among
from bot.reading.readers import Reader
from bot.store import Store
from bot.store.owned import Standing as Saved
from bot.vocabulary.headwords import Span, Standing, identity
from bot.vocabulary.lexicon import Lexicon
from content.episode.episode import Segment


@dataclass(frozen=True, slots=True)
class Mine:
    """Terms with where each stands, segment by segment; keys of what is known, and of glosses below the level."""

    terms: tuple[tuple[Saved, Mapping[int, Span]], ...]
    known: frozenset[str]
    easy: frozenset[str]


async def mine_of(
    store: Store, reader: Reader, episode_id: int, segments: Sequence[Segment], standing: Standing, lexicon: Lexicon
) -> Mine:
    """As the segments' cards have it: what is known is neither underlined nor met again."""
    chat_id = reader.chat_id
    own = await store.owned.own(chat_id)
    places = {key: found for key in await store.owned.keys(chat_id) if (found := standing.find(key))}
    terms = await store.owned.standing(chat_id, places.keys(), episode_id)
    headwords = frozenset(gloss.headword for segment in segments for gloss in segment.glosses)
    glossed: dict[str, str] = {headword: identity(headword) for headword in headwords}
    known = frozenset(key for key in own.known if key in glossed.values() or standing.find(key))
    easy = await easy_among(frozenset(h for h in headwords if glossed[h] not in own.known), reader, lexicon)
    return Mine(
        tuple((term, {} if term.known else places.get(term.key, {})) for term in terms),
        known,
        frozenset(glossed[headword] for headword in easy),
    )
