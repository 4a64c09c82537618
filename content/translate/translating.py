"""The translation of one episode: a few runs of batches at once, each answer kept as soon as it is accepted.

Each run goes in the order of the piece, so that a batch sees the Chinese before it; the terms of all of them are agreed
beforehand by the brief and the term base.

Where an answer cannot be read at all, its batch is halved; where a part of it is not acceptable, that part is asked
for again with the reason. A term explained that the English does not have is asked about once; after that the
Chinese word takes its place.
"""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from content.episode.episode import Episode, Segment
from content.text.glosses import find_glosses
from content.translate.acceptance import nothing_to_translate
from content.translate.batches import context_of, divide, lanes, prompt_for, question, told_of
from content.translate.budget import Usage
from content.translate.faults import (
    AnswerUnreadable,
    BudgetReached,
    EndpointRefused,
    EndpointUnavailable,
    TranslationError,
)
from content.translate.model import TRIES, Model, Unsettled
from content.translate.report import Failure, OnProgress, Progress, Translation, TranslationReport, where
from content.translate.terms import Terms
from content.translate.titles import translate_title
from content.translate.told import Known
from content.translate.verdict import MISSING, Translated, judge

_Job = Callable[[], Awaitable[None]]
_MENDED = "explained terms that its English does not have; their Chinese stands alone"
_MOST_USELESS = 12
"""Answers in a row of which nothing can be used: the model is not up to it."""


class Translating:
    """One run over one episode."""

    def __init__(
        self, episode: Episode, model: Model, known: Known, usage: Usage, on_progress: OnProgress, at_once: int
    ) -> None:
        self._episode = episode
        self._known = known
        self._model = model
        self._on_progress = on_progress
        self._at_once = at_once
        self._terms = Terms()
        self._chinese: dict[int, str] = {}
        self._title = episode.title_zh
        self._given = self._cached = self._useless = 0
        self._tries: Counter[int] = Counter()
        self._faults: dict[int, str] = {}
        self._second_best: dict[int, str] = {}
        self._failures: list[Failure] = []
        self._notes: list[str] = []
        self._stopped: TranslationError | None = None
        self._usage = usage

    async def run(self) -> Translation:
        """Translate what is missing. Raises EndpointRefused and CacheUnusable; what else stops it is reported."""
        missing = [at for at, segment in enumerate(self._episode.segments) if not self._have(at, segment)]
        self._tell()
        batches = divide(self._episode, missing)
        if batches and not self._model.endpoint.proven:
            await self._work(_run([batches.pop(0)], self._translate))  # alone: it finds out what is taken
        runs = [_run(lane, self._translate) for lane in lanes(batches, self._at_once)]
        if self._title is None:
            runs.append(deque([self._translate_title]))
        async with asyncio.TaskGroup() as group:
            for run in runs:
                group.create_task(self._work(run))
        if self._stopped is not None and not isinstance(self._stopped, BudgetReached | EndpointUnavailable):
            raise self._stopped
        return self._result()

    async def _work(self, jobs: deque[_Job]) -> None:
        while jobs and self._stopped is None:
            try:
                await jobs.popleft()()
            except TranslationError as error:
                self._stop(error)

    def _stop(self, error: TranslationError) -> None:
        """No more requests; those under way are let finish. The first reason is the one told."""
        if self._stopped is None:
            self._stopped = error

    def _have(self, at: int, segment: Segment) -> bool:
        chinese: str | None = segment.chinese
        if chinese:
            self._given += 1
        elif nothing_to_translate(segment.english):
            chinese = segment.english
            self._given += 1
        elif chinese := self._model.cache.get(self._key(at)):
            self._cached += 1
        if not chinese:
            return False
        self._accept(at, chinese)
        return True

    def _accept(self, at: int, chinese: str) -> None:
        self._chinese[at] = chinese
        self._terms.learn(at, self._episode.segments[at].english, chinese)

    def _key(self, at: int) -> str:
        segment = self._episode.segments[at]
        told = told_of(self._episode, at, self._known)
        return self._model.key(prompt_for(self._episode.kind), segment.english, context_of(self._episode, at), told)

    async def _translate(self, positions: Sequence[int]) -> None:
        groups = deque([list(positions)])
        while groups and self._stopped is None:
            group = groups.popleft()
            asked = question(self._episode, group, self._known, self._terms, self._chinese, self._faults)
            try:
                items = await self._model.endpoint.ask(asked, Translated, self._usage, self._waiting)
            except AnswerUnreadable as error:
                self._count_useless()
                if len(group) > 1:
                    groups.extendleft((group[len(group) // 2 :], group[: len(group) // 2]))
                elif not self._give_up(group[0], str(error)):
                    groups.appendleft(group)
            else:
                if left := self._take(group, items):
                    groups.appendleft(left)
            self._tell()

    def _take(self, group: Sequence[int], items: Sequence[Translated]) -> list[int]:
        """Keep what is accepted; return the positions to ask for again."""
        verdict = judge(self._episode, group, items, self._second_best)
        self._second_best |= verdict.second_best
        self._keep(verdict.accepted)
        self._notes += [f"{where(self._episode, at)}: {_MENDED}" for at in verdict.mended]
        if not verdict.useful:
            self._count_useless()
        left = [at for at, why in verdict.refused.items() if not self._give_up(at, why)]
        for at in verdict.missing:
            # An answer that breaks off after some segments is progress, not a failed try of the others.
            if verdict.useful or not self._give_up(at, MISSING):
                self._faults.setdefault(at, MISSING)
                left.append(at)
        return sorted(left)

    def _keep(self, accepted: dict[int, str]) -> None:
        self._model.cache.put({self._key(at): chinese for at, chinese in accepted.items()})
        for at, chinese in accepted.items():
            self._accept(at, chinese)
            self._useless = 0

    def _give_up(self, at: int, why: str) -> bool:
        """Count a failed try; at the last one take the second best, or let the segment fail."""
        self._tries[at] += 1
        self._faults[at] = why
        if self._tries[at] < TRIES:
            return False
        if (chinese := self._second_best.get(at)) is not None:
            self._keep({at: chinese})
            self._notes.append(f"{where(self._episode, at)}: {_MENDED}")
        else:
            self._failures.append(Failure(at, where(self._episode, at), why))
        return True

    def _count_useless(self) -> None:
        self._useless += 1
        if self._useless >= _MOST_USELESS:
            raise EndpointRefused(
                f"{self._useless} answers in a row could not be used: set TRANSLATE_MODEL to a model that follows "
                "instructions; what is translated is kept."
            )

    async def _translate_title(self) -> None:
        found = await translate_title(self._model, self._episode, self._known, self._usage, self._waiting)
        if isinstance(found, Unsettled):
            self._failures.append(Failure(None, "title", found.why))
        else:
            self._title = found
        self._tell()

    def _waiting(self, why: str, seconds: float) -> None:
        self._tell(f"{why}; again in {seconds:.0f} s")

    def _tell(self, waiting: str | None = None) -> None:
        self._on_progress(
            Progress(
                title=self._episode.title,
                done=len(self._chinese),
                total=len(self._episode.segments),
                cached=self._cached,
                failed=len(self._failures),
                tokens=self._usage.tokens,
                waiting=waiting,
            )
        )

    def _result(self) -> Translation:
        report = TranslationReport(
            segments=len(self._episode.segments),
            given=self._given,
            cached=self._cached,
            translated=len(self._chinese) - self._given,
            asked_again=len(self._faults),
            usage=self._usage,
            failures=tuple(self._failures),
            notes=tuple(self._notes),
            stopped=self._stopped,
        )
        segments = tuple(self._segments())
        return Translation(replace(self._episode, segments=segments, title_zh=self._title), report)

    def _segments(self) -> Iterator[Segment]:
        for at, segment in enumerate(self._episode.segments):
            chinese = self._chinese.get(at, "")
            yield replace(segment, chinese=chinese, glosses=find_glosses(segment.english, chinese))


def _run(batches: Sequence[Sequence[int]], translate: Callable[[Sequence[int]], Awaitable[None]]) -> deque[_Job]:
    """Jobs that are done one after the other."""
    return deque(partial(translate, batch) for batch in batches)
