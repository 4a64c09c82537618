"""Full-width punctuation for Chinese text that arrives with half-width marks.

BuildSpeak's page text has `,:;?!()` where the article it was made from has `，：；？！（）`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from content.text.prose import han_places

_WIDE_FORMS = dict(zip(",;:?!()/", "，；：？！（）／", strict=True))
_LITERAL = re.compile(r"https?://[^\s\u2e80-\u9fff\uff00-\uffef]+|\d(?:[,:]\d+)+|(?<![\w.+-])[\w.+-]+@[\w.-]+")
_MARK = re.compile(r"[,;:?!()/]")
_CLASS = r"[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_CHINESE = re.compile(_CLASS)
_CHINESE_NEXT = re.compile(rf"\s*{_CLASS}")


def widen(chinese: str) -> str:
    """`chinese` with full-width marks, but for those inside English phrases, numbers and addresses."""
    if not (hans := han_places(chinese)):
        return chinese
    literal = {at for match in _LITERAL.finditer(chinese) for at in range(*match.span())}
    pairs = _pairs(chinese)
    characters = list(chinese)
    widened: set[int] = set()
    for match in _MARK.finditer(chinese):
        at = match.start()
        if at not in literal and _is_chinese(chinese, at, pairs, hans):
            characters[at] = _WIDE_FORMS[match.group()]
            widened.add(at)
    for match in re.finditer(r"[ \t]+", chinese):
        closes = characters[match.start() - 1] == "）"
        after_mark = match.start() - 1 in widened and not (closes and chinese[match.end() :][:1].isascii())
        if after_mark or (match.end() in widened and match.start() > 0):
            characters[match.start() : match.end()] = [""] * len(match.group())
    return "".join(characters)


def _is_chinese(text: str, at: int, pairs: dict[int, int], hans: Sequence[int]) -> bool:
    mark, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    beside = bool(_CHINESE.match(before)), bool(_CHINESE.match(after))
    if mark == "/":
        return all(beside)
    if before.isspace() and mark not in "()":
        return False  # a symbol that is spoken of: "Ctrl + ;"
    if mark in "()":
        start, end = sorted((at, pairs.get(at, at)))
        outside = text[max(start - 1, 0) : start] + text[end + 1 : end + 2]
        return bisect_left(hans, start) < bisect_left(hans, end) or bool(_CHINESE.search(outside))
    if any(beside) or not after or _CHINESE_NEXT.match(text, at + 1):
        return True
    return mark != ":" and not after.isspace() and after not in ",;:?!.\"'" and before.isalnum()


def _pairs(text: str) -> dict[int, int]:
    """For each parenthesis that has a partner, where that stands."""
    opened: list[int] = []
    pairs: dict[int, int] = {}
    for match in re.finditer(r"[()]", text):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            pairs[start], pairs[match.start()] = match.start(), start
    return pairs
