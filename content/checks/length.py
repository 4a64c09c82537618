"""Words that were lost: the Chinese of a sentence, or of a segment, is far shorter than Chinese for this English is."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from content.checks.beads import Bead, beads
from content.checks.context import Context
from content.checks.doubt import About, Doubt
from content.checks.gravity import Claim, severity
from content.checks.quantities import chinese as of_chinese
from content.checks.quantities import english as of_english
from content.checks.quantities.quantity import equal
from content.episode.episode import Segment
from content.episode.words import IN_COUNT, words
from content.text.prose import han, without_links
from content.text.words import is_common

_ASIDE = re.compile(r"（[^（）。！？]*）|\([^()。！？]*\)|\[[^\[\]]*\]|［[^［］]*］")
_GLOSS = re.compile(r"(?<=[A-Za-z0-9])[ ]?（[^（）]*）")
_NUMBER = re.compile(r"\d[\d.,]*")
_CONTENT, _FUNCTION, _LETTER = 0.80, 0.46, 0.21
"""Chinese characters for each word that carries meaning, each that does not, and each letter: fitted by least squares
to 650 sentences of the bundled library and of sound translations; half of them are within a tenth of it."""
_A_WORD, _A_NUMBER = 1.9, 1.0
"""What a word kept in English and a number in digits count for."""
_PROGRAM = re.compile(r"[A-Za-z][\w.:/-]*(?:[_./:]|[a-z][A-Z])[\w./:-]*\w(?:\(\))?", re.ASCII)
_FEWEST = 6.0
_SHORT, _WITH_NEIGHBOURS = -2.5, -2.05
"""How far below, in square roots of what is expected: 1 of 500 sound sentences is, alone and with those around it."""
_FAR_TOO_SHORT = -3.65
_MOST_OF_IT = 0.7
_LONG = 24.0
"""What a dozen words are expected to be."""
_SCRAPS = 0.2
_WHOLE = -2.9
"""For a segment as a whole: 1 of 500 sound ones is below."""


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """A sentence that is shorter than any sound one, also when its neighbours are weighed with it."""
    aligned = beads(segment.english, segment.chinese)
    weighed = [(_expected(_without_kept(bead)), _length(bead.chinese, _left_out(bead))) for bead in aligned]
    claims = [_claim(weighed, at) for at in range(len(aligned))]
    for bead, claim in zip(aligned, claims, strict=True):
        if claim is Claim.FAR_SHORTER and not context.ours:
            claim = Claim.SHORTER_BY_A_NUMBER if _loses_a_number(bead, segment.chinese) else Claim.TERSE
        if claim is not None:
            yield Doubt(About.OMISSION, severity(claim), _what(bead), bead.english.strip(), bead.chinese.strip())
    whole = _score(weighed)
    if whole >= _WHOLE or any(claims):
        return
    expected, length = (sum(each[side] for each in weighed) for side in (0, 1))
    what = (
        f"about {round(100 * length / expected)} % of the Chinese that this much English has: something may be left out"
    )
    yield Doubt(About.OMISSION, severity(Claim.SHORTER), what)


def _claim(weighed: Sequence[tuple[float, float]], at: int) -> Claim | None:
    """What to say of a sentence: it must be short by itself, and with those beside it, which may hold its words."""
    if weighed[at][0] < _FEWEST or _score(weighed[at : at + 1]) >= _SHORT:
        return None
    best = _at_best(weighed, at)
    if best >= _WITH_NEIGHBOURS:
        return None
    if best >= _FAR_TOO_SHORT or not _nowhere_else(weighed, at):
        return Claim.SHORTER
    expected, length = weighed[at]
    return Claim.GONE if expected >= _LONG and length <= _SCRAPS * expected else Claim.FAR_SHORTER


def _loses_a_number(bead: Bead, chinese: str) -> bool:
    """Whether a number of the sentence is nowhere in the Chinese either: a terse translator keeps it."""
    there = of_chinese.quantities(chinese)
    return any(
        each.sure and not any(equal(each, other) for other in there) for each in of_english.quantities(bead.english)
    )


def _nowhere_else(weighed: Sequence[tuple[float, float]], at: int) -> bool:
    """Whether the segment as a whole lacks most of what the sentence lacks: it may be told with another one."""
    lacking = [expected - length for expected, length in weighed]
    return sum(lacking) >= _MOST_OF_IT * lacking[at]


def _at_best(weighed: Sequence[tuple[float, float]], at: int) -> float:
    """The best score of the sentence with one or two beside it: where sentences were joined, one of them is long."""
    windows = ((at, at + 1), (at - 1, at + 1), (at, at + 2), (at - 2, at + 1), (at - 1, at + 2), (at, at + 3))
    return max(_score(weighed[since:until]) for since, until in windows if since >= 0 and until <= len(weighed))


def _score(weighed: Sequence[tuple[float, float]]) -> float:
    expected, length = (sum(each[side] for each in weighed) for side in (0, 1))
    return (length - expected) / math.sqrt(max(expected, 1.0))


def _without_kept(bead: Bead) -> str:
    """The English, with words of a program that its Chinese keeps as short as they count there."""
    return _PROGRAM.sub(lambda match: "kept" if match[0] in bead.chinese else match[0], bead.english)


def _left_out(bead: Bead) -> re.Pattern[str]:
    """What does not count of the Chinese: asides that the English has too, or only explanations of terms."""
    return _ASIDE if len(_ASIDE.findall(bead.english)) >= len(_ASIDE.findall(bead.chinese)) else _GLOSS


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
