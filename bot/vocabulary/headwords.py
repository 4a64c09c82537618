"""When two headwords are the same term, and where a term stands in a text. Pure.

The identity ignores case, width, spacing, hyphens and inflection, word by word: "Black holes" is black hole. It is
stored as a key: a change of these rules asks for a migration that computes the keys anew.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from content.episode.words import IN_TERM, tokens
from content.text.inflection import base, stem

Span = tuple[int, int]

LONGEST = 6
"""Words of the longest headword that is looked for in a text."""

_BETWEEN_WORDS = re.compile(r"[\s\-‐‑–_]+")
_GAP = re.compile(r"[ \t\n]+|[-‐‑–/]")
_LEADING = frozenset(("a", "an", "the", "to"))
_PLURAL_ACRONYM = re.compile(r"([A-Z][A-Z0-9]+)(?:['’]?s)")
_ALSO_WORDS = re.compile(r"ACID|AM|ARM|BASE|CAP|CAT|DRY|FIT|GAP|IT|LED|RAG|RAM|REST|SAM|SMART|SOLID|STEM|TIME|US|WHO")
"""Acronyms that are other words in lower case: these keep their capitals."""


def identity(headword: str) -> str:
    """The key under which a term is saved."""
    text = unicodedata.normalize("NFKC", headword).replace("’", "'").strip()
    if text.isupper() and _BETWEEN_WORDS.search(text):
        text = text.lower()  # a phrase all in capitals is shouted, not a row of acronyms
    words = [word for word in _BETWEEN_WORDS.split(text) if word]
    if len(words) > 1 and words[0].casefold() in _LEADING:
        words = words[1:]
    return " ".join(_key(word) for word in words)


def candidates(text: str) -> dict[str, Span]:
    """Every run of up to six words of a text that could be a term: its key to where it stands first."""
    found: dict[str, Span] = {}
    words, keys, joined = _worded(text)
    for first, word in enumerate(words):
        for last in range(first, min(first + LONGEST, len(words))):
            if last > first and (not joined[last - 1] or keys[first] in _LEADING):
                break  # "the web" is web, which stands one word on
            found.setdefault(" ".join(keys[first : last + 1]), (word[0], words[last][1]))
    return found


def _worded(text: str) -> tuple[list[Span], list[str], list[bool]]:
    """Where words stand, the key of each, and whether the next one could be of the same term."""
    words = list(tokens(text, IN_TERM))
    keys = [_word_key(word.group()) for word in words]
    joined = [bool(_GAP.fullmatch(text, left.end(), right.start())) for left, right in itertools.pairwise(words)]
    return [word.span() for word in words], keys, joined


class Standing:
    """Where terms stand in many texts: for whoever asks of a few terms again and again. Says what `candidates` does."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = [_worded(text) for text in texts]
        self._begins: dict[str, list[tuple[int, int]]] = {}
        for number, (_, keys, _) in enumerate(self._texts):
            for at, key in enumerate(keys):
                self._begins.setdefault(key, []).append((number, at))

    def find(self, key: str) -> dict[int, Span]:
        """The texts in which a term stands, and where in each first."""
        wanted = key.split(" ")
        if len(wanted) > LONGEST or (len(wanted) > 1 and wanted[0] in _LEADING):
            return {}
        found: dict[int, Span] = {}
        for number, at in self._begins.get(wanted[0], ()):
            words, keys, joined = self._texts[number]
            last = at + len(wanted) - 1
            if number not in found and keys[at : last + 1] == wanted and all(joined[at:last]):
                found[number] = (words[at][0], words[last][1])
        return found


@lru_cache(8192)
def _word_key(word: str) -> str:
    """The identity of a single word: a text is made of few different ones."""
    return identity(word)


def occurrences(headword: str, text: str) -> tuple[Span, ...]:
    """Where a headword stands in a text, in any of its forms: also those in -ing, which are no identity."""
    wanted = [stem(word) for word in identity(headword).split(" ")]
    words = list(tokens(text, IN_TERM))
    return tuple(_runs(wanted, words, text))


def _runs(wanted: list[str], words: list[re.Match[str]], text: str) -> Iterator[Span]:
    """Runs of words whose stems are those wanted; a word with a hyphen inside is several."""
    done = 0
    for first, word in enumerate(words):
        run = words[first : first + len(wanted)]
        if word.start() < done or len(run) < len(wanted):
            continue
        gaps = itertools.pairwise(run)
        if (
            all(_GAP.fullmatch(text, left.end(), right.start()) for left, right in gaps)
            and [stem(_key(unicodedata.normalize("NFKC", match.group()).replace("’", "'"))) for match in run] == wanted
        ):
            done = run[-1].end()
            yield word.start(), done


def _key(word: str) -> str:
    if _ALSO_WORDS.fullmatch(word):
        return word
    plural = _PLURAL_ACRONYM.fullmatch(word)
    if plural:
        return plural[1].casefold()
    if len(word) > 1 and word.isupper():  # DNS, AWS: an acronym is no plural
        return word.casefold()
    return base(word.casefold())
