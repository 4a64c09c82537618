"""English cut into words: the one tokeniser, for counting, glossing, looking up, checking and finding terms.

What binds letters into one word depends on the question, so it is asked for: "black-hole" is one word to a dictionary
and two to a reader's vocabulary. C++ and C# are words to everyone. Within Chinese it finds the English alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

IN_COUNT = "'’.-"
"""What binds where words are counted: don't, v0.3 and state-of-the-art are one each."""

IN_TERM = "'’.+&"
"""What binds in a saved term: a hyphen is a space there."""

IN_DICTIONARY = "'’.+#&/-"
"""What binds in a headword of a dictionary."""

IN_NAME = "'’&.+-"
"""What binds in the name of a person or a thing: a slash stands between two."""

_LETTER = "[0-9A-Za-zª²³µ¹ºÀ-ÖØ-öø-ʯͰ-ͽΆΈ-ϿЀ-ҁҊ-ԯḀ-ỿ⁰-⁹ⁿ₀-₉０-９Ａ-Ｚａ-ｚ\U0001d400-\U0001d7ff]"
"""Digits, and letters of the scripts that words and names of an English text are written in."""


def tokens(text: str, binds: str = "") -> Iterator[re.Match[str]]:
    """Every run of letters and digits in its order, with what `binds` two of them taken as one."""
    return _pattern(binds).finditer(text)


def whole(phrase: str) -> re.Pattern[str]:
    """Finds a phrase as it is written but for its case, as whole words: *cap* not in *capacity*."""
    return re.compile(rf"(?<!{_LETTER}){re.escape(phrase)}(?!{_LETTER})", re.IGNORECASE)


def words(text: str, binds: str = "") -> list[str]:
    """The same as they are written."""
    found: list[str] = _pattern(binds).findall(text)
    return found


def count_words(text: str) -> int:
    """English words in `text`; numbers count, punctuation does not."""
    return len(words(text, IN_COUNT))


@lru_cache
def _pattern(binds: str) -> re.Pattern[str]:
    bound = rf"(?:[{re.escape(binds)}]{_LETTER}+)*" if binds else ""
    return re.compile(rf"{_LETTER}+{bound}(?:\+\+|#(?!\w))?")
