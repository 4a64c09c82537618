"""The Chinese that a term has everywhere: what operators taught, the glossary prefers, and the bundled library uses.

One Chinese word a term and sense, across a piece and across days. What was taught comes first: an operator's correction
is the last word, until it is taken back.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from content.episode.words import IN_DICTIONARY
from content.files.check import read_library
from content.text.glossary import Glossary, GlossaryEntry, builder_glossary
from content.text.phrases import listed
from content.text.words import base_forms, fold

_LIBRARY = Path(str(files("content").joinpath("episodes")))
_REMEMBERED = 256
"""Texts: of one segment the terms are asked for by prompt, check, proof and brief."""

_AGREED = 2
"""Segments of the library that must explain a term alike before it counts as its use."""


@dataclass(frozen=True, slots=True)
class Taught:
    """What an operator's correction taught: `headword` is `chinese`, and not `instead_of`, which may be empty."""

    headword: str
    chinese: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """How a term is put into Chinese. `senses` are all of them where the sense decides; what is to `keep` stays."""

    headword: str
    chinese: str
    senses: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    keep: bool = False


class TermBase:
    """Rules by headword, however spelt or inflected."""

    def __init__(self, rules: Iterable[Rule], glossary: Glossary) -> None:
        self._rules: dict[str, Rule] = {}
        for rule in rules:
            self._rules.setdefault(fold(rule.headword), rule)
        self.glossary = glossary
        self._remembered = lru_cache(_REMEMBERED)(self._within)

    def find(self, text: str) -> Rule | None:
        """The rule of a word or phrase."""
        return next((self._rules[form] for form in base_forms(text) if form in self._rules), None)

    def within(self, english: str) -> tuple[Rule, ...]:
        """The rules of the terms that `english` has, as whole words, in its order: *cap* is not in *capacity*."""
        return self._remembered(english)

    def _within(self, english: str) -> tuple[Rule, ...]:
        found: dict[str, tuple[int, Rule]] = {}
        for start, _, rule in listed(english, self.find, binds=IN_DICTIONARY):
            found.setdefault(fold(rule.headword), (start, rule))
        return tuple(rule for _, rule in sorted(found.values(), key=lambda pair: pair[0]))

    def told(self, english: str) -> Mapping[str, object]:
        """What a model is told of the terms of `english`: the Chinese of each, or its senses to choose from."""
        return {rule.headword: _told(rule) for rule in self.within(english)}


def term_base(taught: Iterable[Taught] = ()) -> TermBase:
    """The term base of this project, with what was taught before all else."""
    glossary = builder_glossary()
    return TermBase((*_of_taught(taught, glossary), *_of_glossary(glossary), *_of_library(glossary)), glossary)


def _told(rule: Rule) -> object:
    if rule.keep:
        return "keep in English"
    told: dict[str, object] = {"chinese": list(rule.senses) if len(rule.senses) > 1 else rule.chinese}
    if plain := [word for word in rule.avoid if not re.search(r"[\\()\[\]?]", word)]:
        told["not"] = plain
    return told if len(told) > 1 or len(rule.senses) > 1 else rule.chinese


def _of_taught(taught: Iterable[Taught], glossary: Glossary) -> Iterator[Rule]:
    """The latest of two for one word counts."""
    for lesson in reversed(list(taught)):
        known = glossary.find(lesson.headword)
        avoid = (lesson.instead_of,) if lesson.instead_of else ()
        yield Rule(lesson.headword, lesson.chinese, avoid=(*avoid, *(known.avoid if known else ())))


def _of_glossary(glossary: Glossary) -> Iterator[Rule]:
    for entry in glossary.entries:
        for name in (entry.headword, *entry.aliases):
            yield _rule(entry, name)


def _rule(entry: GlossaryEntry, name: str) -> Rule:
    senses = () if entry.prefer else entry.renderings
    return Rule(name, entry.chinese, senses, entry.avoid, entry.keep)


@cache
def _of_library(glossary: Glossary) -> tuple[Rule, ...]:
    """Terms that no glossary has and that the bundled episodes explain alike wherever they do."""
    used: defaultdict[str, Counter[str]] = defaultdict(Counter)
    spelt: dict[str, str] = {}
    for entry in read_library(_LIBRARY).entries:
        for segment in entry.episode.segments:
            for gloss in segment.glosses:
                if glossary.find(gloss.headword) is None:
                    used[fold(gloss.headword)][gloss.meaning] += 1
                    spelt.setdefault(fold(gloss.headword), gloss.headword)
    return tuple(
        Rule(spelt[key], next(iter(meanings)))
        for key, meanings in used.items()
        if len(meanings) == 1 and meanings.total() >= _AGREED
    )
