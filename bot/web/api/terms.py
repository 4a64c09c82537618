"""The vocabulary: save, take back, write, list, open the place, leave with all of it."""

from __future__ import annotations

import asyncio

from bot.model.book import Book
from bot.model.review_day import review_day
from bot.model.term import Field, Sort, Term
from bot.reading.keeping import keep
from bot.reading.looking_up import answer_at
from bot.reading.passages import stands_at
from bot.render.buttons.book import Shape
from bot.vocabulary.book import table
from bot.vocabulary.lookup import asked as sought
from bot.vocabulary.lookup import look_up, sounds
from bot.web.api.spots import passage_at, span_at
from bot.web.api.term_telling import told
from bot.web.endpoint import Asked, Endpoint, Told, held_back
from bot.web.problems import Problem, changed, not_there
from bot.web.shapes.word import BookSent, PlaceTold, Saving, TermsTold, TermTold, Written
from content.episode.episode import Gloss

A_PAGE = 50
_SHAPES = {"csv": Shape.TABLE, "anki": Shape.ANKI}


async def save(asked: Asked) -> TermTold:
    """With the sentence it stands in; a place that is saved already stays as it is."""
    saving: Saving = asked.body
    store = asked.door.store
    if saving.episode is None:
        text = sought(saving.surface)
        answer = await look_up(text, None, asked.door.lexicon, site=asked.door.site_words) if text else None
        if answer is None:
            raise Problem(404, "unknown-word")
        term_id = await store.terms.save(asked.chat_id, answer.headword, answer.meaning, asked.now)
    else:
        passage = await passage_at(asked, saving.episode, saving.segment)
        term_id = await keep(store, asked.chat_id, passage, await _gloss(asked, saving), asked.now)
    return await told(asked, await _term(asked, term_id))


async def _gloss(asked: Asked, saving: Saving) -> Gloss:
    """What is saved: the gloss with this mark, or the word as it is looked up where it stands."""
    passage = await passage_at(asked, saving.episode or 0, saving.segment)
    glosses, text = passage.segment.glosses, passage.segment.english
    if saving.mark is not None:
        gloss = glosses[saving.mark] if saving.mark < len(glosses) else None
        if gloss is None or saving.surface not in (gloss.headword, text[slice(*gloss.span)] if gloss.span else ""):
            raise changed()
        return gloss
    if saving.sentence is None or saving.start is None or saving.end is None:
        raise Problem(422, "not-in-order", "mark, or sentence, start and end")
    span = await span_at(asked, passage, saving.sentence, saving.start, saving.end, saving.surface)
    answer = await answer_at(asked.door.store, passage, span, asked.door.lexicon, asked.door.site_words)
    if answer is None:
        raise Problem(404, "unknown-word")
    return Gloss(answer.headword, answer.meaning, span)


async def take_back(asked: Asked) -> TermTold:
    """One place of it, with which the term goes if it is the last; without a place the term."""
    term, store = await _term(asked), asked.door.store
    if asked.query("episode"):
        where = (asked.query_number("episode"), asked.query_number("segment"))
        await store.terms.unsave(asked.chat_id, term.headword, *where, asked.now)
    else:
        await store.terms.delete(asked.chat_id, term.id, asked.now)
    return await told(asked, await _term(asked))


async def restore(asked: Asked) -> TermTold:
    """With everything that it had."""
    term = await _term(asked)
    await asked.door.store.terms.restore(asked.chat_id, term.id)
    return await told(asked, await _term(asked))


async def write(asked: Asked) -> TermTold:
    """In the reader's words."""
    written: Written = asked.body
    term, store = await _term(asked), asked.door.store
    for field, text in ((Field.MEANING, written.meaning), (Field.NOTE, written.note)):
        if text is not None and not await store.terms.write(asked.chat_id, term.id, field, " ".join(text.split())):
            raise not_there()
    return await told(asked, await _term(asked))


async def one(asked: Asked) -> TermTold:
    """With all its contexts."""
    return await told(asked, await _term(asked))


async def listed(asked: Asked) -> TermsTold:
    """A page; of a search the best."""
    store, page = asked.door.store, asked.query_number("page")
    if text := asked.query("q").strip()[:80]:
        held_back(asked.door.limits.search(asked.chat_id))
        found, total = await store.terms.search(asked.chat_id, text, size=A_PAGE)
        return TermsTold(tuple([await told(asked, term) for term in found]), total, total > len(found))
    try:
        sort = Sort(asked.query("sort") or Sort.NEWEST)
    except ValueError:
        raise Problem(422, "not-in-order", "sort") from None
    due = bool(asked.query("due"))
    found, total = await store.terms.page(asked.chat_id, page, Sort.DUE if due else sort, size=A_PAGE)
    terms = [await told(asked, term) for term in found]
    if due:
        closes = review_day((await asked.reader()).subscription.zone, asked.now).closes
        ready = [term for term in terms if term.due is not None and term.due < closes]
        return TermsTold(tuple(ready), total, len(ready) == len(terms) and total > (page + 1) * A_PAGE)
    return TermsTold(tuple(terms), total, total > (page + 1) * A_PAGE)


async def place(asked: Asked) -> PlaceTold:
    """Where a context stands now."""
    context = await asked.door.store.terms.context(asked.chat_id, asked.number("context"))
    if context is None or context.episode_id is None:
        raise not_there()
    listing, position = await stands_at(asked.door.store, context.episode_id, context)
    return PlaceTold(listing.id, min(position, listing.length - 1))


async def export(asked: Asked) -> Told:
    """A file, as the chat sends it, without sounds."""
    held_back(asked.door.limits.search(asked.chat_id))
    shape = _shape(asked)
    reader, book = await asked.reader(), await asked.door.store.books.read(asked.chat_id)
    if shape is Shape.TABLE:
        content = await asyncio.to_thread(_table, book, reader.subscription.zone)
    else:
        from bot.vocabulary.book import anki  # and genanki with it

        ipa = await sounds(
            [each.term.headword for each in book.entries], asked.door.lexicon, site=asked.door.site_words
        )
        content = await asyncio.to_thread(anki.write, book, asked.now, ipa)
    name = f"buildspeak-{reader.today(asked.now)}.{'csv' if shape is Shape.TABLE else 'apkg'}"
    return Told(
        content=content,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
        media_type="text/csv; charset=utf-8" if shape is Shape.TABLE else "application/octet-stream",
    )


async def send(asked: Asked) -> BookSent:
    """The same file as a message of the bot, which every app of Telegram can open, keep and pass on."""
    held_back(asked.door.limits.search(asked.chat_id))
    shape = _shape(asked)
    if not await asked.door.store.terms.any(asked.chat_id):
        raise not_there()
    sent = await asked.door.sends(shape, await asked.reader())
    if sent is False:
        raise Problem(409, "no-chat")
    return BookSent(sent is True)


def _shape(asked: Asked) -> Shape:
    found = _SHAPES.get(asked.query("format") or "csv")
    if found is None:
        raise Problem(422, "not-in-order", "format")
    return found


def _table(book: Book, zone: str) -> bytes:
    return table.write(book, zone=zone)


async def _term(asked: Asked, term_id: int | None = None) -> Term:
    """One of the reader's own; another's is nowhere."""
    found = await asked.door.store.terms.get(asked.chat_id, asked.number("id") if term_id is None else term_id)
    if found is None:
        raise not_there()
    return found


_LIST = {
    "sort": "newest, due or name",
    "q": "search in headword, meaning and note",
    "due": "1: only what is due today",
    "page": f"of {A_PAGE}, from 0",
}
_PLACE = {"episode": "with segment: only this place", "segment": "its number"}

ENDPOINTS = (
    Endpoint("GET", "/terms", "A page of the vocabulary", listed, gives=TermsTold, query=_LIST),
    Endpoint("POST", "/terms", "Save a word", save, takes=Saving, gives=TermTold),
    Endpoint("GET", "/terms/export", "All of it as a file", export, query={"format": "csv or anki"}),
    Endpoint(
        "POST",
        "/terms/export",
        "All of it as a file in the chat",
        send,
        gives=BookSent,
        query={"format": "csv or anki"},
        said="404: there is nothing in it; 409 `no-chat`: the bot may not write to the reader, GET gives the file.",
    ),
    Endpoint("GET", "/terms/{id}", "A term with all its contexts", one, gives=TermTold),
    Endpoint("PATCH", "/terms/{id}", "Write its meaning or a note", write, takes=Written, gives=TermTold),
    Endpoint("DELETE", "/terms/{id}", "Take it back", take_back, gives=TermTold, query=_PLACE),
    Endpoint("POST", "/terms/{id}/restore", "As it was", restore, gives=TermTold),
    Endpoint("GET", "/contexts/{context}", "Where a context stands now", place, gives=PlaceTold),
)
