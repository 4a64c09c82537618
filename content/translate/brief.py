"""What is known of a piece before its first sentence is translated, and what of it a passage is told.

Who speaks and how, what names were meant where recognition heard something else, which Chinese each term has in the
sense it has here, what stays English.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from content.text.places import Places


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
        places = Places(english)
        said: dict[str, list[str]] = {}
        for meaning in self.terms:
            if places.has(meaning.term):
                chosen = f"{meaning.chinese} ({meaning.sense})" if meaning.sense else meaning.chinese
                said.setdefault(meaning.term, []).append(chosen)
        return {term: words[0] if len(words) == 1 else words for term, words in said.items()}

    def kept_within(self, english: str) -> list[str]:
        """What stays English in a passage."""
        places = Places(english)
        return [name for name in self.keep if places.has(name)]

    def names_within(self, english: str) -> dict[str, str]:
        """What was heard in a passage, and what was meant."""
        places = Places(english)
        return {heard: meant for heard, meant in self.names if places.has(heard)}


NO_BRIEF = Brief()
