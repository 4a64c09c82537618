"""Bringing words in: what a file was understood as, what came of it, what is wrong with it."""

from __future__ import annotations

from bot.locales import Words, plural
from bot.model.book import Book, BookError, Entry, Imported
from bot.render.buttons.book import BringIn, LeaveOut, UndoImport
from bot.render.view import Key, View, bold, cut, escape, row

_EXAMPLES = 3
_WORD = 40
_MEANING = 60
_SENTENCE = 80
"""Columns of an example."""


def import_question(book: Book, have: int, mark: int, words: Words) -> View:
    """What a file was understood as, with its first three words, and whether to save it."""
    say, count = words.book, len(book.entries)
    if not (count or book.follows or book.known):
        return View(say.import_empty)
    lines = [plural(say.understood, count)]
    if have:
        lines.append(plural(say.understood_have, have))
    if book.known:
        lines.append(plural(say.understood_known, len(book.known)))
    if book.follows:
        lines.append(plural(say.understood_follows, len(book.follows)))
    examples = [_example(entry) for entry in book.entries[:_EXAMPLES]]
    text = "\n".join(lines) + "".join(f"\n\n{example}" for example in examples)
    left = count - len(examples)
    if left > 0:
        text += "\n…"
    return View(text, (row(Key(say.bring_in, BringIn(mark)), Key(say.leave_out, LeaveOut())),))


def imported_card(done: Imported, mark: int, words: Words) -> View:
    """What an import did, and the way to take it back."""
    say = words.book
    lines = [plural(say.imported, done.added)] if done.added else []
    if done.updated:
        lines.append(plural(say.updated, done.updated))
    if done.known:
        lines.append(plural(say.imported_known, done.known))
    if done.follows:
        lines.append(plural(say.imported_follows, done.follows))
    text = "\n".join(lines) or say.imported_nothing
    return View(text, (row(Key(say.undo_import, UndoImport(done.id, mark))),))


def import_taken_back(mark: int, words: Words) -> View:
    """An import that was taken back, and the way to do it after all."""
    say = words.book
    return View(say.import_undone, (row(Key(say.bring_in, BringIn(mark))),))


def import_failed(error: BookError, words: Words) -> View:
    """What is wrong with a file, and where."""
    say = words.book
    what = say.flaws[error.flaw].format(most=error.most)
    if error.line:
        what = say.flaw_line.format(line=error.line, what=what)
    elif error.path:
        what = say.flaw_path.format(path=error.path, what=what)
    return View(say.import_failed.format(what=escape(what)))


def _example(entry: Entry) -> str:
    """As a reader of the list would say it: word, meaning, and below it the sentence."""
    term = entry.term
    head = bold(cut(term.headword, _WORD))
    if term.meaning:
        head += f" · {escape(cut(_line(term.meaning), _MEANING))}"
    sentence = next((context.sentence for context in term.contexts if context.sentence), "")
    return f"{head}\n{escape(cut(_line(sentence), _SENTENCE))}" if sentence else head


def _line(text: str) -> str:
    return " ".join(text.split())
