"""Where a term is explained: at its first use in the digest and at its first use in the whole text, in each sense.

A translator explains a term in any segment where it helps; which explanations stay is decided here, after the digest is
chosen. One that is missing where the term is first used is taken from where it was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from content.episode.episode import Episode, Segment
from content.text.glosses import find_glosses
from content.text.places import Places, Span, term_key
from content.translate.acceptance import faults_of
from content.translate.terms import explanations

_HAN = re.compile(r"[\u3400-\u9fff]")
_WITHIN = re.compile(r"(?:-|[A-Za-z0-9] )$")
_GOES_ON = re.compile(r"[（(-]| [A-Za-z0-9]")
"""Around a term: what makes it a part of a longer one; a parenthesis explains it already."""
_MOST = 4
"""Terms that a segment explains at most before one is taken over from elsewhere."""


@dataclass(frozen=True, slots=True)
class _Sense:
    key: str
    meaning: str


def explain(episode: Episode, positions: Sequence[int]) -> Episode:
    """`episode` with each term explained where it should be, in the segments at `positions`; the others stay."""
    segments = list(episode.segments)
    allowed = frozenset(positions)
    featured = [at for at in range(len(segments)) if segments[at].featured]
    senses = list(_senses(segments))
    for order in (range(len(segments)), featured):
        for sense in senses:
            at = _first_use(segments, order, sense, senses)
            if at is not None and at in allowed:
                segments[at] = _explained(segments[at], sense)
    wanted = {
        (sense, at)
        for order in (range(len(segments)), featured)
        for sense in senses
        if (at := _first_use(segments, order, sense, senses)) is not None
    }
    for at in sorted(allowed):
        keep = [sense for sense in senses if (sense, at) in wanted]
        segments[at] = _only(segments[at], keep)
    return replace(episode, segments=tuple(segments))


def same_sense(left: str, right: str) -> bool:
    """Whether two explanations are of one sense: 队列 and 排队 are, 提示词 and 及时 are not."""
    return left == right or bool(set(_HAN.findall(left)) & set(_HAN.findall(right)))


def _senses(segments: Sequence[Segment]) -> Iterator[_Sense]:
    """Every term in every sense that is explained anywhere, with its first explanation."""
    seen: list[_Sense] = []
    for segment in segments:
        for gloss in segment.glosses:
            sense = _Sense(term_key(gloss.headword), gloss.meaning)
            if not any(each.key == sense.key and same_sense(each.meaning, sense.meaning) for each in seen):
                seen.append(sense)
                yield sense


def _first_use(
    segments: Sequence[Segment], order: Sequence[int], sense: _Sense, senses: Sequence[_Sense]
) -> int | None:
    """The first segment that explains the term so, or uses it where it has but one sense in the piece."""
    only = sum(each.key == sense.key for each in senses) == 1
    for at in order:
        if any(_is(gloss.headword, gloss.meaning, sense) for gloss in segments[at].glosses):
            return at
        if only and _latin(sense.key, segments[at].chinese) is not None:
            return at
    return None


def _is(headword: str, meaning: str, sense: _Sense) -> bool:
    return term_key(headword) == sense.key and same_sense(meaning, sense.meaning)


def _explained(segment: Segment, sense: _Sense) -> Segment:
    """The segment with the explanation after the term, unless it has it already or has as many as it can bear."""
    if any(term_key(gloss.headword) == sense.key for gloss in segment.glosses) or len(segment.glosses) >= _MOST:
        return segment
    place = _latin(sense.key, segment.chinese)
    if place is None:
        return segment
    before, after = segment.chinese[:place], segment.chinese[place:]
    return _with(segment, f"{before}（{sense.meaning}）{after.lstrip(' ') if _HAN.match(after.lstrip(' ')) else after}")


def _only(segment: Segment, keep: Sequence[_Sense]) -> Segment:
    """The segment without the explanations of other senses; as it is where that would leave it faulty."""
    pieces: list[str] = []
    at = 0
    chinese = segment.chinese
    for match, gloss in explanations(segment.english, chinese):
        if any(_is(gloss.headword, gloss.meaning, sense) for sense in keep):
            continue
        pieces.append(chinese[at : match.start()])
        at = match.end()
        if _HAN.match(chinese[at : at + 1]) and chinese[match.start() - 1 : match.start()].isalnum():
            pieces.append(" ")
    left = "".join((*pieces, chinese[at:]))
    return segment if left == chinese or any(faults_of(left, english=segment.english)) else _with(segment, left)


def _with(segment: Segment, chinese: str) -> Segment:
    return replace(segment, chinese=chinese, glosses=find_glosses(segment.english, chinese))


def _latin(key: str, chinese: str) -> int | None:
    """Where the English term ends in a Chinese text, None where it does not stand there or is explained already."""
    places, passed = Places(chinese), list[Span]()
    while (found := places.find(key, passed)) is not None:
        if not _WITHIN.search(chinese[: found[0]]) and not _GOES_ON.match(chinese, found[1]):
            return found[1]
        passed.append(found)
    return None
