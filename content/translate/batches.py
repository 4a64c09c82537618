"""Which segments are asked for together, in which order, and what is told around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from content.episode.episode import Episode, Kind
from content.episode.words import count_words
from content.text.words import fold
from content.translate.budget import estimate_translation
from content.translate.manner import Question
from content.translate.prompts import TRANSLATE_POSTS, TRANSLATE_PROSE, TRANSLATE_TALK, user_message
from content.translate.terms import Terms
from content.translate.told import Known

MOST_SEGMENTS = 8
MOST_WORDS = 600
_EARLIER = 2
_NEXT = 2
_AROUND = 300
"""Segments before and after, and characters of each, that are shown."""
_SHORT = 8
"""Words below which a text means what its neighbour makes it mean."""


def prompt_for(kind: Kind) -> str:
    """Each kind is translated by a prompt of its own."""
    return {Kind.PODCAST: TRANSLATE_TALK, Kind.BLOG: TRANSLATE_PROSE, Kind.POSTS: TRANSLATE_POSTS}[kind]


def divide(episode: Episode, positions: Sequence[int]) -> list[list[int]]:
    """`positions` in batches that one answer can hold; a gap of more than one segment begins another."""
    batches: list[list[int]] = []
    words = 0
    for position in positions:
        count = episode.segments[position].words
        last = batches[-1] if batches else None
        if last is None or len(last) == MOST_SEGMENTS or words + count > MOST_WORDS or position - last[-1] > 2:
            batches.append([position])
            words = count
        else:
            last.append(position)
            words += count
    return batches


def lanes(batches: Sequence[list[int]], count: int) -> list[list[list[int]]]:
    """The batches in at most `count` runs, each of which is done in its order: a batch sees the Chinese before it."""
    count = max(1, min(count, len(batches)))
    cuts = [round(at * len(batches) / count) for at in range(count + 1)]
    return [list(batches[since:until]) for since, until in pairwise(cuts) if until > since]


def question(
    episode: Episode,
    positions: Sequence[int],
    known: Known,
    terms: Terms,
    chinese: Mapping[int, str],
    faults: Mapping[int, str],
) -> Question:
    """The question for the segments at `positions`; their ids are their numbers, counted from 1."""
    english = "\n".join(episode.segments[position].english for position in positions)
    told = known.told(english)
    agreed = {term.headword: term.meaning for term in terms.within(english) if fold(term.headword) not in told.settled}
    first, last = positions[0], positions[-1]
    speakers = {episode.segments[at].speaker for at in positions}
    user = user_message(
        piece={"kind": episode.kind.value, "show": episode.show, "title": episode.title},
        brief={
            "about": known.brief.about,
            "speakers": {label: about for label, about in known.brief.speakers if label in speakers},
        },
        terms={**told.terms, **agreed},
        base=told.base,
        keep=told.keep,
        names=told.names,
        earlier=[_shown(episode, at, chinese) for at in range(max(0, first - _EARLIER), first)],
        translate=[entry(episode, at) for at in positions],
        next=[segment.english[:_AROUND] for segment in episode.segments[last + 1 : last + 1 + _NEXT]],
        faults=[{"id": position + 1, "fault": faults[position]} for position in positions if position in faults],
    )
    return Question(prompt_for(episode.kind), user, estimate_translation(english), temperature=0.2)


def entry(episode: Episode, position: int) -> dict[str, object]:
    """A segment as it is shown to a model, with its speaker; its id is its number."""
    segment = episode.segments[position]
    named: dict[str, object] = {"speaker": segment.speaker} if segment.speaker else {}
    return {"id": position + 1, **named, "english": segment.english}


def context_of(episode: Episode, position: int) -> str:
    """What the translation of a segment hangs on besides its own English: for a short one, what was said before."""
    if position == 0 or count_words(episode.segments[position].english) > _SHORT:
        return ""
    return episode.segments[position - 1].english


def told_of(episode: Episode, position: int, known: Known) -> str:
    """The rules that concern a segment: where one changes, what was accepted under the old one is asked for anew."""
    return str(known.told(episode.segments[position].english))


def _shown(episode: Episode, position: int, chinese: Mapping[int, str]) -> dict[str, str]:
    segment = episode.segments[position]
    shown = {"speaker": segment.speaker or "", "english": segment.english[-_AROUND:]}
    shown["chinese"] = (chinese.get(position) or segment.chinese)[-_AROUND:]
    return {name: text for name, text in shown.items() if text}
