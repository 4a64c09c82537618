"""Names: one of the English stays in the Chinese, and none comes from nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from content.checks.beads import beads
from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.checks.gravity import Claim, severity
from content.checks.tables import table
from content.episode.episode import Segment
from content.episode.words import IN_NAME, tokens, words
from content.text.inflection import base, of_acronym, unowned

_LINK = re.compile(r"https?://[^\s\u2e80-\u9fff\uff00-\uffef]+|(?<![\w.])@\w+|`[^`\n]+`|[\w.+-]+@[\w.-]+")
_NAME = re.compile(r"[A-ZÀ-Þ]")
_OPENS = re.compile(r"(?:^|[.!?…:;—–\n]|\[\d+\])[\s\"“‘'(\[]*$|[\"“‘(]$")
_BETWEEN = re.compile(r"\s(?:(?:of|and|the|for|de|van|von|&)\s)?")
_RENDERED = re.compile(
    "[阿艾安奥巴贝本比彼伯布查达戴丹道德迪蒂丁杜敦多恩尔法范菲费芬弗福盖冈高戈格哈海汉亨赫洪胡华怀惠霍基吉加贾杰金卡凯坎康考科克肯库夸拉莱兰劳勒雷里利莉林琳"
    "留卢鲁露伦罗洛马玛迈麦曼梅门蒙米密明莫默姆穆纳娜奈南内尼宁纽诺努欧帕潘佩彭皮珀普齐奇契乔琼让热荣茹瑞萨塞桑森沙莎山舍圣施史斯丝苏索塔泰坦汤唐陶特提廷图托瓦万威韦维温文翁沃乌"
    "伍西希夏谢辛欣休许雅亚延扬耶叶伊因英尤约扎詹珍芝朱兹佐顿逊]{2,}|·"
)
"""Characters that foreign names are written with, two of them together."""

_ORDINARY, _OPENERS, _SURNAMES = (frozenset(table("names")[key].split()) for key in ("ordinary", "openers", "surnames"))
_WELL_KNOWN = frozenset(table("names")["known"].split())
_IN_CHINESE: dict[str, str] = table("names")["chinese"]


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    parts: tuple[str, ...]


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """A name in place of another, or one that is lost or comes from nowhere, which is minor."""
    english, chinese = _LINK.sub(" ", segment.english), _LINK.sub(" ", segment.chinese)
    here, there = _folded(english), _folded(chinese)
    lost = [name for name in _names(english) if _lost(name, there, chinese, context)]
    strange = [name for name in _latin_names(chinese) if _strange(name, here, english, context)]
    for shown in strange:
        twin = next((other for other in lost if _beside(segment, other.text, shown)), None)
        if twin is not None:
            lost.remove(twin)
            claim = Claim.NAME if _both_known(twin, shown) else Claim.OTHER_NAME
            yield Doubt(About.NAME, severity(claim), f"{twin.text} is {shown} in the Chinese", twin.text, shown)
        elif shown.casefold() in _WELL_KNOWN:
            yield Doubt(About.NAME, Severity.MINOR, f"{shown}: no such name in the English", "", shown)
    for written, pattern in _IN_CHINESE.items():
        if written in chinese and not _said(pattern, english, context):
            yield Doubt(About.NAME, Severity.MINOR, f"{written}: no such name in the English", "", written)
    for name in lost:
        if (
            _of_a_person(name)
            or _of_a_thing(name, segment)
            or any(_kept_elsewhere(part, context) for part in name.parts)
        ):
            yield Doubt(About.NAME, Severity.MINOR, f"{name.text} is not in the Chinese", name.text)


def _names(english: str) -> Iterator[_Name]:
    """Runs of capitalised words; one that opens a sentence counts only with another, or if it stands elsewhere too."""
    said = list(tokens(english, IN_NAME))
    lower = {token[0] for token in said if not _NAME.match(token[0])}
    inner = {token[0] for token in said if _NAME.match(token[0]) and not _OPENS.search(english[: token.start()])}
    run: list[re.Match[str]] = []
    for token in [*said, None]:
        if (
            token is not None
            and _NAME.match(token[0])
            and (not run or _BETWEEN.fullmatch(english, run[-1].end(), token.start()))
        ):
            run.append(token)
            continue
        if run:
            yield from _run(run, english, lower, inner)
        run = [token] if token is not None and _NAME.match(token[0]) else []


def _run(run: list[re.Match[str]], english: str, lower: set[str], inner: set[str]) -> Iterator[_Name]:
    parts = [unowned(token[0]) for token in run]
    if _OPENS.search(english[: run[0].start()]) and run[0][0] not in inner:
        opener = parts[0].casefold()
        if len(parts) == 1 or opener in lower or opener in _ORDINARY or opener in _OPENERS:
            run, parts = run[1:], parts[1:]
    kept = tuple(part for part in parts if part.casefold() not in _ORDINARY and len(part) > 1)
    if kept and len(kept) == len(parts):
        yield _Name(english[run[0].start() : run[-1].end()], kept)


_BY_LETTER = re.compile(r"[A-Z]-[a-z]+")
"""T-shirt is T 恤, B-tree B 树."""
_OFTEN = 4
_MISHEARD = 0.75
"""How alike a name and what speech recognition made of it are: ChatGPT, ChatGeept."""
_MOSTLY = 0.8
_ENDINGS = re.compile(
    r"(?:al|ing|tion|sion|ment|ness|ity|ive|ous|ory|ary|able|ible|ic|ics|ship|ance|ence|ism|ist|ists|ware|work|works|ine|ure|age|ogy|"
    r"phy|law|board|house|book|time|line|side|gate)$"
)
_OF_NATIONS = re.compile(r"(?:ish|ese|ian|ans?|ch|ite)$")
_SHORTEST = 4
_PLAIN = frozenset(table("gloss_form")["plain"].split())
_OF_WORDS = re.compile(r"(?:ers?|ed|es|th|ly|ies|ful|less|ate|room|day|land)$")


def _lost(name: _Name, there: str, chinese: str, context: Context) -> bool:
    if any(part.casefold().removesuffix("-like") in there for part in name.parts):
        return False
    if any(
        _BY_LETTER.fullmatch(part) and re.search(rf"\b{part[0]}[\s-]?[\u4e00-\u9fff]", chinese, re.ASCII)
        for part in name.parts
    ):
        return False
    if _RENDERED.search(chinese) or any(_rendered_elsewhere(part, context) for part in name.parts):
        return False
    initials = "".join(part[0] for part in name.parts).casefold()
    return not (len(initials) > 1 and initials in there)


def _said(pattern: str, english: str, context: Context) -> bool:
    around = [each.english for each in (context.before, context.after) if each is not None]
    return any(re.search(rf"\b(?:{pattern})", text, re.IGNORECASE) for text in (english, *around, context.known))


def _of_a_person(name: _Name) -> bool:
    """Two words of which neither looks like one of the language; Chinese people have names in Chinese."""
    if not 2 <= len(name.parts) <= 3 or name.parts[-1].casefold() in _SURNAMES:
        return False
    if not all(part[1:].islower() and len(part) > 2 for part in name.parts):
        return False
    return not any(map(_ENDINGS.search, name.parts)) and not any(map(_OF_WORDS.search, name.parts[:-1]))


def _of_a_thing(name: _Name, segment: Segment) -> bool:
    """One word within a sentence that looks like no word of the language, and that its Chinese does not render."""
    if (
        len(name.parts) != 1
        or not name.text[1:].islower()
        or len(name.text) < _SHORTEST
        or name.text.casefold() in _PLAIN
    ):
        return False
    if _ENDINGS.search(name.text) or _OF_WORDS.search(name.text) or _OF_NATIONS.search(name.text):
        return False
    sentences = [bead.chinese for bead in beads(segment.english, segment.chinese) if name.text in bead.english]
    return bool(sentences) and not any(re.search("《|“[\u4e00-\u9fff]|公司|这个|那个|该", each) for each in sentences)


def _rendered_elsewhere(part: str, context: Context) -> bool:
    """The episode's Chinese mostly has another word for it."""
    kept, said = context.names.get(part, (1, 1))
    return kept * 2 < said


def _kept_elsewhere(part: str, context: Context) -> bool:
    """The episode has the name often, and its Chinese keeps it nearly every time."""
    kept, said = context.names.get(part, (0, 0))
    return said >= _OFTEN and kept >= _MOSTLY * said


def _both_known(name: _Name, shown: str) -> bool:
    """Two well-known names, of which neither is short for the other."""
    one, other = name.parts[-1].casefold(), shown.casefold()
    short, long = sorted((one, other), key=len)
    within = iter(long)
    return one in _WELL_KNOWN and other in _WELL_KNOWN and not all(letter in within for letter in short)


def _latin_names(chinese: str) -> Iterator[str]:
    seen = set()
    for word in words(chinese, IN_NAME):
        text = unowned(word)
        if _NAME.match(text) and len(text) > 1 and text not in seen:
            seen.add(text)
            yield text


def _strange(name: str, here: str, english: str, context: Context) -> bool:
    folded = name.casefold()
    around = [each.english for each in (context.before, context.after) if each is not None]
    texts = (here, *(_folded(text) for text in (*around, context.known)))
    if any(form in text for form in (folded, base(folded)) for text in texts):
        return False
    if _UNIT.fullmatch(name) or not _ORDINARY.isdisjoint((folded, base(folded))):
        return False
    said = [word.casefold() for word in words(english)]
    acronym = of_acronym(name) or (name if name.isalpha() and name.isupper() else "")
    if any(SequenceMatcher(None, word, folded).ratio() >= _MISHEARD for word in said if len(word) > _SHORTEST):
        return False
    return not acronym or not _initials(acronym.casefold(), said)


def _initials(letters: str, words: list[str]) -> bool:
    """Whether words in a row, small ones left out or not, begin with these letters."""
    for kept in (words, [word for word in words if word not in ("of", "and", "the", "for", "in", "to", "from", "a")]):
        if letters in "".join(word[0] for word in kept):
            return True
    return False


_UNIT = re.compile(
    r"[KMGTP]i?B|[KMG]?Hz|[kMG]?W|AI|IT|ID|API|App|PC|CPU|GPU|OK|UTC|TV|CEO|CTO|PR|HR|Web|URL|FAQ|PDF|No|VC|PPT|KPI|OKR"
)


def _beside(segment: Segment, name: str, chinese: str) -> bool:
    return any(name in bead.english and chinese in bead.chinese for bead in beads(segment.english, segment.chinese))


def _folded(text: str) -> str:
    return text.casefold()
