"""A whole episode as a page shows it: every segment in sentences, what belongs together, and where its glosses stand.

The same for every reader, and for as long as the episode's content stays: what is a reader's own comes beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from bot.vocabulary.headwords import Span, identity
from content.episode.episode import Segment
from content.text.alignment import align
from content.text.parts import explanations
from content.voice.line import sentences_of

_MOST_CELLS = 4000
"""Sentences of one text times those of the other: of more, only the order tells what belongs together."""


@dataclass(frozen=True, slots=True)
class Text:
    """One language of a segment: its sentences, where each begins, and which of them begin a paragraph."""

    sentences: tuple[str, ...]
    starts: tuple[int, ...]
    breaks: tuple[int, ...]

    def at(self, span: Span) -> tuple[int, int, int] | None:
        """[start, end) of the whole text as a sentence and [start, end) within it; None for what runs over its end."""
        for number in range(len(self.starts) - 1, -1, -1):
            since = self.starts[number]
            if since <= span[0]:
                end = span[1] - since
                return (number, span[0] - since, end) if end <= len(self.sentences[number]) else None
        return None


@dataclass(frozen=True, slots=True)
class Mark:
    """A gloss in its place: `mark` is its number in the segment, `key` what it is known and saved by.

    `stands` is where the English has it, `explained` where the Chinese explains it, brackets included: a sentence, and
    [start, end) within it.
    """

    mark: int
    headword: str
    key: str
    meaning: str
    stands: tuple[int, int, int] | None
    explained: tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Unit:
    """A segment taken apart. `pairs` are [first, last) of English and [first, last) of Chinese sentences."""

    english: Text
    chinese: Text
    pairs: tuple[tuple[int, int, int, int], ...]
    marks: tuple[Mark, ...]


def taken_apart(segment: Segment) -> Unit:
    """Some hundred microseconds of work: whoever wants many keeps them."""
    english, chinese = _text(segment.english, "en"), _text(segment.chinese, "zh")
    explained = explanations(segment)
    marks = tuple(
        Mark(
            number,
            gloss.headword,
            identity(gloss.headword),
            gloss.meaning,
            english.at(gloss.span) if gloss.span else None,
            chinese.at(where) if (where := explained[number]) else None,
        )
        for number, gloss in enumerate(segment.glosses)
    )
    return Unit(english, chinese, _pairs(english.sentences, chinese.sentences), marks)


def revision_of(stored: str) -> str:
    """What stands for an episode's content in addresses: short, and another for every other content."""
    return sha256(stored.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _text(text: str, language: str) -> Text:
    spans = sentences_of(text, language)
    breaks, end = [], 0
    for number, (start, _) in enumerate(spans):
        if number and "\n" in text[end:start]:
            breaks.append(number)
        end = spans[number][1]
    return Text(tuple(text[since:until] for since, until in spans), tuple(since for since, _ in spans), tuple(breaks))


def _pairs(english: Sequence[str], chinese: Sequence[str]) -> tuple[tuple[int, int, int, int], ...]:
    if not english or not chinese:
        return ()
    if len(english) * len(chinese) > _MOST_CELLS:
        return ((0, len(english), 0, len(chinese)),)
    beads = align(english, chinese)
    return tuple((bead.english.start, bead.english.stop, bead.chinese.start, bead.chinese.stop) for bead in beads)
