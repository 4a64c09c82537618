"""What is known of a piece before its first sentence is translated, and what of it a passage is told.

Who speaks and how, what names were meant where recognition heard something else, which Chinese each term has in the
sense it has here, what stays English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import BaseModel

from content.episode.words import count_words
from content.text.words import base_forms, fold

_WORD = re.compile(r"[\w'’.+#/-]+")


class Meaning(BaseModel):
    """A term with the Chinese that its sense has here."""

    term: str
    chinese: str
    sense: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """`speakers`, `names` and `terms` as pairs; a term may stand twice with two senses. Empty where there is none."""

    about: str = ""
    lead_in: str = ""
    speakers: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    terms: tuple[Meaning, ...] = ()
    keep: tuple[str, ...] = ()

    def terms_within(self, english: str) -> dict[str, object]:
        """The terms of a passage with their Chinese; where one has two senses, both with what tells them apart."""
        folded = folded_words(english)
        said: dict[str, list[str]] = {}
        for meaning in self.terms:
            if stands(meaning.term, folded):
                chosen = f"{meaning.chinese} ({meaning.sense})" if meaning.sense else meaning.chinese
                said.setdefault(meaning.term, []).append(chosen)
        return {term: words[0] if len(words) == 1 else words for term, words in said.items()}

    def kept_within(self, english: str) -> list[str]:
        """What stays English in a passage."""
        folded = folded_words(english)
        return [name for name in self.keep if stands(name, folded)]

    def names_within(self, english: str) -> dict[str, str]:
        """What was heard in a passage, and what was meant."""
        folded = folded_words(english)
        return {heard: meant for heard, meant in self.names if stands(heard, folded)}


NO_BRIEF = Brief()


def folded_words(text: str) -> str:
    """A text as `stands` looks through it: its words folded, a space around each."""
    return f" {' '.join(fold(word.strip('.')) for word in _WORD.findall(text))} "


def stands(term: str, folded: str) -> bool:
    """Whether a term stands in the text as whole words, its last one perhaps inflected."""
    if not count_words(term):
        return False
    words = " ".join(fold(word.strip(".")) for word in _WORD.findall(term))
    if f" {words} " in folded:
        return True
    head, _, last = words.rpartition(" ")
    endings = ("s", "es", "ed", "d", "ing")
    forms = {f"{last}{ending}" for ending in endings} | {last.removesuffix("e") + "ing", last.removesuffix("y") + "ies"}
    return any(f" {f'{head} {form}'.strip()} " in folded for form in (*forms, *base_forms(last)))
