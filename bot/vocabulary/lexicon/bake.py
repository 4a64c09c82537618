"""From ECDICT's table and American pronunciations to the lexicon's SQLite file, whole or not at all.

Kept are words that somebody ranked (an examination's list, Collins, Oxford, two corpora), words that have forms of
their own, and phrases of frequent words whose meaning is not that of one field only. Names of chemicals, 700,000 of
them, stay behind.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.vocabulary.lexicon.entry import FORMAT, Level
from bot.vocabulary.lexicon.meanings import clean_meaning
from bot.vocabulary.lexicon.phonetics import american, british
from content.text.words import fold

FREQUENT = 6000
"""Every word of a phrase must be among this many most frequent ones."""

_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE entry (
    key TEXT NOT NULL, headword TEXT NOT NULL, us TEXT NOT NULL, uk TEXT NOT NULL, meanings TEXT NOT NULL,
    levels TEXT NOT NULL, rank INTEGER, PRIMARY KEY (key, headword)
) WITHOUT ROWID;
CREATE TABLE form (key TEXT PRIMARY KEY, lemma TEXT NOT NULL) WITHOUT ROWID;
"""
_NONE = ("", "0")
_HEADWORD = re.compile(r"[A-Za-z][A-Za-z0-9'’.+#&/ -]*")
_FORM_KINDS = frozenset("pdi3rts")
_UNRANKED = 1_000_000

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Row:
    """What is used of one row of ECDICT's table. `forms` are (kind, form); kind 0 names the lemma of a form."""

    word: str
    key: str
    phonetic: str
    translation: str
    tags: str
    forms: tuple[tuple[str, str], ...]
    rank: int | None
    listed: bool


@dataclass(frozen=True, slots=True)
class Baked:
    """What a bake gave. `size` is in bytes."""

    entries: int
    forms: int
    pronounced: int
    size: int


def bake(
    path: Path,
    rows: Iterable[Mapping[str, str]],
    variants: Mapping[str, Sequence[str]],
    *,
    about: Mapping[str, str],
    progress: Progress = lambda _: None,
) -> Baked:
    """Write the lexicon to `path`, replacing it in one step at the end. `about` is stored with it."""
    progress("choosing the words")
    kept = _chosen(rows)
    progress(f"writing {len(kept)} of them")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        unfinished.unlink(missing_ok=True)
        with closing(sqlite3.connect(unfinished)) as connection:
            _write(connection, kept, variants, {"format": FORMAT, **about})
            entries, pronounced = connection.execute("SELECT COUNT(*), SUM(us || uk <> '') FROM entry").fetchone()
            (forms,) = connection.execute("SELECT COUNT(*) FROM form").fetchone()
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Baked(entries, forms, pronounced or 0, path.stat().st_size)


def _write(
    connection: sqlite3.Connection, kept: Sequence[Row], variants: Mapping[str, Sequence[str]], about: Mapping[str, str]
) -> None:
    connection.executescript(_SCHEMA)
    with connection:
        connection.executemany("INSERT INTO about VALUES (?, ?)", about.items())
        connection.executemany("INSERT OR IGNORE INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", _entries(kept, variants))
        connection.executemany("INSERT INTO form VALUES (?, ?)", _forms(kept).items())
    connection.execute("ANALYZE")
    connection.execute("VACUUM")


def _entries(kept: Sequence[Row], variants: Mapping[str, Sequence[str]]) -> Iterator[tuple[object, ...]]:
    for row in kept:
        meanings = clean_meaning(row.translation)
        if meanings:
            levels = " ".join(level for level in Level if level in row.tags.split())
            uk = british(row.phonetic)
            us = american(variants.get(row.word) or variants.get(row.word.casefold()) or (), uk)
            yield row.key, row.word, us, uk, "\n".join(meanings), levels, row.rank


def _chosen(given: Iterable[Mapping[str, str]]) -> list[Row]:
    rows = [row for fields in given if (row := _row(fields)).listed or _inflects(row) or _may_be_phrase(row)]
    ranks: dict[str, int] = {}
    for row in rows:
        ranks[row.key] = min(ranks.get(row.key, _UNRANKED), row.rank or _UNRANKED)
    return [row for row in rows if row.listed or _inflects(row) or _is_frequent(row, ranks)]


def _row(fields: Mapping[str, str]) -> Row:
    word, tags = fields["word"], fields["tag"]
    counted = [int(fields[column]) for column in ("bnc", "frq") if fields[column] not in _NONE]
    listed = bool(tags or counted) or any(fields[column] not in _NONE for column in ("collins", "oxford"))
    return Row(
        word=word,
        key=fold(word),
        phonetic=fields["phonetic"],
        translation=fields["translation"],
        tags=tags,
        forms=tuple(_forms_in(fields["exchange"])),
        rank=min(counted, default=None),
        listed=listed and _HEADWORD.fullmatch(word) is not None,
    )


def _forms_in(exchange: str) -> Iterator[tuple[str, str]]:
    """`d:gave/s:gives`, as pairs."""
    for part in exchange.split("/"):
        kind, separator, form = part.partition(":")
        if separator and _HEADWORD.fullmatch(form.strip()):
            yield kind, form.strip()


def _inflects(row: Row) -> bool:
    """A word that has forms and is none itself."""
    kinds = {kind for kind, form in row.forms if fold(form) != row.key}  # run is said to be a form of run
    return _HEADWORD.fullmatch(row.word) is not None and "0" not in kinds and not _FORM_KINDS.isdisjoint(kinds)


def _may_be_phrase(row: Row) -> bool:
    """Two to four words with a meaning outside any special field."""
    if not 1 <= row.word.count(" ") <= 3 or not _HEADWORD.fullmatch(row.word):
        return False
    return any(not line.strip().startswith("[") for line in row.translation.split("\\n") if line.strip())


def _is_frequent(row: Row, ranks: Mapping[str, int]) -> bool:
    return all(ranks.get(word, _UNRANKED) <= FREQUENT for word in row.key.split())


def _forms(kept: Sequence[Row]) -> dict[str, str]:
    """Form to the key of its lemma; of two lemmas (saw: see or to saw) the more frequent one."""
    found: dict[str, tuple[int, str]] = {}
    for row in kept:
        if not _inflects(row):
            continue  # a form itself: its own forms are the lemma's
        lemma = (row.rank or _UNRANKED, row.key)
        for key in (fold(form) for kind, form in row.forms if kind in _FORM_KINDS):
            if key != row.key:
                found[key] = min(found.get(key, lemma), lemma)
    return {key: lemma for key, (_, lemma) in sorted(found.items())}
