"""Making the brief of a piece: one request over the whole of it.

A long piece is read in parts, and the parts are merged; what does not stand in the text is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pydantic import BaseModel

from content.episode.episode import Episode
from content.text.places import Places
from content.text.prose import clean_line, han
from content.text.punctuation import widen
from content.text.words import fold
from content.translate.acceptance import strange_addresses
from content.translate.brief import NO_BRIEF, Brief, Meaning
from content.translate.budget import Usage
from content.translate.endpoint import OnWait, unheard
from content.translate.manner import Question
from content.translate.model import Model, Unsettled
from content.translate.prompts import BRIEF, user_message
from content.translate.term_base import TermBase

PART_WORDS = 6000
"""English words that one request reads."""
_ANSWER_TOKENS = 900
_MOST_TERMS = 40
_MOST_NAMES = 40
_LONGEST_ABOUT = 600
_LONGEST_LEAD_IN = 60
_LONGEST_MEANING = 12


class Speaking(BaseModel):
    """A speaker as a model gives them."""

    label: str
    role: str = ""
    voice: str = ""


class Heard(BaseModel):
    """A name as it was meant, and what recognition made of it."""

    heard: str
    meant: str


class Briefed(BaseModel):
    """The answer over one part."""

    about: str
    lead_in: str = ""
    speakers: list[Speaking] = []
    names: list[Heard] = []
    terms: list[Meaning] = []
    keep: list[str] = []


async def make_brief(
    model: Model, episode: Episode, term_base: TermBase, usage: Usage, on_wait: OnWait = unheard
) -> Brief:
    """The brief of a piece, part by part; a part that no answer settles is left out. Raises what Endpoint.ask does."""
    answers: list[Briefed] = []
    for part in parts(episode):
        text = _transcript(episode, part)

        def build(faults: Sequence[str], text: str = text) -> Question:
            user = user_message(
                kind=episode.kind.value,
                show=episode.show,
                title=episode.title,
                speakers=list(dict.fromkeys(s.speaker for s in episode.segments if s.speaker)),
                known=term_base.told(text),
                before=answers[-1].about if answers else "",
                text=text,
                faults=list(faults),
            )
            return Question(BRIEF, user, _ANSWER_TOKENS, temperature=0.0)

        parted = (episode.title, episode.show, text, str(sorted(map(str, term_base.told(text).items()))))
        found = await model.settle(parted, build, Briefed, _faults, usage, on_wait)
        if not isinstance(found, Unsettled):
            answers.append(found[0])
    return _merged(answers, episode, term_base)


def parts(episode: Episode) -> list[range]:
    """The segments in as few runs as may be read at once."""
    found: list[range] = []
    since = words = 0
    for at, segment in enumerate(episode.segments):
        if words + segment.words > PART_WORDS and at > since:
            found.append(range(since, at))
            since, words = at, 0
        words += segment.words
    return [*found, range(since, len(episode.segments))] if episode.segments else found


def _transcript(episode: Episode, part: Iterable[int]) -> str:
    lines = []
    for at in part:
        segment = episode.segments[at]
        lines.append(f"[{segment.speaker}] {segment.english}" if segment.speaker else segment.english)
    return "\n".join(lines)


def _faults(items: tuple[Briefed, ...]) -> Sequence[str]:
    if len(items) != 1:
        return (f"{len(items)} briefs: give one",)
    return () if clean_line(items[0].about) else ("no synopsis in about",)


def _merged(answers: Sequence[Briefed], episode: Episode, term_base: TermBase) -> Brief:
    """The parts together: the first sense of a term that two parts give alike counts, two senses stay apart."""
    if not answers:
        return NO_BRIEF
    english = "\n".join((episode.title, *(segment.english for segment in episode.segments)))
    said = Places(english)
    labels = {segment.speaker for segment in episode.segments if segment.speaker}
    speakers: dict[str, str] = {}
    names: dict[str, str] = {}
    terms: dict[tuple[str, str], Meaning] = {}
    keep: dict[str, None] = {}
    for answer in answers:
        for speaker in answer.speakers:
            about = "; ".join(filter(None, (clean_line(speaker.role), clean_line(speaker.voice))))
            if speaker.label in labels and about:
                speakers.setdefault(speaker.label, about[:120])
        for misheard in answer.names:
            heard, meant = clean_line(misheard.heard), clean_line(misheard.meant)
            if heard and meant and fold(heard) != fold(meant) and said.has(heard):
                names.setdefault(heard, meant)
        for meaning in _sound_terms(answer.terms, said, term_base):
            terms.setdefault((fold(meaning.term), meaning.chinese), meaning)
        keep.update(dict.fromkeys(name for each in answer.keep if (name := clean_line(each)) and said.has(name)))
    return Brief(
        about=" ".join(clean_line(answer.about) for answer in answers)[:_LONGEST_ABOUT],
        lead_in=_lead_in(answers[0].lead_in, english),
        speakers=tuple(speakers.items()),
        names=tuple(list(names.items())[:_MOST_NAMES]),
        terms=tuple(_one_word_each(terms.values()))[:_MOST_TERMS],
        keep=tuple(keep)[:_MOST_NAMES],
    )


def _sound_terms(terms: Iterable[Meaning], said: Places, term_base: TermBase) -> Iterator[Meaning]:
    """Terms of the text with Chinese that may be used: what was taught or is preferred has the last word."""
    for meaning in terms:
        term, chinese = clean_line(meaning.term), widen(clean_line(meaning.chinese))
        if not term or not said.has(term) or not han(chinese) or len(chinese) > _LONGEST_MEANING:
            continue
        rule = term_base.find(term)
        if rule is not None and not rule.keep:
            chinese = _agreed(chinese, rule.chinese, rule.senses, rule.avoid)
        if any(strange_addresses(chinese, english=term)):
            continue
        yield Meaning(term=term, chinese=chinese, sense=clean_line(meaning.sense)[:60])


def _agreed(chinese: str, preferred: str, senses: Sequence[str], avoid: Sequence[str]) -> str:
    """What the model gave where the term base has that sense, else the Chinese of the term base."""
    if any(re.search(pattern, chinese) for pattern in avoid):
        return preferred
    if not senses:
        return preferred
    nearest = max(senses, key=lambda sense: len(set(sense) & set(chinese)))
    return nearest if set(nearest) & set(chinese) and chinese not in senses else chinese


def _one_word_each(terms: Iterable[Meaning]) -> Iterator[Meaning]:
    """Of two Chinese words for one term that no sense tells apart the first stays."""
    seen: dict[str, list[Meaning]] = {}
    for meaning in terms:
        others = seen.setdefault(fold(meaning.term), [])
        if not others or (meaning.sense and all(other.sense and other.sense != meaning.sense for other in others)):
            others.append(meaning)
            yield meaning


def _lead_in(text: str, english: str) -> str:
    line = widen(clean_line(text)).replace("！", "。")
    fits = han(line) and len(line) <= _LONGEST_LEAD_IN and "\n" not in line
    return line if fits and not any(strange_addresses(line, english=english)) else ""
