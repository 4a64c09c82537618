"""The website's dictionary as a file of its own: what a word means and how it sounds, found without being loaded."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from content.text.glossary import GlossaryEntry
from content.text.prose import clean_line, han, units
from content.text.words import base_forms, fold

WORDS = ".words.db"
"""Its name in a library's folder."""
MOST_WORDS = 200_000

_LONGEST = 200
_SENSES = re.compile(r"\s*[；;]\s*(?![^（(]*[）)])")
_TABLES = """
CREATE TABLE words (key TEXT PRIMARY KEY, headword TEXT NOT NULL, ipa TEXT NOT NULL, zh TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE made (mark TEXT NOT NULL);
"""


class SiteWords:
    """The dictionary in the file `path`; empty while there is none. It is opened anew when the file is another."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen: tuple[int, int] | None = None
        self._connection: sqlite3.Connection | None = None

    @property
    def present(self) -> bool:
        """Whether there is a dictionary at all."""
        return self._open() is not None

    def find(self, word: str) -> GlossaryEntry | None:
        """The entry of a word, however inflected; `ipa` is empty where it is not known."""
        connection = self._open()
        if connection is None:
            return None
        for form in base_forms(word):
            with suppress(sqlite3.Error):
                query = "SELECT headword, ipa, zh FROM words WHERE key = ?"
                if (row := connection.execute(query, (form,)).fetchone()) is not None:
                    headword, ipa, zh = row
                    return GlossaryEntry(headword, tuple(zh.split("\n")), ipa=ipa)
        return None

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        self._connection = self._seen = None

    def _open(self) -> sqlite3.Connection | None:
        try:
            found = self._path.stat()
        except OSError:
            self.close()
            return None
        seen = (found.st_mtime_ns, found.st_ino)
        if seen != self._seen:
            self.close()
            with suppress(sqlite3.Error):
                address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
                self._connection = sqlite3.connect(address, uri=True, check_same_thread=False)
            self._seen = seen
        return self._connection


def read_words(found: Mapping[str, Any]) -> Iterator[GlossaryEntry]:
    """The entries of `words.json` that explain something in Chinese."""
    for key, value in found.items():
        given = value if isinstance(value, dict) else {}
        zh, ipa = (clean_line(text) if isinstance(text := given.get(name), str) else "" for name in ("zh", "ipa"))
        headword = clean_line(key)
        senses = tuple(sense for sense in _SENSES.split(zh) if sense)
        if headword and senses and han(zh) and max(map(units, (headword, zh, ipa))) <= _LONGEST:
            yield GlossaryEntry(headword, senses, ipa=ipa.strip("/[] "))


def write_words(path: Path, entries: Iterator[GlossaryEntry], mark: str) -> int:
    """Write the dictionary, whole or not at all, and return how many words it has; raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".tmp")
    temporary.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(temporary)) as connection, connection:
            connection.executescript(_TABLES)
            rows = {fold(each.headword): (each.headword, each.ipa, "\n".join(each.meanings)) for each in entries}
            listed = [(key, *row) for key, row in list(rows.items())[:MOST_WORDS]]
            connection.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", listed)
            connection.execute("INSERT INTO made VALUES (?)", (mark,))
    except sqlite3.Error as error:
        temporary.unlink(missing_ok=True)
        raise OSError(f"{temporary}: {error}") from None
    temporary.replace(path)
    return len(listed)


def written_from(path: Path) -> str | None:
    """The mark of what the dictionary was made from; None where there is none."""
    if not path.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT mark FROM made").fetchone()
    except sqlite3.Error:
        return None
    return str(row[0]) if row else None
