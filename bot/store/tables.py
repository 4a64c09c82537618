"""Every table of the schema as a plain list of rows: what a backup copies, and what it is compared by.

The list is read from an SQLite file that has the schema, never written down: a table that comes later is in every
backup from its first day.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from hashlib import blake2b
from typing import Any

AT_ONCE = 5000
"""Rows that are held in memory together."""

_BITS = 128
_OF_ALEMBIC = "alembic_version"


@dataclass(frozen=True, slots=True)
class Table:
    """A table and its columns."""

    name: str
    columns: tuple[str, ...]

    @property
    def select(self) -> str:
        """All its rows, in any order. Names come from the schema itself."""
        return f"SELECT {self._names} FROM {_quoted(self.name)}"  # noqa: S608

    @property
    def insert(self) -> str:
        """A row, with a question mark a column."""
        marks = ", ".join("?" * len(self.columns))
        return f"INSERT INTO {_quoted(self.name)} ({self._names}) VALUES ({marks})"  # noqa: S608

    @property
    def _names(self) -> str:
        return ", ".join(_quoted(column) for column in self.columns)


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows a table has and what they add up to, in whatever order they are read."""

    rows: int
    digest: str


class Adding:
    """Adds rows up to a Sum."""

    def __init__(self) -> None:
        self._rows = self._total = 0

    def add(self, rows: Iterable[Iterable[Any]]) -> None:
        """Rows as the driver gives them: both databases give the same values."""
        for row in rows:
            told = blake2b(repr(tuple(row)).encode("utf-8", "surrogatepass"), digest_size=_BITS // 8).digest()
            self._total = (self._total + int.from_bytes(told, "big")) % (1 << _BITS)
            self._rows += 1

    @property
    def sum(self) -> Sum:
        """What came so far."""
        return Sum(self._rows, f"{self._total:0{_BITS // 4}x}")


def tables_in(connection: sqlite3.Connection) -> tuple[Table, ...]:
    """The tables of a file that a backup keeps, each after those that its rows refer to."""
    names = [
        str(name)
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        if name != _OF_ALEMBIC and not name.startswith(("sqlite_", "backup_"))
    ]
    parents = {
        name: {str(row[2]) for row in connection.execute(f"PRAGMA foreign_key_list({_quoted(name)})")} for name in names
    }
    return tuple(Table(name, _columns(connection, name)) for name in TopologicalSorter(parents).static_order())


def pages(connection: sqlite3.Connection, table: Table) -> Iterator[list[Any]]:
    """All rows of a table, some at a time."""
    cursor = connection.execute(table.select)
    while rows := cursor.fetchmany(AT_ONCE):
        yield rows


def sums_in(connection: sqlite3.Connection) -> Mapping[str, Sum]:
    """What each table of a file adds up to."""
    sums = {}
    for table in tables_in(connection):
        adding = Adding()
        for rows in pages(connection, table):
            adding.add(rows)
        sums[table.name] = adding.sum
    return sums


def _columns(connection: sqlite3.Connection, table: str) -> tuple[str, ...]:
    return tuple(str(row[1]) for row in connection.execute(f"PRAGMA table_info({_quoted(table)})"))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
