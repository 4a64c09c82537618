"""The text of a day's page of the BuildSpeak website, as a browser's "select all" gives it.

The header line has kind, show, date, words and minutes; then comes the title; then each paragraph twice,
English and Chinese, each under its heading; the address of the original ends the page, with a footer below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError, Fault
from content.episode.words import count_words
from content.files.head_values import checked_url
from content.files.heading import name_faults
from content.sources.glued_headings import Place, is_heading, read_heading
from content.sources.raw import too_much
from content.text.prose import MOST_NAME, MOST_TITLE, clean_line, han, units
from content.text.punctuation import widen
from content.text.segments import Paragraph, segment

WORDS_MAY_DIFFER = 0.1
"""By how much the counted words may differ from the stated ones before text must be missing."""

_KINDS = {"播客": Kind.PODCAST, "博客": Kind.BLOG, "文章": Kind.BLOG, "推文": Kind.POSTS, "动态": Kind.POSTS}
_META = re.compile(
    rf"\W*(?P<kind>{'|'.join(_KINDS)})\s*(?P<show>.+?)\s*·\s*"
    r"(?P<year>\d{4}) ?年 ?(?P<month>\d{1,2}) ?月 ?(?P<day>\d{1,2}) ?日"
    r"(?:\s*·\s*(?P<words>[\d,]+) ?词)?(?:\s*·\s*约 ?(?P<minutes>\d+) ?分钟)?\s*"
)
_PLAYER = re.compile(r"SPACE\s+播放")
_ORIGINAL = re.compile(r"原文\s*↗\s*(?P<url>\S*)\s*")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class _Block:
    heading: _Line | None
    lines: tuple[_Line, ...]

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def number(self) -> int:
        return self.heading.number if self.heading else self.lines[0].number


def recognises(text: str) -> bool:
    """Whether `text` is meant to be a BuildSpeak page, sound or not."""
    return any(_META.fullmatch(line.strip()) for line in text.split("\n", 40)[:40]) or bool(
        re.match(r"\s*BuildSpeak", text) and "原文" in text
    )


def read(text: str, name: str) -> Episode:
    """The episode on the page; raises ContentError with every fault, placed in `name` by line."""
    lines = [_Line(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    faults: list[Fault] = []

    def fault(line: int, what: str) -> None:
        faults.append(Fault(where=name, line=line, what=what))

    meta_at = next((at for at, line in enumerate(lines) if _META.fullmatch(line.text)), None)
    if meta_at is None:
        fault(1, "no line with kind, show and date (as `播客… · 2026 年 6 月 4 日`): copy the page from its top")
        raise ContentError(faults)
    meta = _META.fullmatch(lines[meta_at].text)
    assert meta is not None  # noqa: S101
    ends = [at for at, line in enumerate(lines) if at > meta_at and _ORIGINAL.fullmatch(line.text)]
    if not ends or ends[-1] == len(lines) - 1:
        fault(lines[-1].number, "the page ends early, without `原文 ↗` and what is below it: copy it to its end")
        raise ContentError(faults)

    body = lines[meta_at + 1 : ends[-1]]
    title = _take_title(body)
    if title is None:
        fault(lines[meta_at].number, "no title under the line with show and date: copy the page again")
    url = _url(lines[ends[-1]], faults, name)
    day = _date(meta, lines[meta_at], faults, name)
    paragraphs = _paragraphs(_blocks(body), faults, name)
    if not paragraphs and not faults:
        fault(lines[meta_at].number, "no paragraphs")
    if what := too_much(paragraphs):
        raise ContentError([Fault(name, 0, what)])
    words = int(meta["words"].replace(",", "") or 0) if meta["words"] else 0
    counted = sum(count_words(paragraph.english) for paragraph in paragraphs)
    if words and not faults and abs(counted - words) > WORDS_MAY_DIFFER * words:
        fault(lines[meta_at].number, f"{words} words are stated, {counted} are there: text is missing")
    show = clean_line(meta["show"])
    for what, value, most in (("show", show, MOST_NAME), ("title", title or "", MOST_TITLE)):
        if units(value) > most:
            fault(lines[meta_at].number, f"a {what} of {units(value)} characters, at most {most} are allowed")
    if faults or title is None:
        raise ContentError(sorted(faults))
    return Episode(
        kind=_KINDS[meta["kind"]],
        show=show,
        title=title,
        segments=segment(paragraphs, join=_KINDS[meta["kind"]] is not Kind.POSTS),
        url=url,
        date=day,
        stated_words=words or None,
    )


def _take_title(body: list[_Line]) -> str | None:
    """The lines above the player's, or the first above any paragraph; they are taken out of `body`."""
    player = next((at for at, line in enumerate(body[:5]) if _PLAYER.match(line.text)), None)
    until = player if player is not None else 1
    title = clean_line(" ".join(line.text for line in body[:until]))
    sound = bool(title) and not any(is_heading(line.text) for line in body[:until])
    del body[: until + (player is not None)]
    return title if sound else None


def _url(line: _Line, faults: list[Fault], name: str) -> str | None:
    match = _ORIGINAL.fullmatch(line.text)
    try:
        return checked_url(match["url"] if match else "")
    except ValueError as error:
        faults.append(Fault(name, line.number, f"the address of the original: {error}"))
        return None


def _date(meta: re.Match[str], line: _Line, faults: list[Fault], name: str) -> date | None:
    try:
        return date(int(meta["year"]), int(meta["month"]), int(meta["day"]))
    except ValueError:
        faults.append(Fault(name, line.number, "no such date"))
        return None


def _blocks(body: list[_Line]) -> list[_Block]:
    """Texts under their headings; on a page without any (a blog), runs of lines of one language."""
    blocks: list[_Block] = []
    headed = any(is_heading(line.text) for line in body)
    for line in body:
        last = blocks[-1] if blocks else None
        if headed and is_heading(line.text):
            blocks.append(_Block(heading=line, lines=()))
        elif last and (headed or _is_chinese(last.text) == _is_chinese(line.text)):
            blocks[-1] = _Block(heading=last.heading, lines=(*last.lines, line))
        else:
            blocks.append(_Block(heading=None, lines=(line,)))
    return blocks


def _paragraphs(blocks: list[_Block], faults: list[Fault], name: str) -> list[Paragraph]:
    paragraphs: list[Paragraph] = []
    place: Place | None = None
    padded = not any(re.search(r"\s\d:\d\d$", block.heading.text) for block in blocks if block.heading)
    known: set[str | None] = set()
    rest = iter(range(len(blocks)))
    for at in rest:
        english = blocks[at]
        chinese = blocks[at + 1] if at + 1 < len(blocks) else None
        what = _fault_of_pair(english, chinese)
        if what or chinese is None:
            faults.append(Fault(name, english.number, what or "no translation"))
            continue
        next(rest)
        if english.heading:
            above = place
            place = read_heading(english.heading.text, above, padded=padded, known=known)
            if above is not None and place.start < above.start:
                faults.append(Fault(name, english.number, "begins before the paragraph above it"))
            if place.end < place.start:
                faults.append(Fault(name, english.number, "ends before it begins"))
            known.add(place.speaker)
            faults.extend(Fault(name, english.number, f) for f in name_faults(place.speaker or ""))
        paragraphs.append(
            Paragraph(
                english=english.text,
                chinese=widen(chinese.text),
                speaker=place.speaker if place else None,
                start=place.start if place else None,
                end=place.end if place else None,
            )
        )
    return paragraphs


def _fault_of_pair(english: _Block, chinese: _Block | None) -> str | None:
    if not english.lines:
        return "a heading without text"
    if any(_is_chinese(line.text) for line in english.lines):
        return "Chinese where the English is expected: a line is missing above"
    if chinese is None or (english.heading is None) != (chinese.heading is None):
        return "a paragraph without its translation"
    if english.heading and chinese.heading and english.heading.text != chinese.heading.text:
        return "a paragraph without its translation"
    if not chinese.lines:
        return "a translation without text"
    if count_words(english.text) > 3 and not any(_is_chinese(line.text) for line in chinese.lines):
        return "English where the translation is expected: a line is missing"
    return None


def _is_chinese(text: str) -> bool:
    return han(text) * 5 > len(text)
