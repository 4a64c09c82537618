"""A segment's card as one reader sees it: which of its terms are saved, and which they have met before."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.model.known import ReaderLevel
from bot.model.reading import Passage
from bot.reading.readers import Reader
from bot.reading.voices import Voices
from bot.render.segment import segment_card
from bot.render.view import View
from bot.store import Store
from bot.store.owned import Own
from bot.vocabulary.headwords import Span, candidates, identity
from bot.vocabulary.level import within
from bot.vocabulary.lexicon import Lexicon
from content.episode.episode import Segment


async def passage_card(
    store: Store,
    passage: Passage,
    reader: Reader,
    voices: Voices,
    lexicon: Lexicon,
    *,
    just_known: int | None = None,
) -> View:
    """The card of a passage; `just_known` is the gloss of it that the reader knows since this tap.

    Saved terms are underlined, but for those whose button says ✓: a tap on it must leave the text as it is,
    for an edit of the text covers the translation again.
    """
    own = await store.owned.own(reader.chat_id)
    passage = await set_apart(passage, reader, own, lexicon)
    sought = _sought(passage.shown.segment, tuple(gloss.headword for _, gloss in passage.offers))
    keys, found = sought.offered, sought.found
    place = (passage.listing.id, passage.position)
    known = await store.owned.met(reader.chat_id, sought.keys, place, own)
    saved = {headword: known[key][1] for headword, key in keys.items() if key in known}
    ticked = {keys[headword] for headword, here in saved.items() if here}
    met = {key: term for key, term in known.items() if key in found and key not in own.known}
    return segment_card(
        passage,
        reader.words,
        translation=reader.subscription.translation,
        saved=saved,
        zone=reader.subscription.zone,
        underlined=tuple(sorted(found[key] for key in met if key not in ticked)),
        met=tuple(headword for headword, here in met.values() if not here),
        hears=voices.offers(passage.segment),
        just_known=just_known,
    )


def _has_level(reader: Reader) -> bool:
    return reader.subscription.level not in (ReaderLevel.UNASKED, ReaderLevel.OFF)


async def as_known(store: Store, passage: Passage, reader: Reader, lexicon: Lexicon) -> Passage:
    """A passage as its reader sees it: what they know of its glosses set apart, and what is below their level."""
    return await set_apart(passage, reader, await store.owned.own(reader.chat_id), lexicon)


async def set_apart(passage: Passage, reader: Reader, own: Own, lexicon: Lexicon) -> Passage:
    """The same with what the chat knows at hand."""
    asks = lexicon.present and _has_level(reader)
    if not (own.known or asks):
        return passage
    headwords = frozenset(gloss.headword for gloss in passage.segment.glosses)
    known = frozenset(headword for headword in headwords if identity(headword) in own.known)
    return replace(passage, known=known, easy=await easy_among(headwords - known, reader, lexicon))


async def easy_among(headwords: Set[str], reader: Reader, lexicon: Lexicon) -> frozenset[str]:
    """Those at or below the reader's level, where they chose one."""
    if not lexicon.present or not _has_level(reader):
        return frozenset()
    entries, level = await lexicon.find_each(headwords), reader.subscription.level
    return frozenset(headword for headword, entry in entries.items() if within(entry, level))


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
