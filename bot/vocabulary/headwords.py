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
from content.text.inflection import base, of_acronym, stem

Span = tuple[int, int]

LONGEST = 6
"""Words of the longest headword that is looked for in a text."""

_BETWEEN_WORDS = re.compile(r"[\s\-‐‑–_]+")
_GAP = re.compile(r"[ \t\n]+|[-‐‑–/]")
_LEADING = frozenset(("a", "an", "the", "to"))
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
    if "/" in text:
        for key, place in _with_slashes(text, words, keys, joined):
            found.setdefault(key, place)
    return found


def _with_slashes(
    text: str, words: Sequence[Span], keys: Sequence[str], joined: Sequence[bool]
) -> Iterator[tuple[str, Span]]:
    """Runs of words as `identity` has them, which keeps a slash within one: CI/CD."""
    signs = _signs(text, words)
    for first, word in enumerate(words):
        key = keys[first]
        for last in range(first + 1, min(first + LONGEST, len(words))):
            if not joined[last - 1] or (key in _LEADING and signs[first] == " "):
                break
            key += signs[last - 1] + keys[last]
            if "/" in key:
                yield key, (word[0], words[last][1])


def _signs(text: str, words: Sequence[Span]) -> str:
    """What parts each word from the next, in a key."""
    return "".join("/" if text[left[1] : right[0]] == "/" else " " for left, right in itertools.pairwise(words))


def _worded(text: str) -> tuple[list[Span], list[str], list[bool]]:
    """Where words stand, the key of each, and whether the next one could be of the same term."""
    words = list(tokens(text, IN_TERM))
    keys = [_word_key(word.group()) for word in words]
    joined = [bool(_GAP.fullmatch(text, left.end(), right.start())) for left, right in itertools.pairwise(words)]
    return [word.span() for word in words], keys, joined


class Standing:
    """Where terms stand in many texts: for whoever asks of a few terms again and again. Says what `candidates` does."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._written = texts
        self._texts = [_worded(text) for text in texts]
        self._begins: dict[str, list[tuple[int, int]]] = {}
        for number, (_, keys, _) in enumerate(self._texts):
            for at, key in enumerate(keys):
                self._begins.setdefault(key, []).append((number, at))

    def find(self, key: str) -> dict[int, Span]:
        """The texts in which a term stands, and where in each first."""
        wanted = _parts(key)
        if len(wanted) > LONGEST or (" " in key and key.partition(" ")[0] in _LEADING):
            return {}
        signs = "".join(sign for sign in key if sign in "/ ") if "/" in key else ""
        found: dict[int, Span] = {}
        for number, at in self._begins.get(wanted[0], ()):
            words, keys, joined = self._texts[number]
            last = at + len(wanted) - 1
            if number in found or keys[at : last + 1] != wanted or not all(joined[at:last]):
                continue
            if not signs or _signs(self._written[number], words[at : last + 1]) == signs:
                found[number] = (words[at][0], words[last][1])
        return found


@lru_cache(8192)
def _word_key(word: str) -> str:
    """The identity of a single word: a text is made of few different ones."""
    return identity(word)


def occurrences(headword: str, text: str) -> tuple[Span, ...]:
    """Where a headword stands in a text, in any of its forms: also those in -ing, which are no identity."""
    wanted = [stem(word) for word in _parts(identity(headword))]
    words = list(tokens(text, IN_TERM))
    return tuple(_runs(wanted, words, text))


def _parts(key: str) -> list[str]:
    """The words of a key as a text has them: CI/CD is one in a key and two there."""
    return key.replace("/", " ").split(" ")


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
    if acronym := of_acronym(word):
        return acronym.casefold()
    if len(word) > 1 and word.isupper():  # DNS, AWS: an acronym is no plural
        return word.casefold()
    return base(word.casefold())
