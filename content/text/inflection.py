"""The base form of an English word, by rules and a table of exceptions. Pure.

Only what is safe is undone: regular and a few irregular plurals, third persons and pasts. Where two words would be
taken for one (left and leave, lost and loss, leaves and leaf), nothing is done; nor with -ing, whose forms are
terms of their own in what we read: training, scaling, embedding. The result is a key, not always a word.
"""

from __future__ import annotations

import re
from functools import lru_cache

from content.text.irregular import IES, IRREGULAR, PLURAL_ICS, SAME

_SHORTEST_STEM = 2
_PLURAL_ACRONYM = re.compile(r"([A-Z][A-Z0-9]+)['’]?s")
_OWNS = re.compile(r"['’]?['’]s$|['’]$")
_PLURAL_US = ("cpus", "gpus", "gurus", "npus", "tpus")
_SINGULAR_OS = ("chaos", "cosmos", "ethos", "kudos", "logos", "ios", "macos", "pathos")
_PLURAL_AS = re.compile(r"(?:schem|formul|are|ide|bet|delt|alph|lambd|gamm|person|quot|dat|medi|camer|er|lam)as")
_CONSONANT = re.compile(r"[bcdfghjklmnpqrstvwxz]")
_GROUPS = re.compile(r"(?<!q)[aeiouy]+|(?<=q)u[aeiouy]+")
_TAKES_E = re.compile(
    r"(?:[csuvz]|(?<!n)g|[nrd]g|[^aeiourlw]l|[aeiouy]*at|ut|ar|ir|ur|in|un|il|ol|ul|scal|am|um|im|od|id|ad|(?<!e)ed|ud|ap|yp|ik|ok"
    r"|ak|ib|ob|ub|if|if)$"
)
_ONE_SYLLABLE = re.compile(r"[^aeiouy]*(?:qu)?[aeiouy][bcdfghjklmnpqrstvz]")
_TWO_VOWELS = re.compile(r"(?<!q)[aeiou][aeiou][bdklmnpr]$|(?:ai|ea|ee|oa|oi|oo|ou|(?<!q)ui)t$")
_KEEPS_DOUBLE = re.compile(
    r"(?:ss|zz|ff)$|(?:call|stall|still|fill|spell|kill|pull|(?<!t)roll|sell|drill|skill|bill|poll|thrill|toll)$"
)
"""Endings after which -ed stands for itself although the consonant is doubled."""


@lru_cache(maxsize=20_000)
def base(word: str) -> str:
    """The base form of a word in lower case, the word itself where nothing is safe."""
    word = unowned(word)
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word in SAME or (len(word) < 4 and not re.fullmatch(r"[a-z]{2}s", word)):
        return word
    if not word.isascii() or not word.isalpha():
        return word
    if word.endswith("s"):
        return _singular(word)
    if word.endswith("ed") and len(word) > 4:
        return _present(word)
    return word


def unowned(word: str) -> str:
    """A word without the 's of an owner, or the ' of several."""
    return _OWNS.sub("", word)


def of_acronym(word: str) -> str | None:
    """The acronym that stands in capitals before a small s: LLMs, an API's. None for every other word."""
    plural = _PLURAL_ACRONYM.fullmatch(word)
    return plural[1] if plural else None


def without(word: str, ending: str) -> tuple[str, ...]:
    """What a word with an ending may be formed from, likeliest first: retr, retre, retry. Not all of them are words."""
    stem = word.removesuffix(ending)
    stems = [stem, f"{stem}e"]
    if len(stem) > 2 and stem[-1] == stem[-2]:
        stems.append(stem[:-1])
    if stem.endswith("i"):
        stems.append(f"{stem[:-1]}y")
    if ending == "s" and stem.endswith("ie"):
        stems.append(f"{stem[:-2]}y")
    if ending == "s" and stem.endswith("e"):
        stems.append(stem[:-1])
    return tuple(stems)


def without_ing(word: str) -> tuple[str, ...]:
    """What a word in -ing may be formed from, likeliest first: scal, scale; plann, plan. Nothing for any other word.

    For finding only: training and scaling are terms of their own.
    """
    stem = word.removesuffix("ing")
    if stem == word or len(stem) < _SHORTEST_STEM or not _GROUPS.search(stem):
        return ()
    return without(word, "ing")[: 2 if stem[-1] in "aeiou" else None]


def stem(key: str) -> str:
    """Coarser than a base form, of one, for finding only: without -ing and a final e."""
    bare, *others = (len(key) > 5 and without_ing(key)) or (key,)
    if (
        len(others) > 1 and len(bare) > 3 and bare[-1] not in "lsz"
    ):  # those are doubled in words of their own: call, pass
        bare = others[-1]
    return bare.removesuffix("e") if len(bare) > 3 else bare


@lru_cache(maxsize=4096)  # a text has few words, often, and its phrases ask for theirs again
def may_be(word: str) -> tuple[str, ...]:
    """A word in lower case and all that it may regularly be a form of, itself first.

    More than `base` dares: weights may be weight, though they are two terms.
    """
    ends = [ending for ending in ("s", "es") if word.endswith(ending) and not word.endswith("ss") and len(word) > 3]
    bare = [word.removesuffix(ending) for ending in ends]
    stems = without_ing(word)
    return tuple(dict.fromkeys((word, base(word), *bare, *stems, *map(base, stems))))


def _singular(word: str) -> str:
    stem = word[:-1]
    if word.endswith(("ss", "is")) or (word.endswith("us") and word not in _PLURAL_US):
        return word
    if not _GROUPS.search(stem):  # https, sms: nobody's plural; llms is a plural of three letters
        return stem if len(stem) > 2 and word not in ("https",) else word
    if word.endswith("ics"):
        return stem if word in PLURAL_ICS else word
    if word.endswith("os"):
        return word if word in _SINGULAR_OS else stem
    if word.endswith("as"):
        return stem if _PLURAL_AS.fullmatch(word) else word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 5 and word not in IES else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "oes")):
        return word[:-2]
    return stem


def _present(word: str) -> str:
    """Of a regular past: with -e where spelling asks for one, with one consonant where it was doubled."""
    stem = word[:-2]
    if word.endswith("ied"):
        return word[:-3] + "y"
    if word.endswith("eed") or not _GROUPS.search(stem):
        return word
    if len(stem) > 2 and stem[-1] == stem[-2] and _CONSONANT.match(stem[-1]):
        return stem if _KEEPS_DOUBLE.search(stem) else stem[:-1]
    if stem[-1] in "aioy":
        return stem
    if _TWO_VOWELS.search(stem):
        return stem
    if _TAKES_E.search(stem) or _ONE_SYLLABLE.fullmatch(stem):
        return stem + "e"
    return stem
