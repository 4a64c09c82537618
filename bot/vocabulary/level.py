"""Which words a reader's level takes for known."""

from __future__ import annotations

from bot.model.known import ReaderLevel
from bot.vocabulary.lexicon.entry import Entry, Level

_ORDER = {level.value: place for place, level in enumerate(Level)}


def within(entry: Entry, level: ReaderLevel) -> bool:
    """Whether a word is in a list of the reader's exam or of an easier one, or among as many most frequent words."""
    if level in (ReaderLevel.UNASKED, ReaderLevel.OFF):
        return False
    if level.value.isdecimal():
        return entry.rank is not None and entry.rank <= int(level.value)
    return any(_ORDER[found.value] <= _ORDER[level.value] for found in entry.levels)
