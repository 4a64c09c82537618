"""Cutting a translation along with a text that has been cut already.

Sentences are aligned first; where one Chinese sentence translates the English on both sides of a cut, its clauses
are; where even they do not help, it is cut in proportion.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from itertools import accumulate

from content.text.alignment import align
from content.text.sentences import CHINESE_WORD, CLAUSE_END, clauses, sentences

MOST_CELLS = 40_000
"""Sentences of both languages multiplied: what the alignment may weigh at once: a few hundred of each."""

_Split = tuple[Callable[[str], list[str]], Callable[[str], list[str]]]
_SPLITS: tuple[_Split, ...] = (
    (partial(sentences, language="en"), partial(sentences, language="zh")),
    (clauses, clauses),
)


def translations(pieces: Sequence[str], chinese: str) -> list[str]:
    """As many parts of `chinese` as there are `pieces`, each what translates one; together they are `chinese`."""
    if len(pieces) <= 1 or not chinese.strip():
        return [chinese, *("" for _ in pieces[1:])]
    parts = _along(pieces, chinese, _SPLITS)
    return parts if all(part.strip() for part in parts) else _in_proportion(pieces, chinese)


def _along(pieces: Sequence[str], chinese: str, splits: Sequence[_Split]) -> list[str]:
    if len(pieces) == 1:
        return [chinese]
    if not splits:
        return _in_proportion(pieces, chinese)
    (of_english, of_chinese), *finer = splits
    units = [(unit, owner) for owner, piece in enumerate(pieces) for unit in of_english(piece)]
    translated = of_chinese(chinese)
    if len(units) * len(translated) > MOST_CELLS:
        return _by_halves(pieces, chinese, splits)
    parts = ["" for _ in pieces]
    owner = 0
    for bead in align([unit for unit, _ in units], translated):
        text = "".join(translated[at] for at in bead.chinese)
        shared: dict[int, str] = {}
        for unit, of in (units[at] for at in bead.english):
            shared[of] = shared.get(of, "") + unit
        shared = shared or {owner: ""}
        for owner, part in zip(shared, _along(list(shared.values()), text, finer), strict=True):
            parts[owner] += part
    return parts


def _by_halves(pieces: Sequence[str], chinese: str, splits: Sequence[_Split]) -> list[str]:
    half = len(pieces) // 2
    left, right = _in_proportion(["".join(pieces[:half]), "".join(pieces[half:])], chinese)
    return [*_along(pieces[:half], left, splits), *_along(pieces[half:], right, splits)]


def _in_proportion(pieces: Sequence[str], chinese: str) -> list[str]:
    """Each part as long as its piece, cut after the clause near there, else after a word."""
    total = sum(map(len, pieces)) or 1
    words = [match.start() for match in CHINESE_WORD.finditer(chinese)][1:]
    ends = [match.end() for match in CLAUSE_END.finditer(chinese)]
    reach = len(chinese) / len(pieces) / 4
    parts: list[str] = []
    since = 0
    for length in list(accumulate(map(len, pieces)))[:-1]:
        wanted = len(chinese) * length / total
        until = _nearest(ends, wanted, since)
        if until is None or abs(until - wanted) >= reach:
            until = _nearest(words, wanted, since) or len(chinese)
        parts.append(chinese[since:until])
        since = until
    return [*parts, chinese[since:]]


def _nearest(places: Sequence[int], wanted: float, since: int) -> int | None:
    """Of places in their order the one nearest to where it is wanted, after `since`."""
    right = max(bisect_left(places, wanted), bisect_right(places, since))
    near = [at for at in places[max(0, right - 1) : right + 1] if at > since]
    return min(near, key=lambda at: abs(at - wanted), default=None)
