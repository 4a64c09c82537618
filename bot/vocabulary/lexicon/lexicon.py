"""Looking words up in the baked lexicon, in a thread: the event loop never waits for a disk.

The file is opened read-only and immutable: SQLite takes no locks and looks for no journal. A new bake replaces the
file by rename, which the open one outlives; it is served from the next start on.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from bot.vocabulary.lexicon.entry import FORMAT, Entry, Level
from bot.vocabulary.lexicon.meanings import means
from content.text.words import base_forms, fold

T = TypeVar("T")

_LONGEST = 64
"""Characters of a key that are looked at; nothing longer is listed."""

_ALIKE = 0.72
_RANGE = 800
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_UNRANKED = 1_000_000
_log = logging.getLogger(__name__)


class LexiconError(Exception):
    """A file that is no lexicon, or one of another format."""


class Lexicon:
    """The dictionary, or its absence: without a connection nothing is found, and nothing fails."""

    def __init__(self, connection: sqlite3.Connection | None = None) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    @property
    def present(self) -> bool:
        """Whether there is a dictionary to look in."""
        return self._connection is not None

    async def find(self, text: str) -> Entry | None:
        """The entry of a word or phrase, also of an inflected one."""
        return await self._in_thread(lambda look: look.find(text), None)

    async def near(self, text: str, limit: int = 3) -> tuple[str, ...]:
        """Headwords that may have been meant: by one wrong letter, by their beginning, by likeness."""
        return await self._in_thread(lambda look: look.near(text, limit), ())

    async def find_each(self, words: Iterable[str]) -> dict[str, Entry]:
        """The entries of those of the words that have one."""
        asked = tuple(words)
        return await self._in_thread(lambda look: look.find_each(asked), {})

    async def meaning(self, chinese: str, limit: int) -> tuple[Entry, ...]:
        """Entries that mean a Chinese word: just this before more than this, the most frequent first."""
        return await self._in_thread(lambda look: look.meaning(chinese, limit), ())

    def close(self) -> None:
        """Give the file back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    async def _in_thread(self, ask: Callable[[Look], T], otherwise: T) -> T:
        return otherwise if self._connection is None else await asyncio.to_thread(self._ask, ask, otherwise)

    def _ask(self, ask: Callable[[Look], T], otherwise: T) -> T:
        with self._lock:
            if self._connection is None:
                return otherwise
            try:
                return ask(Look(self._connection))
            except sqlite3.DatabaseError as error:  # a damaged file: read on without it
                _log.error("the lexicon cannot be read: %s; bake it anew with `buildspeak lexicon`", error)
                self.close()
                return otherwise


class Look:
    """The queries, synchronous: microseconds each but for `near`, which takes milliseconds."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._execute = connection.execute

    def find(self, text: str) -> Entry | None:
        """The entry of a word or phrase. One with a level of its own (left) comes before what it may be a form of."""
        forms = base_forms(text[: 2 * _LONGEST])
        if not forms or len(forms[0]) > _LONGEST:
            return None
        own = self._entry(forms[0], text)
        if own is not None and own.levels:
            return own
        lemma = self._lemma(forms[0])
        return (self._entry(lemma, lemma) if lemma else None) or own or self._of_base(forms[1:])

    def near(self, text: str, limit: int) -> tuple[str, ...]:
        """Headwords that may have been meant, the most frequent of each kind first."""
        key = fold(text)[:_LONGEST]
        if not key:
            return ()
        found: dict[str, None] = dict.fromkeys(self._listed(_one_letter_away(key)) if len(key) < 25 else ())
        if len(found) < limit:
            found |= dict.fromkeys(self._alike(key))
        if len(found) < limit and " " in key:
            found |= dict.fromkeys(self._listed(key.split()))
        return tuple(found)[:limit]

    def find_each(self, words: Iterable[str]) -> dict[str, Entry]:
        """The entries of those of the words that have one."""
        return {word: entry for word in words if (entry := self.find(word)) is not None}

    def meaning(self, chinese: str, limit: int) -> tuple[Entry, ...]:
        """Entries that mean a Chinese word. Goes through all: few ask, no index is worth it."""
        query = "SELECT * FROM entry WHERE meanings LIKE ? ORDER BY COALESCE(rank, 1000000), headword LIMIT ?"
        found = [_to_entry(row) for row in self._execute(query, (f"%{chinese}%", _RANGE)).fetchall()]
        found.sort(key=lambda entry: not any(means(chinese, line) for line in entry.meanings))
        return tuple(found[:limit])

    def _of_base(self, forms: Iterable[str]) -> Entry | None:
        for form in forms:
            lemma = self._lemma(form)
            if found := self._entry(form, form) or (self._entry(lemma, lemma) if lemma else None):
                return found
        return None

    def _entry(self, key: str, written: str) -> Entry | None:
        """Of several headwords with one key (polish, Polish) the one written like this, else the most frequent."""
        rows = self._execute("SELECT * FROM entry WHERE key = ?", (key,)).fetchall()
        rows.sort(key=lambda row: (row[1] != written, not row[5], row[6] or _UNRANKED))
        return _to_entry(rows[0]) if rows else None

    def _lemma(self, key: str) -> str | None:
        """The key of the word that this is a form of; of a phrase, with its first or last word's lemma."""
        for candidate in _with_lemmas(key, self._lemma_of_word):
            if candidate is not None:
                return candidate
        return None

    def _lemma_of_word(self, key: str) -> str | None:
        row = self._execute("SELECT lemma FROM form WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def _listed(self, keys: Iterable[str]) -> list[str]:
        """Headwords of those keys that are listed, the most frequent first."""
        asked = list(dict.fromkeys(keys))
        marks = ",".join("?" * len(asked))
        order = "ORDER BY COALESCE(rank, 1000000), levels = '', headword LIMIT 12"
        found = self._execute(f"SELECT headword FROM entry WHERE key IN ({marks}) {order}", asked)  # noqa: S608  # marks only
        return [headword for (headword,) in found]

    def _alike(self, key: str) -> list[str]:
        """Headwords that begin alike and are spelt alike, then those that begin with the whole key."""
        begins = key[:3]
        query = (
            "SELECT key, headword FROM entry WHERE key >= ? AND key < ? ORDER BY COALESCE(rank, 1000000), key LIMIT ?"
        )
        within = dict(self._execute(query, (begins, begins + "\U0010ffff", _RANGE)).fetchall())
        from difflib import get_close_matches

        alike = get_close_matches(key, within, 3, _ALIKE)
        longer = [] if len(key) < 3 else [other for other in within if other.startswith(key)][:3]
        return [within[other] for other in (*alike, *longer) if other != key]


def open_lexicon(path: Path) -> Lexicon:
    """The lexicon of a file; without one, or with one that cannot be used, an empty one and a word in the log."""
    if not path.is_file():
        _log.warning("no lexicon at %s: words beyond the glossary are not found; `buildspeak lexicon` makes it", path)
        return Lexicon()
    try:
        return Lexicon(connect(path))
    except LexiconError as error:
        _log.error("%s; bake it anew with `buildspeak lexicon`", error)
        return Lexicon()


def connect(path: Path) -> sqlite3.Connection:
    """A read-only connection for any thread, one at a time. Raises LexiconError."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    try:
        row = connection.execute("SELECT value FROM about WHERE name = 'format'").fetchone()
    except sqlite3.DatabaseError:
        connection.close()
        raise LexiconError(f"{path} is not a lexicon") from None
    if row is None or row[0] != FORMAT:
        connection.close()
        raise LexiconError(f"{path} is a lexicon of another format")
    return connection


def _to_entry(row: tuple[Any, ...]) -> Entry:
    _, headword, us, uk, meanings, levels, rank = row
    return Entry(headword, us, uk, tuple(meanings.split("\n")), tuple(map(Level, levels.split())), rank)


def _with_lemmas(key: str, lemma_of: Callable[[str], str | None]) -> Iterator[str | None]:
    yield lemma_of(key)
    first, _, rest = key.partition(" ")
    if rest:
        lemma = lemma_of(first)
        yield lemma and f"{lemma} {rest}"
        head, _, last = key.rpartition(" ")
        lemma = lemma_of(last)
        yield lemma and f"{head} {lemma}"


def _one_letter_away(key: str) -> Iterator[str]:
    """One letter left out, swapped with the next, changed or put in; after Norvig's well-known corrector."""
    for at in range(len(key) + 1):
        head, tail = key[:at], key[at:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS if letter != tail[0])
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)
