"""What the chain over a piece will ask for, before it asks: requests, tokens and price, step by step.

As if nothing were cached, and as if one segment of eight needed the way back and an editor. The tokens of what is sent
are those of the very questions; what comes back is estimated as it is for a budget.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from content.episode.digest import DEFAULT_SIZE
from content.episode.episode import Episode
from content.translate.batches import divide, question
from content.translate.briefing import parts
from content.translate.budget import estimate_tokens, estimate_translation
from content.translate.prompts import BRIEF, DIGEST, EDIT, JUDGE, SPEAKERS, TITLE
from content.translate.settings import TranslateSettings
from content.translate.speakers import labels
from content.translate.term_base import TermBase
from content.translate.terms import Terms
from content.translate.told import Known

_BRIEF_ANSWER = 900
_TOLD = 300
"""Tokens of brief and terms that a question carries along."""
_A_JUDGMENT = 40
_FLAGGED = 8
"""One segment of so many is flagged: planned for, not measured."""
_A_BATCH = 10


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the chain."""

    name: str
    requests: int
    tokens_in: int
    tokens_out: int
    cost: float | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """All steps over one piece or several."""

    steps: tuple[Step, ...] = ()

    @property
    def requests(self) -> int:
        """How many."""
        return sum(step.requests for step in self.steps)

    @property
    def tokens(self) -> int:
        """Both ways."""
        return sum(step.tokens_in + step.tokens_out for step in self.steps)

    @property
    def cost(self) -> float | None:
        """In the currency of the prices; None without them."""
        costs = [step.cost for step in self.steps if step.cost is not None]
        return sum(costs) if costs else None

    def __str__(self) -> str:
        """A line for a terminal."""
        tokens_in, tokens_out = (sum(getattr(step, way) for step in self.steps) for way in ("tokens_in", "tokens_out"))
        priced = "" if self.cost is None else f", about {self.cost:.4f}"
        counts = Counter[str]()
        for step in self.steps:
            counts[step.name] += step.requests
        by_step = ", ".join(f"{name} {count}" for name, count in counts.items() if count)
        return f"about {self.requests} requests ({by_step}), {tokens_in} tokens in, {tokens_out} out{priced}"


def plan(episode: Episode, settings: TranslateSettings, positions: Sequence[int], base: TermBase) -> Plan:
    """The whole chain over the segments at `positions`."""
    batches = divide(episode, list(positions))
    if not batches:
        return Plan()
    english = [episode.segments[at].english for at in positions]
    questions = [question(episode, batch, Known(base=base), Terms(), {}, {}) for batch in batches]
    translated_in = sum(estimate_tokens(each.system) + estimate_tokens(each.user) + _TOLD for each in questions)
    translated_out = sum(each.answer_tokens for each in questions)
    steps = [
        *_named(episode),
        _brief(episode),
        Step("translation", len(questions), translated_in, translated_out),
        Step("title", 1, estimate_tokens(TITLE) + 2 * _TOLD, 80),
        _digest(episode),
    ]
    priced = [_priced(step, settings) for step in steps]
    return Plan((*priced, *proof_plan(english, settings).steps))


def proof_plan(english: Sequence[str], settings: TranslateSettings) -> Plan:
    """The proof of segments with this English alone."""
    count = len(english)
    both = sum(estimate_tokens(text) + estimate_translation(text) for text in english)
    judged = -(-count // _A_BATCH)
    flagged = -(-count // _FLAGGED)
    batches = -(-flagged // _A_BATCH)
    share = both // _FLAGGED
    judge = (
        Step("judge", judged, judged * (estimate_tokens(JUDGE) + _TOLD) + both, count * _A_JUDGMENT),
        Step("way back", batches, batches * _TOLD + share // 2, share // 2),
    )
    edit = Step("editor", batches, batches * (estimate_tokens(EDIT) + _TOLD) + share, share // 2)
    return Plan((*(_priced(step, settings.judge) for step in judge), _priced(edit, settings)))


def together(plans: Sequence[Plan]) -> Plan:
    """Several pieces as one."""
    return Plan(tuple(step for each in plans for step in each.steps))


def _named(episode: Episode) -> list[Step]:
    unknown = len(labels(episode))
    return [Step("speakers", 1, estimate_tokens(SPEAKERS) + 40 * 120, 80 * unknown)] if unknown else []


def _brief(episode: Episode) -> Step:
    runs = parts(episode)
    read = sum(estimate_tokens(segment.english) for segment in episode.segments)
    return Step("brief", len(runs), len(runs) * (estimate_tokens(BRIEF) + 2 * _TOLD) + read, len(runs) * _BRIEF_ANSWER)


def _digest(episode: Episode) -> Step:
    candidates = len(episode.segments)
    if candidates <= DEFAULT_SIZE or any(segment.featured for segment in episode.segments):
        return Step("digest", 0, 0, 0)
    return Step("digest", 1, estimate_tokens(DIGEST) + candidates * 110, 60 * DEFAULT_SIZE)


def _priced(step: Step, settings: TranslateSettings) -> Step:
    cost = settings.cost(step.tokens_in, step.tokens_out)
    return Step(step.name, step.requests, step.tokens_in, step.tokens_out, cost)
