"""Reading a translation again: the checks, a judge, and one pass of an editor over what was flagged.

The judge (a second model, or the same) marks spans as MQM does. Where numbers, negation, direction or a low score ask
for it, the Chinese is put back into English by a model that does not see the original, and the two are compared
without one: that confirms a doubt of the checks, or clears it. Then the editor mends, only what was flagged, and the
checks read again. A major doubt of the checks that the judge looked at and denies is a minor one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pydantic import BaseModel

from content.checks.checking import contexts, doubts_of
from content.checks.doubt import Doubt, Severity
from content.episode.episode import Episode, Segment
from content.text.glosses import find_glosses
from content.translate.acceptance import faults_of, tidy
from content.translate.budget import Usage, estimate_tokens
from content.translate.each import Asked, ask_each
from content.translate.echo import IN_ENGLISH, differences, echoes
from content.translate.judging import Judged, doubts_of_judge
from content.translate.manner import Question
from content.translate.model import Model
from content.translate.prompts import BACK, EDIT, JUDGE, user_message
from content.translate.told import Known
from content.translate.verdict import Translated

LOW = 70
"""A score below which the Chinese is put back into English."""
_JUDGED_TOKENS = 60
_MOST_DOUBTS = 8


class Back(BaseModel):
    """A segment put back into English."""

    id: int
    english: str


@dataclass(frozen=True, slots=True)
class Proofed:
    """An episode as it was read: what is still doubtful, which segments were edited, how many were judged."""

    episode: Episode
    doubts: tuple[Doubt, ...]
    edited: tuple[int, ...] = ()
    judged: int = 0
    cleared: int = 0

    @property
    def major(self) -> tuple[Doubt, ...]:
        """What would mislead a reader."""
        return tuple(doubt for doubt in self.doubts if doubt.severity is Severity.MAJOR)


@dataclass(slots=True)
class Proof:
    """One reading of one episode."""

    episode: Episode
    model: Model
    judge: Model
    known: Known
    usage: Usage
    ours: bool = True
    at_once: int = 3
    _cleared: int = field(default=0, init=False)
    _grave: dict[int, tuple[Doubt, ...]] = field(default_factory=dict, init=False)
    """What the checks hold for major, by position: the judge is asked about it."""
    _denied: set[Doubt] = field(default_factory=set, init=False)

    async def read(self, positions: Sequence[int], *, edit: bool = True) -> Proofed:
        """Read the segments at `positions` that have Chinese. Raises what Endpoint.ask does."""
        readable = [at for at in positions if self.episode.segments[at].chinese]
        checked = self._checked(readable)
        self._grave = {at: tuple(doubt for doubt in checked[at] if doubt.severity is Severity.MAJOR) for at in readable}
        judged = await self._judged(readable)
        self._denied = {doubt for at in judged for doubt in self._denied_by(at, judged[at])}
        checked = {at: self._without_denied(checked[at]) for at in readable}
        marked = {at: self._of_judge(at, judged[at]) for at in judged}
        back = await self._back([at for at in readable if _asks_back(checked[at], marked.get(at, ()), judged.get(at))])
        found = {at: self._weighed(at, checked[at], marked.get(at, ()), back.get(at)) for at in readable}
        edited = await self._edited([at for at in readable if found[at]], found) if edit else {}
        for at, chinese in edited.items():
            found[at] = self._left(at, chinese, found[at])
        self._put(edited)
        doubts = tuple(doubt for at in readable for doubt in found[at])
        return Proofed(self.episode, doubts, tuple(sorted(edited)), len(judged), self._cleared)

    def _checked(self, positions: Sequence[int]) -> dict[int, tuple[Doubt, ...]]:
        wanted = frozenset(positions)
        around = contexts(self.episode, ours=self.ours, glossary=self.known.base.glossary)
        return {
            at: _at(doubts_of(self.episode.segments[at], context), at)
            for at, context in enumerate(around)
            if at in wanted
        }

    async def _judged(self, positions: Sequence[int]) -> Mapping[int, Judged]:
        def build(batch: Sequence[int]) -> Question:
            user = self._user(batch, [self._both(at) | self._suspected(at) for at in batch])
            tokens = len(batch) * _JUDGED_TOKENS + estimate_tokens(user) // 4
            return Question(JUDGE, user, tokens, temperature=0.0)

        def parts(at: int) -> Sequence[str]:
            return (*self._parts(at), *map(str, self._grave[at]))

        asked = Asked(JUDGE, Judged, parts, build, lambda item: item.id, lambda at, item: True)
        return await ask_each(self.judge, self.episode, positions, asked, self.usage, self.at_once)

    def _of_judge(self, at: int, judged: Judged) -> tuple[Doubt, ...]:
        return _at(doubts_of_judge(judged, self.episode.segments[at]), at)

    def _suspected(self, at: int) -> dict[str, object]:
        told = {str(number): doubt.what for number, doubt in enumerate(self._grave[at], 1)}
        return {"doubts": told} if told else {}

    def _denied_by(self, at: int, judged: Judged) -> Iterator[Doubt]:
        return (doubt for number, doubt in enumerate(self._grave[at], 1) if number in judged.unfounded)

    def _without_denied(self, doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
        """The doubts, those minor that the judge denies."""
        return tuple(replace(each, severity=Severity.MINOR) if each in self._denied else each for each in doubts)

    async def _back(self, positions: Sequence[int]) -> Mapping[int, Back]:
        def build(batch: Sequence[int]) -> Question:
            chinese = [{"id": at + 1, "chinese": self.episode.segments[at].chinese} for at in batch]
            user = user_message(segments=chinese)
            return Question(BACK, user, estimate_tokens(user), temperature=0.0)

        def parts(at: int) -> Sequence[str]:
            return (self.episode.segments[at].chinese,)

        asked = Asked(BACK, Back, parts, build, lambda item: item.id, lambda at, item: bool(item.english.strip()))
        return await ask_each(self.judge, self.episode, positions, asked, self.usage, self.at_once)

    def _weighed(
        self, at: int, checked: Sequence[Doubt], marked: Sequence[Doubt], back: Back | None
    ) -> tuple[Doubt, ...]:
        """The doubts of both, less those of the checks that the way back clears, more what it tells."""
        if back is None:
            return (*checked, *marked)
        english = self.episode.segments[at].english
        kept = [doubt for doubt in checked if not echoes(doubt, english, back.english)]
        self._cleared += len(checked) - len(kept)
        told = (
            () if any(doubt.about in IN_ENGLISH for doubt in (*kept, *marked)) else differences(english, back.english)
        )
        return (*kept, *marked, *_at(tuple(told), at))

    async def _edited(self, positions: Sequence[int], found: Mapping[int, Sequence[Doubt]]) -> dict[int, str]:
        """The Chinese of the segments that the editor mended, where it is better than before."""

        def build(batch: Sequence[int]) -> Question:
            shown = [{**self._both(at), "doubts": _told(found[at])} for at in batch]
            user = self._user(batch, shown)
            return Question(
                EDIT, user, estimate_tokens("".join(self._chinese(at) for at in batch)) + 40, temperature=0.0
            )

        def parts(at: int) -> Sequence[str]:
            return (*self._parts(at), *map(str, _told(found[at])))

        def sound(at: int, item: Translated) -> bool:
            return not any(faults_of(self._tidied(at, item), english=self.episode.segments[at].english))

        asked = Asked(EDIT, Translated, parts, build, lambda item: item.id, sound)
        answers = await ask_each(self.model, self.episode, positions, asked, self.usage, self.at_once)
        better = {}
        for at, item in answers.items():
            chinese = self._tidied(at, item)
            if chinese != self._chinese(at) and _weight(self._left(at, chinese, found[at])) < _weight(found[at]):
                better[at] = chinese
        return better

    def _left(self, at: int, chinese: str, before: Sequence[Doubt]) -> tuple[Doubt, ...]:
        """What is doubtful in a segment with this Chinese: by the checks, and of the judge what still stands in it."""
        segment = _with(self.episode.segments[at], chinese)
        around = list(contexts(self.episode, ours=self.ours, glossary=self.known.base.glossary))
        checked = self._without_denied(_at(doubts_of(segment, around[at]), at))
        stands = (doubt for doubt in before if doubt.judged and doubt.chinese and doubt.chinese in chinese)
        return (*checked, *stands)

    def _put(self, edited: Mapping[int, str]) -> None:
        segments = list(self.episode.segments)
        for at, chinese in edited.items():
            segments[at] = _with(segments[at], chinese)
        self.episode = replace(self.episode, segments=tuple(segments))

    def _tidied(self, at: int, item: Translated) -> str:
        return tidy(item.chinese, english=self.episode.segments[at].english)

    def _chinese(self, at: int) -> str:
        return self.episode.segments[at].chinese

    def _both(self, at: int) -> dict[str, object]:
        segment = self.episode.segments[at]
        named: dict[str, object] = {"speaker": segment.speaker} if segment.speaker else {}
        return {"id": at + 1, **named, "english": segment.english, "chinese": segment.chinese}

    def _user(self, batch: Sequence[int], segments: Sequence[Mapping[str, object]]) -> str:
        told = self.known.told("\n".join(self.episode.segments[at].english for at in batch))
        return user_message(
            title=self.episode.title,
            brief=self.known.brief.about,
            terms=told.words,
            names=told.names,
            segments=list(segments),
        )

    def _parts(self, at: int) -> Sequence[str]:
        segment = self.episode.segments[at]
        return (segment.english, segment.chinese, str(self.known.told(segment.english)))


def _asks_back(checked: Sequence[Doubt], marked: Sequence[Doubt], judged: Judged | None) -> bool:
    low = judged is not None and judged.score < LOW
    return low or any(doubt.about in IN_ENGLISH for doubt in (*checked, *marked))


def _told(doubts: Sequence[Doubt]) -> list[str]:
    return [str(doubt) for doubt in doubts[:_MOST_DOUBTS]]


def _weight(doubts: Sequence[Doubt]) -> tuple[int, int]:
    major = sum(doubt.severity is Severity.MAJOR for doubt in doubts)
    return major, len(doubts)


def _with(segment: Segment, chinese: str) -> Segment:
    return replace(segment, chinese=chinese, glosses=find_glosses(segment.english, chinese))


def _at(doubts: Sequence[Doubt], at: int) -> tuple[Doubt, ...]:
    return tuple(replace(doubt, position=at) for doubt in doubts)
