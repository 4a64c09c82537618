"""The queries of a noun's `.sql` file, in the words of either database."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import aiosql

from bot.store.adapter import SQLiteAdapter

_HERE = Path(__file__).parent
_JSON_EACH = re.compile(r"json_each\((:\w+)\)")


class _Queries:
    """Those of a noun, read when one is first asked for: all of them take a start thirty milliseconds."""

    def __init__(self, noun: str, driver: type[Any]) -> None:
        self._noun = noun
        self._driver = driver

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            self.__dict__ |= vars(_read(self._noun, self._driver))
        if name not in self.__dict__:
            raise AttributeError(name)
        return self.__dict__[name]


queries_of = cache(_Queries)
"""One a file: several classes speak of the same noun."""


def _read(noun: str, driver: type[Any]) -> Any:
    """The elements of a JSON array have different names: files have SQLite's, `json_each(:name)` with its `value`."""
    sql = (_HERE / f"{noun}.sql").read_text("utf-8")
    if driver is not SQLiteAdapter:
        sql = _JSON_EACH.sub(r"jsonb_array_elements_text(CAST(CAST(\1 AS TEXT) AS JSONB))", sql)
    return aiosql.from_str(sql, driver)
