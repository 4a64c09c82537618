"""Choose the few segments of an episode that are worth a reader's minutes.

Each part of the episode gives its best segment: one that stands for itself, is of a good length, explains
terms and reads well. A greeting, a sponsor, a plea or thanks is never chosen from an episode longer than
its digest, not even where nothing else is left.
"""

from __future__ import annotations

import re
from dataclasses import replace

from content.episode.episode import Episode, Segment

DEFAULT_SIZE = 8

_MOST_TERMS = 4
_COURTESY = re.compile(
    r"""
    \bwelcome\s(?:back\s)?to\s(?:the|another|our|my|this)\b
    | \bthank(?:s|\syou)\b.{0,30}\b(?:listening|watching|joining|reading|tuning|coming|having|inviting)\b
    | \bthank(?:s|\syou)\b.{0,30}\b(?:time|everyone)\b
    | \b(?:please|consider|like\sand|don't\sforget\sto|if\syou\shaven't)\b.{0,30}\bsubscrib
    | \bsubscrib\w+\b.{0,60}\b(?:podcast|channel|newsletter|show|youtube|spotify|review|bell)\b
    | \b(?:our|today's|this\sepisode's)\ssponsors?\b | \bsponsored\sby\b | \bbrought\sto\syou\sby\b
    | \b(?:promo|discount|coupon)\scode\b | \bfree\strial\b | \buse\s(?:the\s)?code\s[A-Z]
    | \bleav(?:e|ing)\s(?:us\s)?an?\s(?:\w+\s)?(?:review|rating|comment)\b
    | \b(?:happy|great|good|excited|glad|thrilled)\sto\s(?:be\shere|be\son|have\syou|see\syou)\b
    | \bsee\syou\s(?:next|on|in|soon)\b | \bplease\senjoy\b
    | \b(?:i'm|i\sam)\s(?:very\s)?(?:excited|happy|delighted)\sto\swelcome\b
    | \b(?:really\s)?appreciate\s(?:you|your)\b | \bit\swas\sa\spleasure\b
    | \b(?:my|our)\sguests?\s(?:today|is)\b | \blinks?\s(?:is|are)?\s?in\sthe\s(?:description|show\snotes)\b
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CONTINUES = re.compile(
    r"""
    (?:and|but|so|or|because|then|which|also|plus|though|it|its|it's|he|he's|she|she's|they|they're|that|that's)\b
    | (?:this|these|those|there|yes|yeah|no|right|ok|okay|well|great|sure|exactly|course|of\scourse)\b
    | (?:i\smean|you\sknow|alright|all\sright|correct|absolutely|totally|cool|awesome|hi|hello|hey)\b
    | (?:\S+\s+){1,3}(?:he|she|it|they|him|her|them)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*$")
_FILLER = re.compile(
    r"\b(\w+)[,\s]+\1\b|\byou know\b|\b(?:sort|kind) of\b|\bkinda\b|\bi mean\b|\b(?:um|uh|er)\b|,\s*like\b",
    re.IGNORECASE,
)


def choose(episode: Episode, size: int) -> tuple[int, ...]:
    """Positions of at most `size` segments, in order; all of them where there are no more."""
    segments = episode.segments
    if len(segments) <= size:
        return tuple(range(len(segments)))
    if size <= 0:
        return ()
    featured = [at for at, segment in enumerate(segments) if segment.featured]
    if len(featured) > size:
        featured = [featured[(part * len(featured) + len(featured) // 2) // size] for part in range(size)]
    scores = {at: _score(segment) for at, segment in enumerate(segments) if not is_courtesy(segment)}
    chosen = set(featured)
    bests = [best for part in range(size) if (best := _best(part, size, len(segments), scores, chosen)) is not None]
    for at in sorted(bests, key=lambda at: (-scores[at], at)):
        if len(chosen) < size:
            chosen.add(at)
    for at in sorted(scores, key=lambda at: (-scores[at], at)):
        if len(chosen) < size:
            chosen.add(at)
    return tuple(sorted(chosen))


def feature(episode: Episode, size: int = DEFAULT_SIZE) -> Episode:
    """`episode` with its digest marked for an editor to change; as it is where one is marked."""
    if any(segment.featured for segment in episode.segments):
        return episode
    chosen = frozenset(choose(episode, size))
    segments = (replace(segment, featured=at in chosen) for at, segment in enumerate(episode.segments))
    return replace(episode, segments=tuple(segments))


def _best(part: int, size: int, total: int, scores: dict[int, float], chosen: set[int]) -> int | None:
    """The best segment of one part, None where an editor has chosen there; its middle is a little better."""
    positions = range(part * total // size, (part + 1) * total // size)
    if any(at in chosen for at in positions):
        return None
    middle = (positions.start + positions.stop - 1) / 2
    candidates = [at for at in positions if at in scores]
    return max(candidates, key=lambda at: (scores[at] - abs(at - middle) / len(positions), -at), default=None)


def is_courtesy(segment: Segment) -> bool:
    """Whether the segment greets, thanks, begs or advertises: no digest has it."""
    return _COURTESY.search(segment.english) is not None


def _score(segment: Segment) -> float:
    """Points for length and terms, less those for what makes a reader stumble."""
    words = max(segment.words, 1)
    terms = sum(gloss.span is not None for gloss in segment.glosses)
    score = 3.0 if 40 <= words <= 120 else 1.5 if 25 <= words <= 140 else -2.0
    score += 1.2 * min(terms, _MOST_TERMS)
    if _CONTINUES.match(segment.english):
        score -= 2.0
    if not _SENTENCE_END.search(segment.english):
        score -= 2.0
    if segment.english.rstrip("\"'”’").endswith("?"):
        score -= 1.0
    return score - min(3.0, 20.0 * len(_FILLER.findall(segment.english)) / words)
