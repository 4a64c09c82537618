"""Who is speaking: from the operator, or from a model that must show where the text says so.

A wrong name is worse than a label, so a name without its proof stays out: the quote must stand in the passage letter
by letter and hold a part of the name, and no two speakers share one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel

from content.episode.episode import Episode
from content.episode.words import count_words
from content.files.heading import name_faults
from content.text.places import as_written
from content.text.prose import clean_line
from content.translate.budget import Usage
from content.translate.manner import Question
from content.translate.model import Model, Unsettled
from content.translate.prompts import SPEAKERS, user_message

_LABEL = re.compile(r"speaker[ _-]?\w{1,3}", re.IGNORECASE)
_CUE = re.compile(
    r"\b(?:my name is|i'm|i am|this is|welcome|join(?:ed|ing)|with me|our guest|introduce|thank(?: you|s)|hi|hello)\b",
    re.IGNORECASE,
)
_OPENING = 12
_CLOSING = 3
_MOST_PASSAGES = 40
_LONGEST_PASSAGE = 700
"""Characters."""
_FEWEST_QUOTED = 3
_ANSWER_TOKENS = 80


class NamedSpeaker(BaseModel):
    """A speaker's name as a model gives it, with its evidence; `passage` counts from 1."""

    label: str
    name: str
    passage: int
    quote: str


@dataclass(frozen=True, slots=True)
class SpeakerNames:
    """An episode with the names that are known, the evidence for those a model gave, and what it gave without proof."""

    episode: Episode
    evidence: tuple[NamedSpeaker, ...] = ()
    unproven: tuple[str, ...] = ()


def _rename(episode: Episode, names: Mapping[str, str]) -> Episode:
    """`episode` with the speakers' labels replaced by their `names`."""
    segments = (
        replace(segment, speaker=names.get(segment.speaker, segment.speaker)) if segment.speaker else segment
        for segment in episode.segments
    )
    return replace(episode, segments=tuple(segments))


def labels(episode: Episode) -> tuple[str, ...]:
    """The speakers that are only numbered, in the order in which they speak."""
    speakers = (segment.speaker for segment in episode.segments)
    return tuple(dict.fromkeys(speaker for speaker in speakers if speaker and _LABEL.fullmatch(speaker)))


async def find_names(model: Model, episode: Episode, usage: Usage) -> SpeakerNames:
    """The names of numbered speakers, as far as the text proves them; raises what Endpoint.ask does."""
    unknown = labels(episode)
    if not unknown:
        return SpeakerNames(episode)
    passages = tuple(_passages(episode))
    asked = [
        {"passage": at + 1, "speaker": segment.speaker or "", "words": segment.english[:_LONGEST_PASSAGE]}
        for at in passages
        for segment in (episode.segments[at],)
    ]

    def build(faults: Sequence[str]) -> Question:
        user = user_message(
            title=episode.title, show=episode.show, labels=list(unknown), passages=asked, faults=list(faults)
        )
        return Question(SPEAKERS, user, _ANSWER_TOKENS * len(unknown))

    parts = (episode.title, episode.show, *(f"{entry['speaker']}\n{entry['words']}" for entry in asked))
    found = await model.settle(parts, build, NamedSpeaker, lambda _: (), usage)
    if isinstance(found, Unsettled):
        return SpeakerNames(episode, unproven=(found.why,))
    return _proven(episode, unknown, found)


def _proven(episode: Episode, unknown: Sequence[str], found: Sequence[NamedSpeaker]) -> SpeakerNames:
    taken = {segment.speaker.casefold() for segment in episode.segments if segment.speaker}
    evidence: dict[str, NamedSpeaker] = {}
    unproven: list[str] = []
    for claim in found:
        name = clean_line(claim.name)
        if claim.label not in unknown or claim.label in evidence:
            continue
        if name.casefold() in taken:
            unproven.append(f"{claim.label}: the name of another speaker")
        elif why := _lack(episode, claim, name):
            unproven.append(f"{claim.label}: {why}")
        else:
            taken.add(name.casefold())
            evidence[claim.label] = claim
    names = {label: clean_line(claim.name) for label, claim in evidence.items()}
    return SpeakerNames(_rename(episode, names), tuple(evidence.values()), tuple(unproven))


def _lack(episode: Episode, claim: NamedSpeaker, name: str) -> str | None:
    """Why the evidence does not hold; None where it does."""
    quote = _plain(claim.quote)
    if not 0 < claim.passage <= len(episode.segments) or quote not in _plain(
        episode.segments[claim.passage - 1].english
    ):
        return "the quoted words do not stand there"
    if count_words(quote) < _FEWEST_QUOTED:
        return "too few words quoted"
    if not name or _LABEL.fullmatch(name) or name_faults(name) or not _is_name(name, episode):
        return "not a name that the text spells"
    if not any(any(as_written(_plain(part), quote)) for part in name.split()):
        return "the name is not in the quoted words"
    return None


def _is_name(name: str, episode: Episode) -> bool:
    """Every part of a name is spelled somewhere: a model that knows who it is must not add a surname."""
    known = _plain("\n".join((episode.title, episode.show, *(segment.english for segment in episode.segments))))
    return all(any(as_written(_plain(part), known)) for part in name.split())


def _passages(episode: Episode) -> Iterator[int]:
    """Positions where names are likely: how it begins, how it ends, and where someone is greeted or thanked."""
    total = len(episode.segments)
    chosen = {*range(min(_OPENING, total)), *range(max(0, total - _CLOSING), total)}
    for at, segment in enumerate(episode.segments):
        if len(chosen) < _MOST_PASSAGES and _CUE.search(segment.english):
            chosen.add(at)
    yield from sorted(chosen)


def _plain(text: str) -> str:
    """Spaces and quotation marks as models retype them."""
    return " ".join(text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').split())
