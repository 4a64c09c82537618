"""The digest as a model chooses it, with a reason for each segment; offline where it cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel

from content.episode.digest import DEFAULT_SIZE, feature, is_courtesy
from content.episode.episode import Episode
from content.text.prose import clean_line
from content.translate.budget import Usage
from content.translate.manner import Question
from content.translate.model import Model, Unsettled
from content.translate.prompts import DIGEST, user_message

_FEWEST_WORDS = 25
_LONGEST = 500
"""Characters of a candidate that are shown: what it is about is said by then."""
_ANSWER_TOKENS = 60


class Chosen(BaseModel):
    """A segment for the digest as a model gives it; `id` counts from 1."""

    id: int
    reason: str


@dataclass(frozen=True, slots=True)
class DigestChoice:
    """An episode with its digest marked; `reasons` by position, empty where no model chose, which `note` explains."""

    episode: Episode
    reasons: dict[int, str]
    note: str | None = None


async def choose(
    model: Model, episode: Episode, usage: Usage, size: int = DEFAULT_SIZE, about: str = ""
) -> DigestChoice:
    """Have the model choose; where its answers are not sound the offline chooser does. As it is where one is marked.

    Raises what Endpoint.ask does.
    """
    candidates = [
        at for at, segment in enumerate(episode.segments) if segment.words >= _FEWEST_WORDS and not is_courtesy(segment)
    ]
    marked = any(segment.featured for segment in episode.segments)
    if marked or len(candidates) <= size or size <= 0:
        return DigestChoice(feature(episode, size), {})
    shown = [
        {"id": at + 1, "speaker": episode.segments[at].speaker or "", "text": _shown(episode.segments[at].english)}
        for at in candidates
    ]

    def build(faults: Sequence[str]) -> Question:
        user = user_message(
            title=episode.title, show=episode.show, brief=about, size=size, candidates=shown, faults=list(faults)
        )
        return Question(DIGEST, user, _ANSWER_TOKENS * size)

    def check(items: tuple[Chosen, ...]) -> Sequence[str]:
        return _faults(items, allowed={at + 1 for at in candidates}, size=size)

    parts = (episode.title, str(size), *(f"{entry['id']}\n{entry['text']}" for entry in shown))
    found = await model.settle(parts, build, Chosen, check, usage)
    if isinstance(found, Unsettled):
        return DigestChoice(feature(episode, size), {}, note=f"the digest is chosen offline: {found.why}")
    reasons = {chosen.id - 1: clean_line(chosen.reason) for chosen in sorted(found, key=lambda chosen: chosen.id)}
    segments = (replace(segment, featured=at in reasons) for at, segment in enumerate(episode.segments))
    return DigestChoice(replace(episode, segments=tuple(segments)), reasons)


def _faults(items: Sequence[Chosen], *, allowed: set[int], size: int) -> list[str]:
    ids = [chosen.id for chosen in items]
    faults: list[str] = []
    if len(set(ids)) != len(ids):
        faults.append("the same segment twice")
    if strangers := sorted(set(ids) - allowed):
        faults.append(f"not among the candidates: {', '.join(map(str, strangers[:8]))}")
    if len(ids) != size:
        faults.append(f"{len(ids)} segments, choose {size}")
    if not all(clean_line(chosen.reason) for chosen in items):
        faults.append("a segment without its reason")
    return faults


def _shown(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
