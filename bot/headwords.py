"""When two headwords are the same term. Pure."""

from __future__ import annotations

import re
import unicodedata

_BETWEEN_WORDS = re.compile(r"[\s\-‐‑–_]+")


def identity(headword: str) -> str:
    """The key under which a term is saved: case, width, spacing and hyphens make no difference."""
    text = unicodedata.normalize("NFKC", headword).replace("’", "'").casefold()
    return _BETWEEN_WORDS.sub(" ", text).strip()
