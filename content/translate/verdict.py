"""Which segments of an answer may stay, and why the others may not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel

from content.episode.episode import Episode
from content.translate.acceptance import faults_of, tidy
from content.translate.terms import invented, without_invented

MISSING = "no translation was given for it"
_TWINS = 12
"""Characters from which two segments with the same Chinese are a slip."""


class Translated(BaseModel):
    """One segment as a model gives it; `id` is its number, counted from 1."""

    id: int
    chinese: str


@dataclass(slots=True)
class Verdict:
    """By position: what is accepted, why what is not is refused, what is good enough if no better comes."""

    accepted: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    second_best: dict[int, str] = field(default_factory=dict)
    missing: list[int] = field(default_factory=list)
    mended: list[int] = field(default_factory=list)
    """Accepted, but without terms that they explain though their English does not have them."""

    @property
    def useful(self) -> bool:
        """Whether the model did anything right."""
        return bool(self.accepted or self.second_best)


def judge(episode: Episode, group: Sequence[int], items: Iterable[Translated], asked_twice: Collection[int]) -> Verdict:
    """The verdict on the answer for the segments at the positions `group`.

    An explained term that the English does not have is a fault only for segments not in `asked_twice`.
    """
    answers = _answers(episode, group, items)
    verdict = Verdict(missing=[at for at in group if at not in answers])
    for at, chinese in answers.items():
        english = episode.segments[at].english
        strange = invented(english, chinese)
        if faults := [*faults_of(chinese, english=english), *_twin(episode, at, answers)]:
            verdict.refused[at] = "; ".join(faults)
        elif strange and at not in asked_twice:
            named = ", ".join(f'"{gloss.headword}"' for gloss in strange)
            verdict.refused[at] = f"explained in parentheses though not in this segment's English: {named}"
            verdict.second_best[at] = without_invented(english, chinese)
        else:
            verdict.accepted[at] = without_invented(english, chinese)
            if strange:
                verdict.mended.append(at)
    return verdict


def _answers(episode: Episode, group: Sequence[int], items: Iterable[Translated]) -> dict[int, str]:
    """The answers by position; of two for one segment neither counts, for one belongs to another segment."""
    found: dict[int, set[str]] = {}
    for item in items:
        at = item.id - 1
        if at in group:
            found.setdefault(at, set()).add(tidy(item.chinese, english=episode.segments[at].english))
    return {at: found[at].pop() for at in group if len(found.get(at, ())) == 1}


def _twin(episode: Episode, at: int, answers: Mapping[int, str]) -> Iterator[str]:
    segments = episode.segments
    for other, chinese in answers.items():
        same = chinese == answers[at] and len(chinese) >= _TWINS
        if same and segments[other].english.casefold() != segments[at].english.casefold():
            yield f"the same Chinese as segment {other + 1}"
            return
