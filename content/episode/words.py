"""English cut into words: the one tokeniser, for counting, glossing, looking up and finding terms.

What binds letters into one word depends on the question, so it is asked for: "black-hole" is one word to a dictionary
and two to a reader's vocabulary. C++ and C# are words to everyone.
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


def tokens(text: str, binds: str = "") -> Iterator[re.Match[str]]:
    """Every run of letters and digits in its order, with what `binds` two of them taken as one."""
    return _pattern(binds).finditer(text)


def count_words(text: str) -> int:
    """English words in `text`; numbers count, punctuation does not."""
    return len(_pattern(IN_COUNT).findall(text))


@lru_cache
def _pattern(binds: str) -> re.Pattern[str]:
    bound = rf"(?:[{re.escape(binds)}][^\W_]+)*" if binds else ""
    return re.compile(rf"[^\W_]+{bound}(?:\+\+|#(?!\w))?")
