"""All checks over a segment or an episode. Pure: the same doubts every time, in the order of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from content.checks import (
    bounds,
    gloss_form,
    leftovers,
    length,
    literals,
    names,
    negation,
    numbers,
    opposites,
    order,
    senses,
    translationese,
)
from content.checks.context import ALONE, Context
from content.checks.doubt import Doubt, Severity
from content.checks.withheld import is_withheld
from content.episode.episode import Episode, Segment
from content.episode.words import IN_NAME, words
from content.text.glossary import Glossary, builder_glossary
from content.text.inflection import unowned
from content.text.prose import MOST_CHINESE, MOST_ENGLISH, units
from content.text.words import fold

_CHECKS = (
    numbers,
    bounds,
    negation,
    opposites,
    order,
    names,
    literals,
    length,
    senses,
    leftovers,
    gloss_form,
    translationese,
)


def doubts_of(segment: Segment, context: Context = ALONE) -> tuple[Doubt, ...]:
    """What is doubtful in one segment, the major first; nothing where it has no Chinese, or it is withheld.

    Nor where it fits no message: that is a fault, and no reader sees it.
    """
    if units(segment.english) > MOST_ENGLISH or units(segment.chinese) > MOST_CHINESE:
        return ()
    if not segment.chinese or is_withheld(segment.chinese) or segment.chinese == segment.english:
        return ()
    found = dict.fromkeys(doubt for check in _CHECKS for doubt in check.doubts(segment, context))
    return tuple(sorted(found, key=lambda doubt: doubt.severity is not Severity.MAJOR))


def doubts_in(
    episode: Episode, *, ours: bool = True, glossary: Glossary | None = None, only: frozenset[int] | None = None
) -> tuple[Doubt, ...]:
    """What is doubtful in an episode, each with its segment's position; `only` these positions where they are given.

    `ours` says that the translation is our own and keeps to our form of glosses.
    """
    return tuple(
        replace(doubt, position=at)
        for at, context in enumerate(contexts(episode, ours=ours, glossary=glossary or builder_glossary()))
        if only is None or at in only
        for doubt in doubts_of(episode.segments[at], context)
    )


def contexts(episode: Episode, *, ours: bool, glossary: Glossary) -> Iterator[Context]:
    """What stands around each segment of an episode."""
    segments = episode.segments
    kept = _names(segments)
    speakers = {segment.speaker for segment in episode.named if segment.speaker}
    known = "\n".join((episode.title, episode.show, episode.handle or "", *sorted(speakers)))
    explained: dict[str, str] = {}
    for at, segment in enumerate(segments):
        yield Context(
            kind=episode.kind,
            before=segments[at - 1] if at else None,
            after=segments[at + 1] if at + 1 < len(segments) else None,
            explained=dict(explained),
            names=kept,
            known=known,
            ours=ours,
            glossary=glossary,
        )
        for gloss in segment.glosses:
            entry = glossary.find(gloss.headword)
            explained.setdefault(fold(entry.headword if entry else gloss.headword), gloss.meaning)


def _names(segments: tuple[Segment, ...]) -> dict[str, tuple[int, int]]:
    """How often each capitalised word of the English is kept in the Chinese: in how many segments, of how many."""
    kept: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for segment in segments:
        names = {unowned(word) for word in words(segment.english, IN_NAME) if word[0].isupper()}
        for name in names:
            said[name] += 1
            kept[name] += name.casefold() in segment.chinese.casefold()
    return {name: (kept[name], count) for name, count in said.items()}
