"""What a judge marked, as doubts: only what quotes the two texts letter by letter counts."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from content.checks.doubt import About, Doubt, Severity
from content.episode.episode import Segment
from content.text.prose import clean_line

_ABOUT = {
    "mistranslation": About.ACCURACY,
    "omission": About.OMISSION,
    "addition": About.ADDITION,
    "number": About.NUMBER,
    "negation": About.NEGATION,
    "direction": About.DIRECTION,
    "modality": About.MODALITY,
    "name": About.NAME,
    "terminology": About.TERM,
    "gloss": About.GLOSS,
    "grammar": About.STYLE,
    "style": About.STYLE,
    "untranslated": About.LEFTOVER,
}
_ONE_SIDED = frozenset((About.OMISSION, About.ADDITION))
_LIGHT = frozenset((About.STYLE, About.GLOSS, About.TERM))
"""Kinds that never mislead, whatever a judge says."""
_LONGEST_WHY = 160


class Span(BaseModel):
    """An error as a judge gives it."""

    category: str = ""
    severity: str = "minor"
    english: str = ""
    chinese: str = ""
    why: str = ""


class Judged(BaseModel):
    """A segment as a judge gives it; `id` is its number, counted from 1."""

    id: int
    score: float = 100.0
    spans: list[Span] = []
    unfounded: list[int] = []
    """Of the doubts that it was shown, counted from 1, those that it denies."""


def doubts_of_judge(judged: Judged, segment: Segment) -> tuple[Doubt, ...]:
    """The spans of a segment that stand in it, each once."""
    return tuple(dict.fromkeys(_doubts(judged, segment)))


def _doubts(judged: Judged, segment: Segment) -> Iterator[Doubt]:
    for span in judged.spans:
        about = _ABOUT.get(span.category.strip().casefold(), About.ACCURACY)
        english, chinese = span.english.strip(), span.chinese.strip()
        if english not in segment.english or chinese not in segment.chinese or not (english or chinese):
            continue
        quoted = bool(english and chinese) or about in _ONE_SIDED
        grave = span.severity.strip().casefold() in ("major", "critical")
        severity = Severity.MAJOR if grave and quoted and about not in _LIGHT else Severity.MINOR
        why = clean_line(span.why)[:_LONGEST_WHY] or about.value
        yield Doubt(about, severity, f"“{english or chinese}”: {why}", english, chinese, judged=True)
