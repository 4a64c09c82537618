"""The chain over one piece: who speaks, the brief, the translation, the proof, the digest, and then where terms are
explained. What stops it keeps what it has: the next run goes on from there, and asks for nothing twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from content.checks.doubt import Doubt, Severity
from content.episode.digest import feature
from content.episode.episode import Episode
from content.text.plural import counted
from content.translate.briefing import make_brief
from content.translate.budget import Usage
from content.translate.choice import choose
from content.translate.explaining import explain
from content.translate.faults import BudgetReached, EndpointUnavailable, TranslationError
from content.translate.model import Model
from content.translate.proof import Proof, Proofed
from content.translate.report import OnProgress, Translation, TranslationReport
from content.translate.speakers import find_names
from content.translate.term_base import TermBase
from content.translate.told import Known
from content.translate.translating import Translating


@dataclass(frozen=True, slots=True)
class Produced:
    """A piece as far as the chain brought it: whole where its report is complete, with what is still doubtful."""

    episode: Episode
    report: TranslationReport
    doubts: tuple[Doubt, ...] = ()

    @property
    def major(self) -> tuple[Doubt, ...]:
        """What keeps it from readers."""
        return tuple(doubt for doubt in self.doubts if doubt.severity is Severity.MAJOR)


@dataclass(frozen=True, slots=True)
class Chain:
    """The models and what they share; `usage` counts everything."""

    model: Model
    judge: Model
    base: TermBase
    usage: Usage
    on_progress: OnProgress
    at_once: int

    async def produce(self, episode: Episode, positions: Sequence[int]) -> Produced:
        """Bring `episode` as far as it can be brought; `positions` are the segments whose Chinese is ours.

        Raises EndpointRefused and CacheUnusable; a budget that is used or an endpoint that is down ends it cleanly.
        """
        try:
            episode = (await find_names(self.model, episode, self.usage)).episode
            brief = await make_brief(self.model, episode, self.base, self.usage)
        except (BudgetReached, EndpointUnavailable) as error:
            return Produced(episode, self._stopped(episode, error))
        known = Known(brief, self.base)
        if brief.lead_in and not episode.lead_in:
            episode = replace(episode, lead_in=brief.lead_in)
        done = await Translating(episode, self.model, known, self.usage, self.on_progress, self.at_once).run()
        if not done.report.complete:
            return Produced(done.episode, done.report)
        return await self._read(done, known, positions)

    async def _read(self, done: Translation, known: Known, positions: Sequence[int]) -> Produced:
        """The proof of what is translated; without it nothing is published."""
        proof = Proof(done.episode, self.model, self.judge, known, self.usage, at_once=self.at_once)
        try:
            proofed = await proof.read(positions)
        except (BudgetReached, EndpointUnavailable) as error:
            return Produced(done.episode, replace(done.report, stopped=error))
        notes = [*done.report.notes, _in_a_line(proofed, len(positions))]
        try:
            chosen = await choose(self.model, proofed.episode, self.usage, about=known.brief.about)
            episode, note = chosen.episode, chosen.note
        except (BudgetReached, EndpointUnavailable) as error:
            episode, note = feature(proofed.episode), f"the digest is chosen offline: {error}"
        notes += [note] if note else []
        return Produced(explain(episode, positions), replace(done.report, notes=tuple(notes)), proofed.doubts)

    def _stopped(self, episode: Episode, error: TranslationError) -> TranslationReport:
        given = sum(bool(segment.chinese) for segment in episode.segments)
        return TranslationReport(len(episode.segments), given, 0, 0, 0, self.usage, stopped=error)


def _in_a_line(proofed: Proofed, count: int) -> str:
    minor = len(proofed.doubts) - len(proofed.major)
    return (
        f"proof: {proofed.judged} of {count} segments judged, {len(proofed.edited)} mended, "
        f"{counted(proofed.cleared, 'doubt')} cleared, "
        f"{len(proofed.major)} major and {minor} minor left"
    )
