"""The terms that a translation explains in place, `headword（释义）`, and where each stands in the English.

A translator writes the base form, a speaker inflects it and a transcript spells it as it likes, so words are
compared without case, spaces and hyphens, and up to a regular ending; an acronym also finds its expansion.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from content.episode.episode import Gloss
from content.episode.words import tokens as words
from content.text.inflection import may_be

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
_GAP = re.compile(r"[ \t]+|[-‐‑–/.'’_&+]|[ \t]?&[ \t]?")
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


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    folded: str


def find_glosses(english: str, chinese: str) -> tuple[Gloss, ...]:
    """The terms `chinese` explains: those located in `english` in its order, then the others in theirs.

    Spans never overlap, and no term appears twice, whatever its ending.
    """
    explained: dict[frozenset[str], _Explained] = {}
    for found in itertools.islice(_explained(chinese), _MOST):
        key = next((k for k in explained if k & frozenset(may_be(_squeeze(found.heads[0])))), None)
        if key is None:
            explained[frozenset(may_be(_squeeze(found.heads[0])))] = found

    tokens = [_Token(m.start(), m.end(), m.group().casefold()) for m in words(english)]
    taken: list[tuple[int, int]] = []
    glosses: list[tuple[int, Gloss]] = []
    order = sorted(enumerate(explained.values()), key=lambda pair: (-len(pair[1].heads[0]), pair[0]))
    for place, term in order:
        span = _locate(english, tokens, term, taken)
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
        stems = frozenset(may_be(_squeeze(gloss.headword)))
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


def _locate(
    english: str, tokens: list[_Token], term: _Explained, taken: list[tuple[int, int]]
) -> tuple[int, int] | None:
    wanted = [head for whole in term.heads for head in _suffixes(whole, term.meaning)]
    for head in wanted:
        if (span := _find(english, tokens, _squeeze(head), len(head.split()) + 2, taken)) is not None:
            return span
    for head in term.heads:
        if re.fullmatch(r"[A-Z]{2,6}", head) and (span := _expansion(english, tokens, head, taken)):
            return span
        if len(initials := "".join(word[0] for word in re.split(r"[\s-]+", head) if word)) > 1:
            for token in tokens:
                if english[token.start : token.end] == initials.upper() and _free(token, token, taken):
                    return token.start, token.end
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


def _find(
    english: str, tokens: list[_Token], head: str, reach: int, taken: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """The first place that spells `head` but for case, space and hyphens, else with another ending."""
    stems = frozenset(may_be(head))
    second: tuple[int, int] | None = None
    for first, token in enumerate(tokens):
        if token.folded[:2] != head[: len(token.folded[:2])]:
            continue
        squeezed = ""
        for last in range(first, min(first + reach, len(tokens))):
            if last > first and not _adjacent(english, tokens[last - 1], tokens[last]):
                break
            squeezed += tokens[last].folded
            if len(squeezed) > len(head) + 4:
                break
            if not _free(token, tokens[last], taken):
                continue
            if squeezed == head:
                return token.start, tokens[last].end
            if second is None and not stems.isdisjoint(may_be(squeezed)):
                second = token.start, tokens[last].end
    return second


def _expansion(
    english: str, tokens: list[_Token], acronym: str, taken: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """Where words with these initials follow each other: "RL" -> "reinforcement learning"."""
    size = len(acronym)
    initials = "".join(token.folded[0] for token in tokens)
    for at in range(len(tokens) - size + 1):
        run = tokens[at : at + size]
        if initials[at : at + size] != acronym.casefold() or len(run[-1].folded) < 3:
            continue
        if all(_adjacent(english, *pair) for pair in itertools.pairwise(run)) and _free(run[0], run[-1], taken):
            return run[0].start, run[-1].end
    return None


def _adjacent(english: str, left: _Token, right: _Token) -> bool:
    return left.end == right.start or bool(_GAP.fullmatch(english, left.end, right.start))


def _free(first: _Token, last: _Token, taken: list[tuple[int, int]]) -> bool:
    return all(last.end <= start or end <= first.start for start, end in taken)


def _squeeze(text: str) -> str:
    return "".join(match.group().casefold() for match in words(text))
