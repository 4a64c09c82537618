"""Which segments are asked for together, and what is told around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from content.episode.episode import Episode
from content.episode.words import count_words
from content.translate.budget import estimate_translation
from content.translate.endpoint import Question
from content.translate.prompts import TRANSLATE, user_message
from content.translate.terms import Terms

MOST_SEGMENTS = 8
MOST_WORDS = 600
_AROUND = 400
"""Characters of the neighbours' English."""
_SHORT = 8
"""Words below which a text means what its neighbour makes it mean."""


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


def question(episode: Episode, positions: Sequence[int], terms: Terms, faults: Mapping[int, str]) -> Question:
    """The question for the segments at `positions`; their ids are their numbers, counted from 1."""
    segments = episode.segments
    english = "\n".join(segments[position].english for position in positions)
    known = terms.within(english)
    first, last = positions[0], positions[-1]
    entries: list[dict[str, object]] = []
    for position in positions:
        entry: dict[str, object] = {"id": position + 1}
        if speaker := segments[position].speaker:
            entry["speaker"] = speaker
        entries.append({**entry, "english": segments[position].english})
    user = user_message(
        episode={"kind": episode.kind.value, "show": episode.show, "title": episode.title},
        before=segments[first - 1].english[-_AROUND:] if first else "",
        translate=entries,
        after=segments[last + 1].english[:_AROUND] if last + 1 < len(segments) else "",
        explained={term.headword: term.meaning for term in known if term.position < first},
        agreed={term.headword: term.meaning for term in known if term.position >= first},
        faults=[{"id": position + 1, "fault": faults[position]} for position in positions if position in faults],
    )
    return Question(system=TRANSLATE, user=user, answer_tokens=estimate_translation(english))


def context_of(episode: Episode, position: int) -> str:
    """What the translation of a segment hangs on besides its own English: for a short one, what was said before."""
    if position == 0 or count_words(episode.segments[position].english) > _SHORT:
        return ""
    return episode.segments[position - 1].english
