"""Looking a word up, where it stands or by itself; and words that the reader knows."""

from __future__ import annotations

from bot.model.reading import Passage
from bot.reading.looking_up import answer_at
from bot.vocabulary.headwords import Span, identity
from bot.vocabulary.lookup import MOST_CHARACTERS, Answer, look_up, standing, suggestions
from bot.vocabulary.lookup import asked as sought
from bot.web.api.spots import passage_at, span_at
from bot.web.endpoint import Asked, Endpoint
from bot.web.problems import Problem
from bot.web.shapes.word import Knowing, KnownTold, StateTold, WordTold
from content.episode.episode import Gloss
from content.text.pairs import sentence_of


async def word(asked: Asked) -> WordTold:
    """What it means here first, then what it means elsewhere."""
    door, surface = asked.door, str(asked.request.path_params["surface"])
    if len(surface) > MOST_CHARACTERS:
        raise Problem(422, "not-in-order", "surface")
    passage, span, answer = None, None, None
    if asked.query("episode"):
        passage = await passage_at(asked, asked.query_number("episode"), asked.query_number("segment"))
        span = await _span(asked, passage, surface)
    if passage is not None and span is not None:
        answer = await answer_at(door.store, passage, span, door.lexicon, door.site_words)
    elif (text := sought(surface)) is not None:
        answer = await look_up(text, None, door.lexicon, site=door.site_words)
    return await _told(asked, surface, answer, passage, span)


async def _span(asked: Asked, passage: Passage, surface: str) -> Span | None:
    if not asked.query("end"):
        return standing(surface, passage.segment)
    where = (asked.query_number("sentence"), asked.query_number("start"), asked.query_number("end"))
    return await span_at(asked, passage, *where, surface)


async def _told(
    asked: Asked, surface: str, answer: Answer | None, passage: Passage | None, span: Span | None
) -> WordTold:
    door, headword = asked.door, answer.headword if answer else surface
    sentence, translation, here = "", "", False
    term = await door.store.terms.find(asked.chat_id, headword)
    if passage is not None and span is not None:
        gloss = Gloss(headword, answer.meaning if answer else "", span)
        sentence, translation = sentence_of(passage.segment, gloss)
        where = (passage.listing.id, passage.position)
        here = (await door.store.owned.saved(asked.chat_id, (headword,), *where)).get(headword, False)
    known = identity(headword) in (await door.store.owned.own(asked.chat_id)).known
    return WordTold(
        surface=surface,
        found=answer is not None,
        headword=headword,
        key=identity(headword),
        here=answer.here if answer else "",
        senses=answer.senses if answer else (),
        us=answer.us if answer else "",
        uk=answer.uk if answer else "",
        levels=answer.levels if answer else (),
        rank=answer.rank if answer else None,
        sentence=sentence,
        translation=translation,
        heard=door.voices.offers_word(headword),
        near=() if answer else await suggestions(surface, door.lexicon),
        state=StateTold(term.id if term else None, here, known),
    )


async def know(asked: Asked) -> KnownTold:
    """It is not explained any more."""
    knowing: Knowing = asked.body
    return await _set(asked, knowing.meaning, known=True)


async def unknow(asked: Asked) -> KnownTold:
    """It is, again."""
    return await _set(asked, "", known=False)


async def _set(asked: Asked, meaning: str, *, known: bool) -> KnownTold:
    headword = str(asked.request.path_params["headword"]).strip()
    if not headword or len(headword) > 80 or not identity(headword):
        raise Problem(422, "not-in-order", "headword")
    await asked.door.store.known.set(asked.chat_id, headword, meaning, asked.now, known=known)
    return KnownTold(identity(headword), known)


_WHERE = {
    "episode": "where it stands",
    "segment": "its number",
    "sentence": "its number, with start and end: the very place",
    "start": "within the sentence",
    "end": "within the sentence",
}

ENDPOINTS = (
    Endpoint("GET", "/words/{surface}", "Look a word or phrase up", word, gives=WordTold, query=_WHERE),
    Endpoint("PUT", "/known/{headword}", "The reader knows this word", know, takes=Knowing, gives=KnownTold),
    Endpoint("DELETE", "/known/{headword}", "They do not", unknow, gives=KnownTold),
)
