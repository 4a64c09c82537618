"""What a word means where it stands, whoever asks."""

from __future__ import annotations

from bot.model.reading import Passage
from bot.store import Store
from bot.vocabulary.headwords import Span
from bot.vocabulary.lexicon import Lexicon
from bot.vocabulary.lookup import Answer, gloss_of, look_up
from content.files.site_words import SiteWords


async def answer_at(
    store: Store, passage: Passage, span: Span, lexicon: Lexicon, site_words: SiteWords
) -> Answer | None:
    """By the gloss that stands there, else by one of the same word in the episode, else by what is known of it."""
    segment, text = passage.segment, passage.segment.english[slice(*span)]
    exact = next((gloss for gloss in segment.glosses if gloss.span == span), None)
    if exact is not None:
        return await look_up(text, exact, lexicon, site=site_words)
    segments = await store.episodes.segments(passage.listing.id)
    found = await gloss_of(text, segments, passage.position, lexicon)
    return await look_up(text, found[1] if found else None, lexicon, site=site_words)
