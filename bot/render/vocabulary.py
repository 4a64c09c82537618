"""The vocabulary: pages of terms, and one term with its contexts."""

from __future__ import annotations

from datetime import date

from bot.buttons import DeleteTerm, OpenContext, OpenTerm, RestoreTerm, Vocabulary
from bot.locales import Words, plural
from bot.model import TERMS_PAGE, Context, Term
from bot.render.view import Key, Row, View, bold, cut, day, escape, row, rows

_CONTEXTS = 3
_SENTENCE_ON_PAGE = 110
_SENTENCE = 700


def vocabulary_page(terms: tuple[Term, ...], total: int, page: int, words: Words) -> View:
    """A page of terms, each with its meaning and the sentence it came from; the number opens it."""
    if not total:
        return View(words.vocabulary_empty)
    lines = [words.vocabulary_title.format(count=plural(words.terms, total))]
    for number, term in enumerate(terms, page * TERMS_PAGE + 1):
        lines.append(f"\n{number}. {bold(cut(term.headword, 60))}  {escape(cut(term.meaning, 80))}")
        if term.contexts:
            lines.append(f"<i>{escape(cut(term.contexts[0].sentence, _SENTENCE_ON_PAGE))}</i>")
    numbers = [Key(str(number), OpenTerm(term.id, page)) for number, term in enumerate(terms, page * TERMS_PAGE + 1)]
    half = (len(numbers) + 1) // 2 if len(numbers) > 5 else len(numbers)
    return View("\n".join(lines), rows(tuple(numbers[:half]), tuple(numbers[half:]), pager(page, total, words)))


def pager(page: int, total: int, words: Words) -> Row:
    """◀ 1/3 ▶, where there is more than one page."""
    pages = -(-total // TERMS_PAGE)
    if pages <= 1:
        return ()
    here = words.page.format(page=page + 1, pages=pages)
    before, after = (page - 1) % pages, (page + 1) % pages
    return row(Key("◀", Vocabulary(before)), Key(here, Vocabulary(page)), Key("▶", Vocabulary(after)))


def term_card(term: Term, page: int, words: Words, *, today: date) -> View:
    """One term: its meaning and up to three contexts, each with its translation and the way back to its segment."""
    lines = [bold(term.headword), escape(cut(term.meaning, 300))]
    contexts = term.contexts[:_CONTEXTS]
    for context in contexts:
        lines.append("\n" + escape(cut(context.sentence, _SENTENCE)))
        lines.append(f"<blockquote>{escape(cut(context.translation, _SENTENCE))}</blockquote>")
        lines.append(escape(_source(context, words, today)))
    several = len(contexts) > 1
    opens = [
        Key(words.open_context + (f" {n}" if several else ""), OpenContext(context.id))
        for n, context in enumerate(contexts, 1)
        if context.episode_id is not None
    ]
    return View(
        "\n".join(lines),
        rows(
            row(*opens),
            row(Key(words.delete, DeleteTerm(term.id, page)), Key(words.back, Vocabulary(page))),
        ),
    )


def deleted_card(term: Term, page: int, words: Words) -> View:
    """What stands in a deleted term's place: the way to undo it."""
    return View(
        words.deleted.format(headword=escape(cut(term.headword, 60))),
        (row(Key(words.undo, RestoreTerm(term.id, page)), Key(words.back, Vocabulary(page))),),
    )


def _source(context: Context, words: Words, today: date) -> str:
    if context.date is None:
        return context.show
    return words.met_in.format(show=context.show, date=day(context.date, words, today=today))
