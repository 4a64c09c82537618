"""What a check may claim, and which of it holds a piece: one table, by what each was worth on text of others.

A claim is major where it was true, or never made, on text of others in both languages that the checks had not met. What
is as bad where it is true, but was often another way to say the same, is minor: an editor mends it, a judge may find
it grave, and it holds nothing. docs/TRANSLATION.md has the counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from content.checks.doubt import Severity

_MAJOR, _MINOR = Severity.MAJOR, Severity.MINOR


class Claim(Enum):
    """What a check says of a segment, where that may be grave."""

    NUMBER = auto()
    """A number in place of the only other one of its sentence, or of one with nearly its digits; both read whole."""
    NUMBER_OF_SEVERAL = auto()
    UNIT = auto()
    BOUND = auto()
    DENIAL_AFFIRMED = auto()
    """A denial that is nowhere in the Chinese, which says must, always or everybody instead."""
    DENIAL = auto()
    OPPOSITE = auto()
    """A word that a slip turns round, and its opposite in the Chinese."""
    FROM_TO = auto()
    TOLD = auto()
    TURNED = auto()
    """Two names that changed places around a verb."""
    NAME = auto()
    """A well-known name in place of another, neither short for the other."""
    OTHER_NAME = auto()
    LITERAL = auto()
    """An address, a version or a word of a program with a few letters or digits changed."""
    OTHER_LITERAL = auto()
    GONE = auto()
    """A sentence of a dozen words and more with hardly any Chinese, also beside it."""
    SHORTER_BY_A_NUMBER = auto()
    """One that is far shorter than it should be, and has lost a number."""
    FAR_SHORTER = auto()
    """One of our own that is: no model is terse by habit."""
    TERSE = auto()
    SHORTER = auto()
    EXPLAINED = auto()
    """Chinese that is known to be wrong for a term, in its explanation."""
    TALK = auto()
    """What a model says to whoever asked it."""
    NOTE = auto()
    DEBRIS = auto()
    """Markup, JSON, a placeholder, where the English is not about such things."""
    OTHER_DEBRIS = auto()
    UNTRANSLATED = auto()
    """A sentence in English that stands in the English."""
    TWICE = auto()


GRAVITY: Mapping[Claim, tuple[Severity, str]] = {
    Claim.NUMBER: (_MAJOR, "nothing else can be meant, and a reader has no way to see it"),
    Claim.NUMBER_OF_SEVERAL: (_MINOR, "which stands for which is a guess: players 145 are 1、4、5, 30 % off is 七折"),
    Claim.UNIT: (_MAJOR, "the same number of something else"),
    Claim.BOUND: (_MINOR, "most were right, and denied or told from the other end: cannot be more than two days away"),
    Claim.DENIAL_AFFIRMED: (_MAJOR, "both sides are said in so many words"),
    Claim.DENIAL: (_MINOR, "most were denied by another word: cannot be stopped until, 需等待"),
    Claim.OPPOSITE: (_MINOR, "each was true in another word: only after you open it, 之前必须先打开"),
    Claim.FROM_TO: (_MAJOR, "both ends stand once, in the other order, with the words for from and to"),
    Claim.TOLD: (_MAJOR, "both people stand there, in the other order"),
    Claim.TURNED: (_MINOR, "word order alone: a Selector React component is React 组件 Selector"),
    Claim.NAME: (_MAJOR, "both are names of something else"),
    Claim.OTHER_NAME: (_MINOR, "most were other names of the same: BitTorrent is BT, TS is TypeScript"),
    Claim.LITERAL: (_MAJOR, "what must be copied was not, and does not work"),
    Claim.OTHER_LITERAL: (_MINOR, "many were translated in part, or are what readers write here: YYYY/MM/DD"),
    Claim.GONE: (_MAJOR, "even the tersest translators say something for a sentence"),
    Claim.SHORTER_BY_A_NUMBER: (_MAJOR, "two witnesses: the tersest translators keep numbers"),
    Claim.FAR_SHORTER: (
        _MAJOR,
        "four of five leave out clauses, and nearly all of the others came of one terse translator",
    ),
    Claim.TERSE: (_MINOR, "the same of a source's translator, who may be one"),
    Claim.SHORTER: (_MINOR, "the longer the English beat about the bush, the shorter the Chinese"),
    Claim.EXPLAINED: (_MAJOR, "readers learn it from there"),
    Claim.TALK: (_MAJOR, "nobody can have read it"),
    Claim.NOTE: (_MINOR, "people add notes too, and mislead nobody"),
    Claim.DEBRIS: (_MAJOR, "nobody can have read it"),
    Claim.OTHER_DEBRIS: (_MINOR, "angle brackets hold addresses and indexes too, and a text may be about markup"),
    Claim.UNTRANSLATED: (_MAJOR, "readers of Chinese are given none"),
    Claim.TWICE: (_MAJOR, "a long sentence twice, where the English has nothing twice"),
}
"""Every claim with its severity, and why."""


def severity(claim: Claim) -> Severity:
    """How bad it is by the table."""
    return GRAVITY[claim][0]
