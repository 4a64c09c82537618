"""The vocabulary as a table that a spreadsheet opens, and word lists that people bring.

A cell that a spreadsheet would take for a formula gets an apostrophe in front, which `read` takes off again.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime

from bot.model.book import Book, BookError, Entry, Flaw
from bot.model.schedule import local_date
from bot.model.term import Context, Term
from bot.vocabulary.headwords import identity

COLUMNS = ("word", "meaning", "sentence", "translation", "note", "show", "date", "known", "added")
MOST_WORDS = 20_000
MOST_LINES = 60_000
"""Also those of words that came before: a list may say one word a million times."""

LONGEST_WORD = 200
LONGEST_TEXT = 4000
LONGEST_ROW = 60_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_MARK = "\ufeff"


def write(book: Book, *, zone: str = "UTC", dialect: str = "excel") -> bytes:
    """A row a term with its newest context; `excel` gives CSV, `excel-tab` TSV. UTF-8 with the mark Excel asks for.

    The day on which a term was added is the reader's, in `zone`.
    """
    out = io.StringIO(newline="")
    table = csv.writer(out, dialect=dialect, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for entry in book.entries:
        table.writerow([_guarded(cell) for cell in _row(entry.term, zone)])
    return (_MARK + out.getvalue()).encode()


def read(data: bytes, now: datetime) -> Book:
    """The words of a CSV or TSV file, or of a plain list with a word a line; columns by name, else word, meaning,
    sentence. Raises BookError with the line.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BookError(Flaw.NOT_TEXT, line=line) from None
    names: tuple[str, ...] = COLUMNS[:3]
    entries: dict[str, Entry] = {}
    for number, cells in _rows(text):
        if not entries and "word" in (folded := tuple(cell.casefold() for cell in cells)):
            names = folded
            continue
        given = dict(zip(names, cells, strict=False))
        key = identity(given.get("word", "")[: LONGEST_WORD + 1])
        if not key:
            raise BookError(Flaw.NO_WORD, line=number)
        if key not in entries:
            entries[key] = _entry(given, key, number, now)
        if len(entries) > MOST_WORDS:
            raise BookError(Flaw.MANY_WORDS, line=number, most=MOST_WORDS)
    if not entries:
        raise BookError(Flaw.NO_WORDS)
    return Book(tuple(entries.values()))


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that have a word, with the number of their last line."""
    head = text[:LONGEST_ROW].split("\n", 1)[0]
    dialect = "excel-tab" if "\t" in head else "excel"
    lines = _Lines(text)
    table = csv.reader(lines, dialect=dialect, strict=True)
    try:
        for cells in table:
            lines.row_ended()
            cleaned = [_bare(cell).replace("\r\n", "\n").strip() for cell in cells]
            if any(cleaned):
                yield table.line_num, cleaned
    except csv.Error:
        raise BookError(Flaw.CELLS, line=table.line_num) from None


class _Lines:
    """Lines for the reader of rows, which would take a row of any length into memory before it hands it on."""

    def __init__(self, text: str) -> None:
        self._lines = enumerate(io.StringIO(text, newline=""), start=1)
        self._row = 0

    def row_ended(self) -> None:
        self._row = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        number, line = next(self._lines)
        self._row += len(line)
        if number > MOST_LINES:
            raise BookError(Flaw.MANY_LINES, line=number, most=MOST_LINES)
        if self._row > LONGEST_ROW:
            raise BookError(Flaw.LONG, line=number)
        return line


def _entry(given: dict[str, str], key: str, number: int, now: datetime) -> Entry:
    word = given.get("word", "")
    if any("\0" in cell for cell in given.values()):
        raise BookError(Flaw.SIGNS, line=number)
    if len(word) > LONGEST_WORD or any(len(cell) > LONGEST_TEXT for cell in given.values()):
        raise BookError(Flaw.LONG, line=number)
    contexts = (_context(given, now),) if given.get("sentence") else ()
    return Entry(
        Term(
            id=0,
            key=key,
            headword=word,
            meaning=given.get("meaning", ""),
            created_at=now,
            contexts=contexts,
            note=given.get("note", ""),
            known=given.get("known", "").casefold() in ("1", "yes", "true"),
        )
    )


def _context(given: dict[str, str], now: datetime) -> Context:
    return Context(
        id=0,
        term_id=0,
        episode_id=None,
        position=0,
        sentence=given["sentence"],
        translation=given.get("translation", ""),
        show=given.get("show", ""),
        date=None,
        created_at=now,
    )


def _row(term: Term, zone: str) -> tuple[str, ...]:
    context = term.contexts[0] if term.contexts else None
    return (
        term.headword,
        term.meaning,
        context.sentence if context else "",
        context.translation if context else "",
        term.note,
        context.show if context else "",
        context.date.isoformat() if context and context.date else "",
        "yes" if term.known else "",
        local_date(zone, term.created_at).isoformat(),
    )


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _bare(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
