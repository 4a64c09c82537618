"""A segment's card as one reader sees it: which of its terms are saved, and which they have met before."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from bot.model.reading import Passage
from bot.reading.readers import Reader
from bot.reading.voices import Voices
from bot.render.segment import segment_card
from bot.render.view import View
from bot.store import Store
from bot.vocabulary.headwords import Span, candidates, identity
from content.episode.episode import Segment


async def passage_card(store: Store, passage: Passage, reader: Reader, voices: Voices) -> View:
    """The card of a passage.

    Saved terms are underlined, but for those whose button says ✓: a tap on it must leave the text as it is,
    for an edit of the text covers the translation again.
    """
    sought = _sought(passage.shown.segment, tuple(gloss.headword for _, gloss in passage.offers))
    keys, found = sought.offered, sought.found
    place = (passage.listing.id, passage.position)
    known = await store.terms.met(reader.chat_id, sought.keys, place)
    saved = {headword: known[key][1] for headword, key in keys.items() if key in known}
    ticked = {keys[headword] for headword, here in saved.items() if here}
    met = {key: term for key, term in known.items() if key in found}
    return segment_card(
        passage,
        reader.words,
        translation=reader.subscription.translation,
        saved=saved,
        zone=reader.subscription.zone,
        underlined=tuple(sorted(found[key] for key in met if key not in ticked)),
        met=tuple(headword for headword, here in met.values() if not here),
        hears=voices.offers(passage.segment),
    )


@dataclass(frozen=True, slots=True)
class _Sought:
    """Which terms matter to a segment's card: headword to key of those offered, key to span of all that may stand."""

    offered: Mapping[str, str]
    found: Mapping[str, Span]
    keys: Set[str]


@lru_cache(maxsize=64)
def _sought(segment: Segment, headwords: tuple[str, ...]) -> _Sought:
    """Worked out once for all who read the segment; some hundred kilobytes each."""
    keys = {headword: identity(headword) for headword in headwords}
    found = candidates(segment.english)
    return _Sought(keys, found, frozenset((*found, *keys.values())))
