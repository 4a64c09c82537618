"""What a translation says when it is put back into English, compared with the original without a model."""

from __future__ import annotations

from collections.abc import Iterator

from content.checks.bounds import bounded
from content.checks.doubt import About, Doubt, Severity
from content.checks.negation import denials
from content.checks.quantities.english import quantities
from content.checks.quantities.quantity import Quantity, equal
from content.checks.quantities.units import agree
from content.text.places import as_written

_NUMBERS = frozenset((About.NUMBER, About.UNIT, About.DATE))
_WORDS = frozenset((About.DIRECTION, About.MODALITY))
IN_ENGLISH = frozenset(
    (*_NUMBERS, About.BOUND, About.NEGATION, About.DIRECTION, About.MODALITY, About.ORDER, About.TENSE, About.PERSON)
)
"""What a way back into English can tell of."""


def echoes(doubt: Doubt, english: str, back: str) -> bool:
    """Whether the way back clears a doubt of the checks.

    The numbers are all there and bounded from the same side, what was denied is denied, the word that seemed to be
    turned round comes back as it was.
    """
    if doubt.about in _NUMBERS:
        return not _lost(english, back) and not _lost(back, english)
    if doubt.about is About.NEGATION:
        return denials(back) >= denials(english)
    if doubt.about is About.BOUND:
        return bounded(english) <= bounded(back)
    if doubt.about in _WORDS:
        return 0 < _count(doubt.english, english) <= _count(doubt.english, back)
    return False


def _count(word: str, text: str) -> int:
    return sum(1 for _ in as_written(word, text))


def differences(english: str, back: str) -> Iterator[Doubt]:
    """What the checks did not see: a number that comes back as another, a denial that does not come back."""
    lost, strange = _lost(english, back), _lost(back, english)
    if lost and strange:
        what = f"{lost[0].text} comes back as {strange[0].text}"
        yield Doubt(About.NUMBER, Severity.MINOR, what, lost[0].text, judged=True)
    if denials(english) and not denials(back):
        yield Doubt(About.NEGATION, Severity.MINOR, "what is denied comes back as said", judged=True)


def _lost(one: str, other: str) -> list[Quantity]:
    there = quantities(other)
    return [
        each
        for each in quantities(one)
        if each.sure and not any(equal(each, twin) and agree(each.unit, twin.unit) for twin in there)
    ]
