"""Rows become values one by one: one that cannot be read is left out of its list and named, and takes no other with it.

A newer version may have written what this one does not know, and a disk may have written what nobody did.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterable, Callable, Iterable
from typing import Any, TypeVar

UNREADABLE = (KeyError, ValueError, TypeError, IndexError, AttributeError)
"""What making a value of a row raises, where the row is to blame."""

_NAMES = ("chat_id", "local_date", "term_id", "id", "episode_id", "position", "key")

T = TypeVar("T")
_log = logging.getLogger(__name__)


async def readable(rows: AsyncIterable[Any], make: Callable[[Any], T]) -> list[T]:
    """A value for each row that can be read."""
    return readable_of([row async for row in rows], make)


def readable_of(rows: Iterable[Any], make: Callable[[Any], T]) -> list[T]:
    """The same of rows at hand."""
    found = []
    for row in rows:
        try:
            found.append(make(row))
        except UNREADABLE as error:
            tell(make.__name__.strip("_"), row, error)
    return found


def tell(what: str, row: Any, error: Exception) -> None:
    """Name a row that is not shown; never what stands in it."""
    known = set(row.keys())
    named = ", ".join(f"{name} {row[name]}" for name in _NAMES if name in known)
    _log.error("a row cannot be read and is left out: %s of %s (%s)", what, named, type(error).__name__)
