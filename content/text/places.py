"""Where a headword stands in an English text, however it is spelt there, or a phrase as it is written. Pure.

A translator writes the base form, a speaker inflects it and a transcript spells it as it likes, so words are
compared without case, spaces and hyphens, and up to a regular ending; an acronym also finds its expansion.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from content.episode.words import tokens, whole, words
from content.text.inflection import base, may_be, without_ing

Span = tuple[int, int]

_GAP = re.compile(r"[ \t]+|[-‐‑–/.'’_&+]|[ \t]?&[ \t]?")
_LONGER = 4
"""Letters by which a form may be longer than its headword: plan, planning."""


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    folded: str


class Places:
    """The words of a text, to find many headwords in it. `taken` are places that are another's already."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [_Token(match.start(), match.end(), match.group().casefold()) for match in tokens(text)]
        self._begins: dict[str, list[int]] = {}
        for at, token in enumerate(self._tokens):
            self._begins.setdefault(token.folded[:2], []).append(at)

    def find(self, headword: str, taken: Sequence[Span] = ()) -> Span | None:
        """The first place that spells `headword` but for case, space and hyphens, else with another ending."""
        head = squeezed(headword)
        return self._find(head, frozenset(may_be(head)), taken)

    def has(self, term: str) -> bool:
        """Whether a term stands there, itself or inflected; *reading* is one of its own, which who reads has not."""
        head = squeezed(term)
        forms = (head,) if without_ing(head) and len(words(term)) == 1 else may_be(head)
        return self._find(head, frozenset(forms), ()) is not None

    def _find(self, head: str, stems: frozenset[str], taken: Sequence[Span]) -> Span | None:
        second: Span | None = None
        for first in sorted(at for begin in {head[:2], head[:1]} for at in self._begins.get(begin, ())):
            token, run = self._tokens[first], ""
            for last in range(first, len(self._tokens)):
                if last > first and not self._adjacent(self._tokens[last - 1], self._tokens[last]):
                    break
                run += self._tokens[last].folded
                if len(run) > len(head) + _LONGER:
                    break
                if not _free(token, self._tokens[last], taken):
                    continue
                if run == head:
                    return token.start, self._tokens[last].end
                if second is None and not stems.isdisjoint(may_be(run)):
                    second = token.start, self._tokens[last].end
        return second

    def expansion(self, acronym: str, taken: Sequence[Span] = ()) -> Span | None:
        """Where words with these initials follow each other: "RL" -> "reinforcement learning"."""
        size = len(acronym)
        initials = "".join(token.folded[0] for token in self._tokens)
        for at in range(len(self._tokens) - size + 1):
            run = self._tokens[at : at + size]
            if initials[at : at + size] != acronym.casefold() or len(run[-1].folded) < 3:
                continue
            if all(self._adjacent(*pair) for pair in itertools.pairwise(run)) and _free(run[0], run[-1], taken):
                return run[0].start, run[-1].end
        return None

    def acronym(self, phrase: str, taken: Sequence[Span] = ()) -> Span | None:
        """Where the capital initials of a phrase stand as one word."""
        initials = "".join(word[0] for word in words(phrase)).upper()
        if len(initials) > 1:
            for token in self._tokens:
                if self._text[token.start : token.end] == initials and _free(token, token, taken):
                    return token.start, token.end
        return None

    def _adjacent(self, left: _Token, right: _Token) -> bool:
        return left.end == right.start or bool(_GAP.fullmatch(self._text, left.end, right.start))


def squeezed(text: str) -> str:
    """The key under which spellings are compared: fine-tuning, fine tuning and finetuning are one."""
    return "".join(words(text)).casefold()


def term_key(headword: str) -> str:
    """The key of a term, whatever its case, its hyphens and its ending."""
    return base(squeezed(headword))


def forms(headword: str) -> frozenset[str]:
    """All that it may be a form of: headwords of one term have one of these in common."""
    return frozenset(may_be(squeezed(headword)))


def as_written(phrase: str, text: str) -> Iterator[Span]:
    """Where a phrase stands in a text as it is written, but for its case: as whole words, *cap* not in *capacity*."""
    if phrase:
        for found in whole(phrase).finditer(text):
            yield found.span()


def _free(first: _Token, last: _Token, taken: Sequence[Span]) -> bool:
    return all(last.end <= start or end <= first.start for start, end in taken)
