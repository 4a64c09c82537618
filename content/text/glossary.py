"""The glossary: what builders mean by a word where a general dictionary means something else. See glossary.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from content.text.words import base_forms, fold

_ALIKE = 0.75
"""How alike two spellings must be for one to be suggested for the other, of 1."""
_PARENTHESIS = re.compile(r"（[^（）]*）")


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term and its Chinese meanings. `ipa` is American, or empty where the lexicon has it.

    `avoid` are patterns of Chinese that is wrong for it where the English does not match `unless`; `prefer` is the
    Chinese to use where there is a choice; what is to `keep` stays English.
    """

    headword: str
    meanings: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    ipa: str = ""
    avoid: tuple[str, ...] = ()
    unless: str = ""
    prefer: str = ""
    keep: bool = False

    @property
    def chinese(self) -> str:
        """The Chinese to use: the preferred, else the first meaning without what explains it."""
        return self.prefer or self.renderings[0]

    @property
    def renderings(self) -> tuple[str, ...]:
        """Every Chinese word for it, without what explains it."""
        bare = (_PARENTHESIS.sub("", meaning).removesuffix("的") or meaning for meaning in self.meanings)
        return tuple(dict.fromkeys((*filter(None, [self.prefer]), *bare)))


class Glossary:
    """Entries by headword and alias, however spelt or regularly inflected."""

    def __init__(self, entries: tuple[GlossaryEntry, ...]) -> None:
        self.entries = entries
        self._by_key = {fold(name): entry for entry in entries for name in (entry.headword, *entry.aliases)}

    def find(self, text: str) -> GlossaryEntry | None:
        """The entry of a word or phrase."""
        return next((self._by_key[form] for form in base_forms(text) if form in self._by_key), None)

    def near(self, text: str, limit: int) -> tuple[str, ...]:
        """Headwords spelt much like this, the most alike first."""
        from difflib import get_close_matches

        keys = get_close_matches(fold(text), self._by_key, limit, _ALIKE)
        return tuple(dict.fromkeys(self._by_key[key].headword for key in keys))


def parse_glossary(text: str) -> Glossary:
    """The glossary of a file. Raises tomllib.TOMLDecodeError for a term twice, KeyError where `zh` is missing."""
    return Glossary(tuple(_entry(headword, fields) for headword, fields in tomllib.loads(text).items()))


@cache
def builder_glossary() -> Glossary:
    """The one written for this project, read once."""
    return parse_glossary(resources.files("content").joinpath("glossary.toml").read_text("utf-8"))


def _entry(headword: str, fields: Mapping[str, Any]) -> GlossaryEntry:
    return GlossaryEntry(
        headword,
        tuple(_senses(fields["zh"])),
        tuple(fields.get("also", ())),
        fields.get("ipa", ""),
        tuple(fields.get("avoid", ())),
        fields.get("unless", ""),
        fields.get("prefer", ""),
        fields.get("keep", False),
    )


def _senses(text: str) -> list[str]:
    """Parted at ；, except within parentheses."""
    senses, depth = [""], 0
    for character in text:
        depth += {"（": 1, "）": -1}.get(character, 0)
        if character == "；" and not depth:
            senses.append("")
        else:
            senses[-1] += character
    return senses
