"""What a request is told of the words of its passage."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from content.text.words import fold
from content.translate.brief import NO_BRIEF, Brief
from content.translate.term_base import TermBase, term_base


@dataclass(frozen=True, slots=True)
class Told:
    """`terms` in the sense they have here, `base` as everywhere; `names` by what was heard."""

    terms: Mapping[str, object]
    base: Mapping[str, object]
    keep: Sequence[str]
    names: Mapping[str, str]

    @property
    def words(self) -> dict[str, object]:
        """Every term with its Chinese, the sense it has here before all else."""
        return {**self.base, **self.terms}

    @property
    def settled(self) -> frozenset[str]:
        """The terms that need no agreeing on any more, folded."""
        return frozenset(fold(term) for term in self.words)

    def __str__(self) -> str:
        """The same for the same rules: where one changes, what was accepted under the old ones is asked for anew."""
        return json.dumps([self.words, list(self.keep), dict(self.names)], ensure_ascii=False, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Known:
    """What all requests over a piece share: its brief, and the term base."""

    brief: Brief = NO_BRIEF
    base: TermBase = field(default_factory=term_base)

    def told(self, english: str) -> Told:
        """What concerns a passage."""
        terms = self.brief.terms_within(english)
        named = {fold(term) for term in terms}
        base = {term: said for term, said in self.base.told(english).items() if fold(term) not in named}
        return Told(terms, base, self.brief.kept_within(english), self.brief.names_within(english))
