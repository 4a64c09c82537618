"""Words that were lost: the Chinese of a sentence, or of a segment, is far shorter than Chinese for this English is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from content.checks.beads import Bead, beads
from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.episode.episode import Segment
from content.episode.words import IN_COUNT, words
from content.text.prose import han, without_links
from content.text.words import is_common

_ASIDE = re.compile(r"（[^（）]*）|\([^()]*\)|\[[^\[\]]*\]|［[^［］]*］")
_GLOSS = re.compile(r"(?<=[A-Za-z0-9])[ ]?（[^（）]*）")
_NUMBER = re.compile(r"\d[\d.,]*")
_CONTENT, _FUNCTION, _LETTER = 0.80, 0.46, 0.21
"""Chinese characters for each word that carries meaning, each that does not, and each letter: fitted by least squares
to 650 sentences of the bundled library and of sound translations; half of them are within a tenth of it."""
_A_WORD, _A_NUMBER = 1.9, 1.0
"""What a word kept in English and a number in digits count for."""
_FEWEST = 6.0
_SHORT, _WITH_NEIGHBOURS = -2.5, -2.05
"""How far below, in square roots of what is expected: 1 of 500 sound sentences is, alone and with those around it."""
_FAR_TOO_SHORT = -3.65
_WHOLE, _LOST_OF_WHOLE = -2.9, 0.65
"""For a segment as a whole: 1 of 500 sound ones is below, none with as little as this of what is expected."""


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """A sentence that is shorter than any sound one, also when its neighbours are weighed with it."""
    aligned = beads(segment.english, segment.chinese)
    aside = _ASIDE if _ASIDE.search(segment.english) else _GLOSS
    weighed = [(_expected(bead.english), _length(bead.chinese, aside)) for bead in aligned]
    severities = [_severity(weighed, at) for at in range(len(aligned))]
    for bead, severity in zip(aligned, severities, strict=True):
        if severity is not None:
            yield Doubt(About.OMISSION, severity, _what(bead), bead.english.strip(), bead.chinese.strip())
    whole = _score(weighed)
    if whole >= _WHOLE or any(severities):
        return
    expected, length = (sum(each[side] for each in weighed) for side in (0, 1))
    lost = whole < _FAR_TOO_SHORT and length < _LOST_OF_WHOLE * expected
    what = (
        f"about {round(100 * length / expected)} % of the Chinese that this much English has: something may be left out"
    )
    yield Doubt(About.OMISSION, Severity.MAJOR if lost else Severity.MINOR, what)


def _severity(weighed: Sequence[tuple[float, float]], at: int) -> Severity | None:
    """How doubtful a sentence is: it must be short by itself, and with those beside it, which may hold its words."""
    if weighed[at][0] < _FEWEST or _score(weighed[at : at + 1]) >= _SHORT:
        return None
    best = _at_best(weighed, at)
    return None if best >= _WITH_NEIGHBOURS else Severity.MAJOR if best < _FAR_TOO_SHORT else Severity.MINOR


def _at_best(weighed: Sequence[tuple[float, float]], at: int) -> float:
    """The best score of the sentence with one or two beside it: where sentences were joined, one of them is long."""
    windows = ((at, at + 1), (at - 1, at + 1), (at, at + 2), (at - 2, at + 1), (at - 1, at + 2), (at, at + 3))
    return max(_score(weighed[since:until]) for since, until in windows if since >= 0 and until <= len(weighed))


def _score(weighed: Sequence[tuple[float, float]]) -> float:
    expected, length = (sum(each[side] for each in weighed) for side in (0, 1))
    return (length - expected) / math.sqrt(max(expected, 1.0))


def _expected(english: str) -> float:
    said = words(_ASIDE.sub(" ", without_links(english)), IN_COUNT)
    content = sum(not is_common(word) for word in said)
    return _CONTENT * content + _FUNCTION * (len(said) - content) + _LETTER * sum(map(len, said))


def _length(chinese: str, aside: re.Pattern[str]) -> float:
    text = aside.sub("", without_links(chinese))
    english = sum(word[0].isalpha() for word in words(text, IN_COUNT))
    return han(text) + _A_WORD * english + _A_NUMBER * len(_NUMBER.findall(text))


def _what(bead: Bead) -> str:
    shown = bead.english.strip()
    return f"“{shown[:60]}{'…' if len(shown) > 60 else ''}” is longer than its Chinese: something may be left out"
