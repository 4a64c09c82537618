"""Chinese that is known to be wrong for a term: 代币 for the tokens of a model, 店面 for a shop floor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.checks.gravity import Claim, severity
from content.episode.episode import Segment
from content.text.glossary import Glossary, GlossaryEntry
from content.text.phrases import listed
from content.text.words import fold

_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_HEAD = r"[A-Za-z][A-Za-z -]*"
_AMBIGUOUS = 3
"""Letters of an acronym that may stand for other words than the glossary's: PR, 公关."""


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """Major in an explanation, where readers learn it; in the text only terms of two words or more, and minor."""
    for said, entry in _terms(segment.english, context.glossary):
        if entry.unless and re.search(rf"\b(?:{entry.unless})", segment.english, re.IGNORECASE):
            continue
        if any(right in segment.chinese for right in _right(entry)):
            continue  # both senses are there: his agent, and the agents he writes about
        for pattern in entry.avoid:
            explained = re.search(rf"{_HEAD}（[^（）]*{pattern}[^（）]*）", segment.chinese)
            match = explained or (re.search(pattern, segment.chinese) if " " in entry.headword else None)
            if match:
                weight = severity(Claim.EXPLAINED) if explained else Severity.MINOR
                what = f"“{said}” is {match[0]} in the Chinese: {entry.chinese}"
                yield Doubt(About.SENSE, weight, what, said, match[0])
                break
    for gloss in segment.glosses:
        known = context.glossary.find(gloss.headword)
        if gloss.headword.isupper() and len(gloss.headword) <= _AMBIGUOUS:
            continue
        if known is None or fold(known.headword) != fold(gloss.headword) or not _strange(gloss.meaning, known):
            continue
        what = f"{gloss.headword} is explained as {gloss.meaning}: the glossary has {'；'.join(known.renderings)}"
        yield Doubt(About.SENSE, Severity.MINOR, what, gloss.headword, gloss.meaning)


def _right(entry: GlossaryEntry) -> Iterator[str]:
    """What the glossary says, but for a sense that is to be avoided here."""
    return (each for each in entry.renderings if not any(re.search(pattern, each) for pattern in entry.avoid))


def _strange(meaning: str, entry: GlossaryEntry) -> bool:
    """Whether not one character of it stands in what the glossary says."""
    known = set("".join(entry.meanings))
    return not known & set(_CHINESE.findall(meaning)) and bool(_CHINESE.search(meaning))


def _terms(english: str, glossary: Glossary) -> Iterator[tuple[str, GlossaryEntry]]:
    """The entries with Chinese to avoid that the English has, the longest first: attention head before attention."""
    firsts = _first_words(glossary)

    def find(phrase: str) -> GlossaryEntry | None:
        entry = glossary.find(phrase) if fold(phrase)[:3] in firsts else None
        return entry if entry is not None and entry.avoid else None

    return ((phrase, entry) for _, phrase, entry in listed(english, find))


@lru_cache(maxsize=8)
def _first_words(glossary: Glossary) -> Mapping[str, bool]:
    """How the terms with Chinese to avoid begin: most words of a text need not be looked up."""
    names = (name for entry in glossary.entries if entry.avoid for name in (entry.headword, *entry.aliases))
    return {fold(name)[:3]: True for name in names}
