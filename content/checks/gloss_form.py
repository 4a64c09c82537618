"""Whether glosses are what they should be: the English first, its meaning short, once, and readable in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.checks.context import Context
from content.checks.doubt import About, Doubt, Severity
from content.checks.tables import table
from content.episode.episode import Segment
from content.text.inflection import base
from content.text.phrases import phrases
from content.text.places import as_written
from content.text.words import fold

FEWEST_LETTERS, MOST_LETTERS = 2, 10
"""Chinese characters of a meaning."""
_MOST_A_HUNDRED, _ALWAYS_FINE = 4, 4
_MOST_A_HUNDRED_OF_A_SOURCE, _ALWAYS_FINE_OF_A_SOURCE, _MOST_LETTERS_OF_A_SOURCE = 7, 5, 12
"""What a source translated explains more, in a form of its own."""
_SEVERAL = 3
"""Terms of one word that a segment may have without explaining any: server and deploy are read without help."""
_LONG_ENOUGH = 35
"""English words from which a segment that explains nothing is odd, if it has a term of the glossary."""

_GLOSS = re.compile(
    r"(?P<head>[A-Za-z][A-Za-z0-9 .'’/+&-]*?)[ \t]?[（(](?P<inside>[^（）()\n]*[\u4e00-\u9fff][^（）()\n]*)[）)]"
)
_REVERSED = re.compile(r"(?P<chinese>[\u4e00-\u9fff]{2,})[ \t]?[（(](?P<english>[a-z][A-Za-z0-9 .'’/-]*)[）)]")
_BOTH = re.compile(r"(?P<head>[A-Za-z][A-Za-z-]+)[（(](?P=head)[，, ]")
_DEGREE = re.compile(
    r"(?:很|非常|太|最|十分|极其|相当|特别|如此|越来越|有点|不够|够|挺|颇)[ \t]?[A-Za-z][A-Za-z -]*（[^（）]*）"
)
_QUALITY = re.compile(
    r"[A-Za-z](?:ive|ish|al|ous|ful|less|able|ible|ic|ical|ent|ant|y)（[\u4e00-\u9fff]{1,2}[^性率度力化器者感（）](?:[/、，][^（）]*)?）"
)
"""An adjective with a short meaning: 相当朴素 reads as it should."""
_PREDICATE = re.compile(r"(?<!的)[A-Za-z][A-Za-z -]*（(?P<meaning>[^（）]*[^目]的)）(?=[，。；！？])")
_IS = re.compile(r"[是属算作为成][^，。；]{0,14}$")
_SPACE = re.compile(r"[\u4e00-\u9fff][A-Za-z]|[A-Za-z] （|）[A-Za-z0-9]|） ")
_LITERAL_HEAD = re.compile(r"[A-Z]|\d|[./_]")
_VERB_BEFORE = re.compile(
    r"(?:会|就|立刻|马上|要|不|没|都|也|再|能|可|将|去|来|才|又|必须|应该|可以|直接|立即|自动|先|一直|正在|被)[ \t]?$"
)
_PLAIN = frozenset(table("gloss_form")["plain"].split())
_SINGULAR_IN_S = frozenset(table("gloss_form")["singular_in_s"].split())


def doubts(segment: Segment, context: Context) -> Iterator[Doubt]:
    """Always minor: a reader stumbles, and is not misled."""
    chinese, english = segment.chinese, segment.english
    if context.ours:
        yield from _reversed(chinese, english)
    yield from _both(chinese)
    heads: dict[str, str] = {}
    for match in _GLOSS.finditer(chinese):
        head, meaning = match["head"].strip(), match["inside"].strip()
        key = fold(head)
        if fold(head).split()[-1][:4] not in fold(english):
            continue
        if key in heads:
            yield _doubt(f"{head} is explained twice", head, match[0])
        heads[key] = meaning
        yield from _meaning(head, meaning, match[0], ours=context.ours)
        if context.ours:
            yield from _head(head, meaning, chinese, match.start(), context)
    yield from _place(chinese)
    count, words = len(heads), max(1, segment.words)
    fine, most = (
        (_ALWAYS_FINE, _MOST_A_HUNDRED) if context.ours else (_ALWAYS_FINE_OF_A_SOURCE, _MOST_A_HUNDRED_OF_A_SOURCE)
    )
    if count > max(fine, words * most / 100):
        yield _doubt(f"{count} terms explained in {words} words: one to four a hundred", "", "")
    if not heads and context.ours and words >= _LONG_ENOUGH and (term := _unexplained(segment, context)):
        yield _doubt(f"no term explained, though the English has “{term}”", term, "")


def _reversed(chinese: str, english: str) -> Iterator[Doubt]:
    for match in _REVERSED.finditer(chinese):
        said = match["english"].casefold()
        if said in english.casefold() and not re.search(rf"\(\s*{re.escape(said)}\s*\)", english.casefold()):
            yield _doubt(f"{match[0]}: the English first, {match['english']}（…）", match["english"], match[0])


def _both(chinese: str) -> Iterator[Doubt]:
    for match in _BOTH.finditer(chinese):
        yield _doubt(f"{match['head']} stands twice", match["head"], match[0])


def _meaning(head: str, meaning: str, whole: str, *, ours: bool) -> Iterator[Doubt]:
    letters = len(re.findall(r"[\u4e00-\u9fff]", meaning))
    most = MOST_LETTERS if ours else _MOST_LETTERS_OF_A_SOURCE
    if (letters > most and not re.search(r"[，,：:]", meaning[:30])) or letters > 2 * most:
        yield _doubt(f"{head}: {letters} characters explain it, two to ten are enough", head, whole)
    elif letters < FEWEST_LETTERS and ours:
        yield _doubt(f"{head}: one character is no explanation", head, whole)
    if re.search(r"[。；！？]", meaning):
        yield _doubt(f"{head}: a sentence is no explanation", head, whole)


def _head(head: str, meaning: str, chinese: str, at: int, context: Context) -> Iterator[Doubt]:
    """What our own translations keep to: base forms, and words that a professional would look up."""
    key = fold(head)
    known = context.glossary.find(head)
    named = known is not None and fold(known.headword) == key
    if key in _PLAIN and not known:
        yield _doubt(f"{head} is a plain word: no gloss", head, f"{head}（{meaning}）")
    elif not _LITERAL_HEAD.search(head) and not named and _inflected(key.split()[-1], meaning, chinese[:at]):
        yield _doubt(f"{head}: the base form, without its ending", head, f"{head}（{meaning}）")


def _inflected(word: str, meaning: str, before: str) -> bool:
    """A plural, or a verb with an ending where Chinese has a verb."""
    if word.endswith("s"):  # panics: the sciences in -ics, which have no other form, are in the list
        return word not in _SINGULAR_IN_S and (base(word) != word or word.endswith("ics"))
    return base(word) != word and not meaning.endswith("的") and bool(_VERB_BEFORE.search(before))


def _place(chinese: str) -> Iterator[Doubt]:
    for match in _DEGREE.finditer(chinese):
        if _QUALITY.search(match[0]):
            continue
        yield _doubt(f"{match[0]} does not read well with the Chinese in its place", "", match[0])
    for match in _PREDICATE.finditer(chinese):
        clause = re.split(r"[，。；！？：]", chinese[: match.start()])[-1]
        if not _IS.search(clause) and clause.strip():
            yield _doubt(f"{match[0]} does not read well with the Chinese in its place", "", match[0])


def _unexplained(segment: Segment, context: Context) -> str:
    """A term of the glossary that is neither explained before nor in the Chinese: of two words, or one of several."""
    found: list[str] = []
    for phrase in _phrases(segment.english):
        entry = context.glossary.find(phrase)
        if entry is None or fold(entry.headword) in context.explained or _LITERAL_HEAD.search(phrase):
            continue
        if not any(as_written(phrase, segment.chinese)):
            found.append(phrase)
    known = {entry.headword for phrase in found if (entry := context.glossary.find(phrase))}
    longest = max(known, key=lambda name: name.count(" "), default="")
    return longest if " " in longest or len(known) >= _SEVERAL else ""


def _phrases(english: str) -> Iterator[str]:
    for start, end, span in phrases(english, 3):
        if len(span) > 1 or end - start > 3:
            yield english[start:end]


def _doubt(what: str, english: str, chinese: str) -> Doubt:
    return Doubt(About.GLOSS, Severity.MINOR, what, english, chinese)
