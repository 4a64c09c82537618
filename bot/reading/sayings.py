"""What a reader keeps of the sayings of a week: the English that stands in the example becomes a term of theirs."""

from __future__ import annotations

import re
from datetime import datetime

from bot.model.chat import ChatId
from bot.model.term import Context, Term
from bot.store import Store
from bot.vocabulary.headwords import occurrences
from content.files.sayings import Saying

_BESIDE = re.compile(r"^(?:an?|the|be) | *\([^)]*\)")
"""What is no part of a term: an article, "be", and what stands in brackets."""


def headword(saying: Saying) -> str:
    """Of the ways to say it the one that the example uses, so that a review can ask from that sentence."""
    ways = [_BESIDE.sub("", way.strip()) for way in saying.english.split(";")]
    return next((way for way in ways if occurrences(way, saying.example)), ways[0])


async def kept(store: Store, chat_id: ChatId, saying: Saying) -> bool:
    """Whether the reader has it from here."""
    term = await store.terms.find(chat_id, headword(saying))
    return term is not None and _here(term, saying) is not None


async def toggle_saying(store: Store, chat_id: ChatId, saying: Saying, where: str, now: datetime) -> bool | None:
    """Save a saying, or take it back where it is saved already.

    Returns what was there before: True if it was, False if the term from another place, None if nothing.
    """
    term = await store.terms.find(chat_id, headword(saying))
    here = _here(term, saying) if term is not None else None
    if term is None or here is None:
        await store.terms.save(chat_id, headword(saying), saying.zh, now, _context(saying, where, now))
        return None if term is None else False
    if len(term.contexts) > 1:
        await store.terms.drop_context(chat_id, here.id)
    else:
        await store.terms.delete(chat_id, term.id, now)
    return True


def _here(term: Term, saying: Saying) -> Context | None:
    return next((met for met in term.contexts if met.episode_id is None and met.sentence == saying.example), None)


def _context(saying: Saying, where: str, now: datetime) -> Context:
    return Context(
        id=0,
        term_id=0,
        episode_id=None,
        position=0,
        sentence=saying.example,
        translation=saying.example_zh,
        show=where,
        date=None,
        created_at=now,
    )
