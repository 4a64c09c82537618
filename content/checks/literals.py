"""What is the same in both languages: addresses, handles, code, versions, and names with a number in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.checks.gravity import Claim, severity
from content.episode.episode import Segment

_EDGE = r"[^\s\u2e80-\u9fff\uff00-\uffef]"
_LITERAL = re.compile(
    rf"https?://{_EDGE}*[\w/#=-]"
    r"|(?<![\w.@/])@\w+"
    r"|`[^`\n]+`"
    r"|(?<![\w.-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w/@.-])(?:[\w-]+\.)+(?:com|org|net|io|dev|ai|app|gov|edu|co|cn|uk|de)(?:/[\w./~#?=&%-]*[\w/])?(?![\w.@])"
    r"|(?<![\w/:.])(?:~|\.{1,2})?/(?:[\w.-]+/)+[\w.-]*\w"
    r"|(?<![\w-])--?[a-z][\w-]{2,}(?:=\S*\w)?"
    r"|(?<![\w.-])[A-Za-z_][\w-]*\.(?:py|js|ts|tsx|go|rs|rb|java|c|h|cpp|md|txt|json|ya?ml|toml|sh|sql|html|css|csv|lock|conf|ini|log|env|pem)\b"
    r"|(?<![\w.-])[a-z]+(?:_[a-z0-9]+)+\b(?:\(\))?"
    r"|(?<![\w.-])[A-Z]+(?:_[A-Z0-9]+)+(?:=\w+)?"
    r"|(?<![\w.-])[a-z]+(?:[A-Z][a-z0-9]+)+\b"
    r"|(?<![\w.,:/-])v?\d+(?:\.\d+){2,}(?![\w.]*\w\.)(?:-\w+)?"
    r"|(?<![\w.])#[A-Za-z]\w+",
    re.ASCII,
)
_NUMBERED = re.compile(
    r"(?<![\w./@-])(?=[\w.+-]*[A-Za-z])(?=[\w.+-]*\d)[A-Za-z][\w]*(?:[-+./]\w+)*(?:\.\d+)*(?![\w/@])", re.ASCII
)
_UNITS = re.compile(r"\d[\d.,]*(?:[kKMBTGm]?[bBsgWVm]?|[a-z]{1,3}|[KMGTP]i?B|st|nd|rd|th)", re.ASCII)

_SPELT_ALIKE = 0.8
_LANGUAGE = re.compile(r"[/.](?:zh|en|cn|us)(?:[-_](?:cn|us|gb|hans))?(?=[/.])")
"""What a page's address has for its readers' language or country."""


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """Each must stand in the Chinese letter by letter; one that is not in the English came from nowhere."""
    said, shown = _literals(segment.english), _literals(segment.chinese)
    named, shown_names = _numbered(segment.english), _numbered(segment.chinese)
    english, chinese = _squeezed(segment.english), _squeezed(segment.chinese)
    lost = [literal for literal in (*said, *named) if _squeezed(literal) not in chinese]
    strange = [each for each in (*shown, *shown_names) if _squeezed(each) not in english and not _known(each, context)]
    for literal in strange:
        twin = next((other for other in lost if _alike(other, literal)), None)
        if twin is not None:
            lost.remove(twin)
            claim = Claim.LITERAL if _misspelt(twin, literal) else Claim.OTHER_LITERAL
            yield Doubt(About.ADDRESS, severity(claim), f"{twin} is {literal} in the Chinese", twin, literal)
        elif literal in shown:
            yield Doubt(About.ADDRESS, Severity.MINOR, f"{literal} is not in the English", "", literal)
    for literal in lost:
        if literal in said:
            yield Doubt(About.ADDRESS, Severity.MINOR, f"{literal} is not in the Chinese", literal)


def _literals(text: str) -> list[str]:
    return list(dict.fromkeys(match[0].strip("`") for match in _LITERAL.finditer(text)))


def _numbered(text: str) -> list[str]:
    """Names such as GPT-4 and p99: speech spells them in many ways, so only one for another is doubted."""
    rest = _LITERAL.sub(lambda match: " " * len(match[0]), text)
    return [match[0] for match in _NUMBERED.finditer(rest) if not _UNITS.fullmatch(match[0])]


def _known(literal: str, context: Context) -> bool:
    near = [each.english for each in (context.before, context.after) if each is not None]
    return any(_squeezed(literal) in _squeezed(text) for text in (*near, context.known))


def _alike(left: str, right: str) -> bool:
    """The same but for digits or a few letters: the one was written for the other."""
    if re.sub(r"\d", "0", left.casefold()) == re.sub(r"\d", "0", right.casefold()):
        return True
    if left[:4].casefold() == right[:4].casefold() or left[-4:].casefold() == right[-4:].casefold():
        return True
    return bool(re.search(r"[/@.]", left)) and bool(re.search(r"[/@.]", right))


def _misspelt(left: str, right: str) -> bool:
    """Nearly the same letters, in one word, and no Chinese: nothing of it was translated."""
    if re.search(r"\s|[^\x00-\x7f]", left + right):
        return False
    left, right = (_LANGUAGE.sub("", each.casefold()) for each in (left, right))
    if left == right or _same_day(left, right):
        return False
    if sorted(left) == sorted(right):
        return not re.search("[a-z]/[a-z]", left)
    return SequenceMatcher(None, left, right).ratio() >= _SPELT_ALIKE


def _same_day(left: str, right: str) -> bool:
    """1.1.1900 is 1900.1.1 to other readers."""
    parts = [sorted(each.split(".")) for each in (left, right)]
    return parts[0] == parts[1] and any(re.fullmatch(r"\d{4}", part) for part in parts[0])


def _squeezed(text: str) -> str:
    """Without spaces, hyphens, case and the scheme of an address: `GPT 4` for GPT-4 is the same name."""
    return re.sub(r"[\s‐‑-]+|https?://|\.html?\b", "", text).casefold()
