"""The terms that the translations of an episode explain: what one run chose, the next are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from content.episode.episode import Gloss
from content.text.glosses import find_glosses
from content.text.places import Places, term_key
from content.text.prose import han

_PARENTHESIS = re.compile(r"[（(][^（）()\n]*[）)]")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A term with its Chinese, and the position of the segment that explains it first."""

    headword: str
    meaning: str
    position: int


class Terms:
    """What an episode's translations explain so far."""

    def __init__(self) -> None:
        self._chosen: dict[str, Chosen] = {}

    def learn(self, position: int, english: str, chinese: str) -> None:
        """Note the terms that the translation of the segment at `position` explains."""
        for gloss in find_glosses(english, chinese):
            key = term_key(gloss.headword)
            known = self._chosen.get(key)
            if known is None or position < known.position:
                self._chosen[key] = Chosen(gloss.headword, gloss.meaning, position)

    def within(self, english: str) -> tuple[Chosen, ...]:
        """Those that `english` may use, in the order of the episode."""
        places = Places(english)
        found = (term for term in self._chosen.values() if places.has(term.headword))
        return tuple(sorted(found, key=lambda term: (term.position, term.headword)))

    def meanings(self) -> Mapping[str, str]:
        """Each headword with its Chinese."""
        return {term.headword: term.meaning for term in self._chosen.values()}


def invented(english: str, chinese: str) -> tuple[Gloss, ...]:
    """The terms that `chinese` explains though `english` does not have them."""
    return tuple(gloss for _, gloss in explanations(english, chinese) if gloss.span is None)


def without_invented(english: str, chinese: str) -> str:
    """`chinese` with the meaning alone where it explains a term that `english` does not have."""
    pieces: list[str] = []
    at = 0
    for match, gloss in explanations(english, chinese):
        if gloss.span is None and chinese.endswith(gloss.headword, at, match.start()):
            before = chinese[at : match.start() - len(gloss.headword)]
            spaceless = before.removesuffix(" ")
            pieces += [spaceless if han(spaceless[-1:]) else before, gloss.meaning]
            at = match.end()
            if han(gloss.meaning[-1:]) and chinese[at : at + 1] == " " and han(chinese[at + 1 : at + 2]):
                at += 1
    return "".join((*pieces, chinese[at:]))


def explanations(english: str, chinese: str) -> Iterator[tuple[re.Match[str], Gloss]]:
    """Each parenthesis that explains a term, with that term."""
    since = 0
    for match in _PARENTHESIS.finditer(chinese):
        for gloss in find_glosses(english, chinese[since : match.end()]):
            yield match, gloss
        since = match.end()
