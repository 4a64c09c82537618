"""The terms that a translation explains in place, `headword（释义）`, and where each stands in the English."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.episode.episode import Gloss
from content.text.places import Places, Span, forms

LONGEST_MEANING = 40
"""Characters; what is longer between parentheses is an aside, not an explanation."""

_MOST = 200
"""Terms that are looked for: more than a text that fits one message explains."""

_LONGEST_RUN = 120
_PARENTHESIS = re.compile(r"[（(]([^（）()\n]*)[）)]")
_RUN = re.compile(
    r"(?P<run>[.@]?[A-Za-zÀ-ɏ0-9](?:[A-Za-zÀ-ɏ0-9+#&/'’._‐‑\-]|[ \t]+(?=[A-Za-zÀ-ɏ0-9.&/]))*)"
    r"[ \t]*[”\"’'》」』`*]{0,2}[ \t]*$"
)
_BREAK = re.compile(r"[.]\s+|\s(?:versus|vs\.?|is|are|was|were)\s", re.IGNORECASE)
_LEADING = re.compile(r"^(?:(?:a|an|the|and|or|versus|vs\.?)\s+)+", re.IGNORECASE)
_CJK = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_INTRODUCED = re.compile(r"^(?:即|也就是说?|意为|意思是|这里指|这里应指|亦称|又称|简称)[，：,:]?\s*")
_ASIDE = re.compile(
    r"^(?:参见|详见|见(?![证解识])|(?:或者?|例如|比如|譬如|以及|包括|不是|而不|因为|当然|虽然)[^、，]{2}"
    r"|(?:笑|原文|注|译)(?:$|[：:]))|[。！？!?；]"
)
_CONNECTIVE = re.compile(r"或者?|和|与|及")
_PERSONAL = re.compile(r"[我你他她您]")
_COUNTED = re.compile(r"^[约近]?[\d\s.,:–—-]+[年月日岁届次个人]")


@dataclass(frozen=True, slots=True)
class _Explained:
    heads: tuple[str, ...]
    meaning: str


def find_glosses(english: str, chinese: str) -> tuple[Gloss, ...]:
    """The terms `chinese` explains: those located in `english` in its order, then the others in theirs.

    Spans never overlap, and no term appears twice, whatever its ending.
    """
    explained: dict[frozenset[str], _Explained] = {}
    for found in itertools.islice(_explained(chinese), _MOST):
        stems = forms(found.heads[0])
        if all(stems.isdisjoint(others) for others in explained):
            explained[stems] = found

    places = Places(english)
    taken: list[Span] = []
    glosses: list[tuple[int, Gloss]] = []
    order = sorted(enumerate(explained.values()), key=lambda pair: (-len(pair[1].heads[0]), pair[0]))
    for place, term in order:
        span = _locate(places, term, taken)
        if span is None:
            glosses.append((len(english) + place, Gloss(headword=term.heads[0], meaning=term.meaning)))
            continue
        taken.append(span)
        glosses.append((span[0], Gloss(headword=english[slice(*span)], meaning=term.meaning, span=span)))
    return _distinct(gloss for _, gloss in sorted(glosses, key=lambda pair: pair[0]))


def _distinct(glosses: Iterator[Gloss]) -> tuple[Gloss, ...]:
    """Two terms of the Chinese may be one in the English: "RL" and "reinforcement learning"."""
    kept: list[Gloss] = []
    seen: set[str] = set()
    for gloss in glosses:
        stems = forms(gloss.headword)
        if not stems & seen:
            kept.append(gloss)
        seen |= stems
    return tuple(kept)


def _explained(chinese: str) -> Iterator[_Explained]:
    after = 0
    for match in _PARENTHESIS.finditer(chinese):
        before = chinese[max(after, match.start() - _LONGEST_RUN) : match.start()]
        after = match.end()
        run = _RUN.search(before)
        if run is None:
            continue
        head = _term(run["run"])
        *others, meaning = _parts(match.group(1))
        if head and _explains(meaning):
            yield _Explained((head, *others), meaning)


def _term(run: str) -> str | None:
    """The run without what precedes the term: an earlier sentence, an article, "RL versus …"."""
    last = _BREAK.split(run)[-1]
    term = re.sub(r"\s+", " ", _LEADING.sub("", last)).strip(" \t-‐‑/&'’_")
    return term if _LATIN.search(term) else None


def _parts(inside: str) -> tuple[str, ...]:
    """`reinforcement learning，强化学习` is another headword, then the meaning."""
    inside = inside.strip()
    head, comma, rest = re.sub("[,：:;；]", "，", inside).partition("，")
    if comma and len(head) <= _LONGEST_RUN and _LATIN.search(head) and not _CJK.search(head) and _CJK.search(rest):
        return head.strip(), _INTRODUCED.sub("", inside[len(head) + 1 :].strip())
    return (_INTRODUCED.sub("", inside),)


def _explains(meaning: str) -> bool:
    if not _CJK.search(_CONNECTIVE.sub("", meaning)) or len(meaning) > LONGEST_MEANING:
        return False
    if _ASIDE.search(meaning) or _COUNTED.search(meaning):
        return False
    return not (re.search("[，,]", meaning) and _PERSONAL.search(meaning))


def _locate(places: Places, term: _Explained, taken: list[Span]) -> Span | None:
    wanted = [head for whole in term.heads for head in _suffixes(whole, term.meaning)]
    for head in wanted:
        if (span := places.find(head, taken)) is not None:
            return span
    for head in term.heads:
        if re.fullmatch(r"[A-Z]{2,6}", head) and (span := places.expansion(head, taken)):
            return span
        if (span := places.acronym(head, taken)) is not None:
            return span
    return None


def _suffixes(head: str, meaning: str) -> Iterator[str]:
    """The head, then without its first words, as long as the meaning can be that of what is left.

    A Chinese word for one English word rarely has over three characters: "rewards" alone is not 稀疏奖励.
    """
    words = head.split(" ")
    yield head
    for dropped in range(1, len(words)):
        if len(_CJK.findall(meaning)) <= 3 * (len(words) - dropped):
            yield " ".join(words[dropped:])
