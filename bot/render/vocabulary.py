"""The vocabulary: pages of terms, what a search finds, and one term with its contexts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.locales import Words, plural
from bot.model.term import TERMS_PAGE, Context, Sort, Term
from bot.render.buttons.known import KnownList
from bot.render.buttons.review import Review, Stats
from bot.render.buttons.vocabulary import (
    AskMeaning,
    AskNote,
    DeleteTerm,
    OpenContext,
    OpenTerm,
    RestoreTerm,
    SetKnown,
    Vocabulary,
)
from bot.render.buttons.voice import HearTerm
from bot.render.view import Key, Row, View, bold, cut, day, escape, row, rows, timecode
from content.episode.links import at_second

_CONTEXTS = 3
_SENTENCE_ON_PAGE = 110
_SENTENCE = 600


def vocabulary_page(
    terms: tuple[Term, ...],
    total: int,
    page: int,
    words: Words,
    *,
    sort: Sort = Sort.NEWEST,
    waiting: int = 0,
    known: int = 0,
    opens: str | None = None,
) -> View:
    """A page of terms, each with its meaning and the sentence it came from; the number opens it.

    `opens` is where the page has all of them.

    `known` is how many words the reader knows without having saved them: they are a tap away.
    """
    others = row(
        Key(words.on_page, page=opens) if opens else None,
        Key(plural(words.known.listed, known), KnownList(0)) if known else None,
    )
    if not total:
        return View(words.vocabulary_empty, rows(others))
    say, first = words.term, page * TERMS_PAGE + 1
    title = words.vocabulary_title.format(count=plural(words.terms, total))
    following = tuple(Sort)[(tuple(Sort).index(sort) + 1) % len(Sort)]
    review = words.review.review.format(n=waiting) if waiting else words.review.review_plain
    return View(
        "\n".join([title, *_lines(terms, first), f"\n{say.search_hint}"]),
        rows(
            *_numbers(terms, first, page, sort),
            pager(page, total, words, sort),
            row(
                Key(review, Review()),
                Key(f"⇅ {say.sorts[sort]}", Vocabulary(0, following)),
                Key(words.review.stats, Stats()),
            ),
            others,
        ),
    )


def found_page(terms: tuple[Term, ...], hits: int, text: str, words: Words) -> View:
    """What a search found, best first, at most a page of it."""
    say, asked = words.term, escape(cut(text, 60))
    if not terms:
        return View(say.found_none.format(text=asked), (row(Key(words.vocabulary, Vocabulary(0))),))
    lines = [f"{bold(cut(text, 60))} · {plural(say.found, hits)}", *_lines(terms, 1)]
    if hits > len(terms):
        lines.append(f"\n{say.found_more.format(n=len(terms))}")
    return View(
        "\n".join(lines),
        rows(*_numbers(terms, 1, 0, Sort.NEWEST), row(Key(words.vocabulary, Vocabulary(0)))),
    )


def pager(page: int, total: int, words: Words, sort: Sort = Sort.NEWEST) -> Row:
    """◀ 1/3 ▶, where there is more than one page."""
    pages = -(-total // TERMS_PAGE)
    if pages <= 1:
        return ()
    here = words.page.format(page=page + 1, pages=pages)
    before, after = (page - 1) % pages, (page + 1) % pages
    return row(Key("◀", Vocabulary(before, sort)), Key(here, Vocabulary(page, sort)), Key("▶", Vocabulary(after, sort)))


def term_card(
    term: Term, page: int, words: Words, *, today: date, sort: Sort = Sort.NEWEST, hears: bool = False
) -> View:
    """One term: meaning, note, and up to three contexts, each with the way back to its segment and its second."""
    say = words.term
    lines = [bold(cut(term.headword, 120)), escape(cut(term.meaning, 300)) or f"<i>{say.no_meaning}</i>"]
    if term.note:
        lines.append(escape(say.note.format(note=cut(term.note, 600))))
    if term.known:
        lines.append(say.is_known)
    contexts = term.contexts[:_CONTEXTS]
    for context in contexts:
        lines.append("\n" + escape(cut(context.sentence, _SENTENCE)))
        if context.translation:
            lines.append(f"<blockquote>{escape(cut(context.translation, _SENTENCE))}</blockquote>")
        lines.append(escape(_source(context, words, today)))
    several = len(contexts) > 1
    known = Key(say.unknown if term.known else say.known, SetKnown(term.id, page, sort, int(not term.known)))
    return View(
        "\n".join(lines),
        rows(
            *(_ways(context, words, f" {n}" if several else "") for n, context in enumerate(contexts, 1)),
            row(Key(words.voice.hear_word, HearTerm(term.id)) if hears else None),
            row(Key(say.edit_meaning, AskMeaning(term.id)), Key(say.edit_note, AskNote(term.id)), known),
            row(Key(words.delete, DeleteTerm(term.id, page, sort)), Key(words.back, Vocabulary(page, sort))),
        ),
    )


def first_saved(headword: str, words: Words) -> View:
    """The first term of a vocabulary: what there is to do with it."""
    text = words.term.first_saved.format(headword=escape(cut(headword, 60)))
    return View(text, (row(Key(words.term.try_it, Review(1))),))


def with_way_back(card: View, term: Term) -> View:
    """The card of a segment that was opened from a term: the way back to it stands below."""
    return replace(card, rows=(*card.rows, row(Key(f"↩ {term.headword}", OpenTerm(term.id, 0)))))


def deleted_card(term: Term, page: int, words: Words, *, sort: Sort = Sort.NEWEST) -> View:
    """What stands in a deleted term's place: the way to undo it."""
    return View(
        words.deleted.format(headword=escape(cut(term.headword, 60))),
        (row(Key(words.undo, RestoreTerm(term.id, page, sort)), Key(words.back, Vocabulary(page, sort))),),
    )


def question_about(text: str, headword: str, words: Words) -> View:
    """A question whose reply is written down about a term."""
    return View(text.format(headword=escape(cut(headword, 60))), ask=words.term.placeholder)


def _lines(terms: tuple[Term, ...], first: int) -> list[str]:
    lines = []
    for number, term in enumerate(terms, first):
        known = " 🎓" if term.known else ""
        lines.append(f"\n{number}. {bold(cut(term.headword, 60))}{known}  {escape(cut(term.meaning, 80))}".rstrip())
        if term.contexts:
            lines.append(f"<i>{escape(cut(term.contexts[0].sentence, _SENTENCE_ON_PAGE))}</i>")
    return lines


def _numbers(terms: tuple[Term, ...], first: int, page: int, sort: Sort) -> tuple[Row, Row]:
    numbers = [Key(str(number), OpenTerm(term.id, page, sort)) for number, term in enumerate(terms, first)]
    half = (len(numbers) + 1) // 2 if len(numbers) > 5 else len(numbers)
    return tuple(numbers[:half]), tuple(numbers[half:])


def _ways(context: Context, words: Words, number: str) -> Row:
    """Back to the segment, and to the second of the video where there is one."""
    url = at_second(context.url, context.start)
    video = words.term.at_second.format(time=timecode(context.start or 0))
    return row(
        Key(words.open_context + number, OpenContext(context.id)) if context.episode_id is not None else None,
        Key(video, url=url) if url else None,
    )


def _source(context: Context, words: Words, today: date) -> str:
    if context.date is None:
        return context.show
    return words.met_in.format(show=context.show, date=day(context.date, words, today=today))
