"""Who does what to whom, and from what to what: two names that have changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from content.checks.beads import Bead, beads
from content.checks.context import Context
from content.checks.doubt import About, Doubt
from content.checks.gravity import Claim, severity
from content.checks.quantities import chinese as of_chinese
from content.checks.quantities import english as of_english
from content.checks.quantities.quantity import Sort, equal
from content.checks.tables import table
from content.episode.episode import Segment
from content.episode.words import tokens
from content.text.inflection import base, unowned

_PEOPLE: dict[str, str] = table("names")["people"]
_OPENERS = frozenset(table("names")["openers"].split())
_NOT_BETWEEN = re.compile(
    r"[,;:.!?()—–]|\b(?:and|or|nor|by|from|of|than|with|to|for|in|on|at|as|like|via|between|not|instead|while|but|is|are|was|were|who|"
    r"which|that|when|where|into|whose|if|because|so|has|have|had|be|been|being|let|lets|made|makes)\b",
    re.IGNORECASE,
)
_TURNED_ON_PURPOSE = re.compile(
    "[被由给向对比让使受把将为跟和与及替叫归属像靠在以]|从(?![不未来没])|(?<![调使利应作采费信])用(?!户)|的是|所"
)
_FROM_TO = re.compile(r"\bfrom\s+(?P<a>[^,;.]{1,60}?)\s+(?:to|into|up to|down to)\s+(?P<b>[^,;.]{1,60})", re.IGNORECASE)
_CLAUSE = re.compile("[，。；：！？,;]")
_NAME = re.compile(r"(?<![\w@/.])[A-ZÀ-Þ][\w’'&+-]*")
_NAMES = re.compile(rf"{_NAME.pattern}(?:\s{_NAME.pattern})*")
_TOLD = re.compile(
    r"""
    \b(?P<who>i|we|he|she|they)\s+(?:\w+ly\s+|also\s+|then\s+)?
    (?:told|asked|gave|showed|sent|called|wrote|paid|warned|offered|taught|owed|lent|hired|fired|met|thanked|begged|promised
    |persuaded|convinced|advised|invited|helped|blamed)\s+(?P<whom>me|us|him|her|them)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_FIRST = frozenset(["i", "we", "me", "us"])
_TOWARDS = (
    "[^，。；我他她]{0,4}(?:跟|对|向|给|问|告诉|叫|让|找|请|催|劝|求|提醒|警告|付|教|雇|谢|帮|怪|说服|答应|邀)"
    "[^，。；我他她]{0,2}"
)


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """A sentence whose parts changed places says the opposite."""
    for bead in beads(segment.english, segment.chinese):
        yield from _from_to(bead)
        yield from _subject_and_object(bead)
        yield from _told(bead)


def _from_to(bead: Bead) -> Iterator[Doubt]:
    for match in _FROM_TO.finditer(bead.english):
        places = [_place(match[part], bead.chinese, first=part == "b") for part in ("a", "b")]
        if places[0] is None or places[1] is None or places[0] <= places[1]:
            continue
        since = max(bead.chinese.rfind("从", 0, places[1]), bead.chinese.rfind("由", 0, places[1]))
        between = bead.chinese[places[1] : places[0]]
        if since >= 0 and places[1] - since < 14 and re.search("[到至成为]", between):
            what = f"“{match[0][:50]}” goes the other way in the Chinese"
            yield Doubt(About.ORDER, severity(Claim.FROM_TO), what, match[0][:60], bead.chinese[since : places[0] + 6])


def _place(english: str, chinese: str, *, first: bool) -> int | None:
    """Where the number or the name of a phrase stands in the Chinese; None where it has none, or stands twice."""
    numbers = [each for each in of_english.quantities(english) if each.sort in (Sort.NUMBER, Sort.RATIO) and each.sure]
    if numbers:
        wanted = numbers[0] if first else numbers[-1]
        found = [each.start for each in of_chinese.quantities(chinese) if equal(wanted, each)]
        return found[0] if len(found) == 1 else None
    names = _NAME.findall(english)
    if not names:
        return None
    name = names[0] if first else names[-1]
    return chinese.find(name) if chinese.count(name) == 1 else None


def _subject_and_object(bead: Bead) -> Iterator[Doubt]:
    """`A calls B` where the Chinese has B before A in one clause and nothing that turns them round on purpose."""
    marks = sorted(_marks(bead.english))
    for (start, end, left), (after, _, right) in combinations(marks, 2):
        between = bead.english[end:after]
        if left == right or not 1 <= len(between.split()) <= 4 or _NOT_BETWEEN.search(between.replace(" the ", " ")):
            continue
        for clause in _CLAUSE.split(bead.chinese):
            first, second = list(re.finditer(left, clause)), list(re.finditer(right, clause))
            if len(first) != 1 or len(second) != 1 or second[0].start() > first[0].start():
                continue
            gap = clause[second[0].end() : first[0].start()]
            if (
                not gap
                or len(gap) > 12
                or gap.strip() in ("的", "")
                or _TURNED_ON_PURPOSE.search(clause[: first[0].start()])
            ):
                continue
            if "的" in gap or "是" in gap or "的" in clause[first[0].end() : first[0].end() + 2]:
                continue
            said = bead.english[start : bead.english.index(" ", after) if " " in bead.english[after:] else None]
            yield Doubt(
                About.ORDER, severity(Claim.TURNED), f"“{said}” is turned round in the Chinese", said, clause.strip()
            )


def _marks(english: str) -> Iterator[tuple[int, int, str]]:
    """Names and people of a sentence, with the pattern of their Chinese."""
    for match in _NAMES.finditer(english):
        first = match[0].casefold()
        if first not in _PEOPLE and (match.start() or first not in _OPENERS):
            last = unowned(match[0]).split()[-1]
            yield match.start(), match.end(), rf"(?<![A-Za-z]){re.escape(last)}(?![A-Za-z])"
    for match in tokens(english):
        if chinese := _PEOPLE.get(base(match[0].casefold())):
            yield match.start(), match.end(), chinese


def _told(bead: Bead) -> Iterator[Doubt]:
    for match in _TOLD.finditer(bead.english):
        mine = match["who"].casefold() in _FIRST
        if mine == (match["whom"].casefold() in _FIRST):
            continue
        one, other = ("我们?", "[他她]们?") if mine else ("[他她]们?", "我们?")
        if re.search(other + _TOWARDS + one, bead.chinese) and not re.search(one + _TOWARDS + other, bead.chinese):
            yield Doubt(About.PERSON, severity(Claim.TOLD), f"“{match[0]}” is turned round in the Chinese", match[0])
