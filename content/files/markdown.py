"""The episode file: a YAML head, then for each segment a heading, the English, the Chinese as a quote, and a note.

`parse` and `write` are inverse for every episode that reaches a reader. A backslash at the start of a line
keeps text from being read as structure; all else is literal. A post has a line of its own under the heading:
`[原帖](https://…) · ♥ 195 · 🔁 12 · 💬 3 · 2026-06-09 14:03Z`. A draft, and an episode with `translation: none`, may
have segments without a quote. A translator's note is a quote of its own that begins with `> 💡 `.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from content.episode.episode import Episode, Segment
from content.episode.faults import ContentError, Fault
from content.files.heading import ORIGIN_BEGINS, Origin, read_heading, read_origin, write_heading, write_origin
from content.text.glosses import find_glosses
from content.text.prose import chinese_faults, clean, english_faults, forbidden, join_lines, note_faults

MOST_UNSEEN = 20
"""Invisible characters reported: a binary file has thousands."""

_FENCE = "---"
_NOTE = "💡"
_READS_AS_STRUCTURE = re.compile(rf"[#>\\💡]|{ORIGIN_BEGINS.pattern}", re.ASCII)


@dataclass(slots=True)
class _Draft:
    line: int
    heading: str
    english: list[str] = field(default_factory=list)
    chinese: list[str] = field(default_factory=list)
    note: list[str] = field(default_factory=list)
    open_paragraph: bool = False
    origin: Origin | None = None


class _Reader:
    """One pass over the lines of one file, collecting faults."""

    def __init__(self, name: str, *, raw: bool) -> None:
        self.name = name
        self.raw = raw
        self.faults: list[Fault] = []
        self.drafts: list[_Draft] = []

    def fault(self, line: int, what: str) -> None:
        self.faults.append(Fault(where=self.name, line=line, what=what))

    def line(self, number: int, text: str) -> None:
        stripped = text.strip()
        draft = self.drafts[-1] if self.drafts else None
        if stripped.startswith("#"):
            self._heading(number, stripped)
        elif draft is None:
            if stripped:
                self.fault(number, "text before the first heading: begin a segment with a line `## 1`")
        elif not stripped:
            draft.open_paragraph = False
        elif stripped.startswith(">"):
            self._quote(number, draft, stripped[1:].strip())
        elif draft.chinese or draft.note:
            self.fault(number, "text after the translation: begin a new segment with `## `, or quote it with `> `")
        elif not draft.english and ORIGIN_BEGINS.match(stripped):
            self._origin(number, draft, stripped)
        else:
            self._append(draft, draft.english, stripped)

    def _quote(self, number: int, draft: _Draft, text: str) -> None:
        if not text.startswith(_NOTE):
            if draft.note and text and not draft.open_paragraph:
                self.fault(number, "text after the note: a note is one paragraph, the last of its segment")
            self._append(draft, draft.note or draft.chinese, text)
            return
        if draft.note:
            self.fault(number, "a note for the second time: keep one a segment, or write `> \\💡` for text")
        elif not draft.chinese:
            self.fault(number, "a note without a translation: write the translation above it, or `> \\💡` for text")
        elif draft.open_paragraph:
            self.fault(number, "a note within the translation: put an empty line above it, or write `> \\💡` for text")
        draft.open_paragraph = False
        draft.note.append(text.removeprefix(_NOTE).strip())
        draft.open_paragraph = True

    def _origin(self, number: int, draft: _Draft, stripped: str) -> None:
        if draft.origin is not None:
            self.fault(number, "where it came from for the second time: keep one line, or write `\\` before text")
        try:
            draft.origin = read_origin(stripped)
        except ValueError as error:
            self.fault(number, str(error))

    def _heading(self, number: int, stripped: str) -> None:
        if stripped != "##" and not re.match(r"##\s", stripped):
            self.fault(number, "a heading of another kind: write `## ` for a segment, or `\\#` for text")
            return
        if len(stripped) == 2:
            self.fault(number, "an empty heading: write a time, a speaker or a number after `## `")
        self.drafts.append(_Draft(line=number, heading=stripped[2:].strip()))

    def _append(self, draft: _Draft, paragraphs: list[str], text: str) -> None:
        if not text:
            draft.open_paragraph = False
            return
        text = text.removeprefix("\\")
        if draft.open_paragraph and paragraphs:
            paragraphs[-1] = join_lines(paragraphs[-1], text)
        else:
            paragraphs.append(text)
        draft.open_paragraph = True

    def segments(self) -> tuple[Segment, ...]:
        latest = 0
        segments: list[Segment] = []
        for draft in self.drafts:
            segment = self._segment(draft)
            if segment.start is not None:
                if segment.start < latest:
                    self.fault(draft.line, "begins before the segment above it: put the segments in order")
                latest = max(latest, segment.start)
            segments.append(segment)
        return tuple(segments)

    def _segment(self, draft: _Draft) -> Segment:
        heading, faults = read_heading(draft.heading)
        for what in faults:
            self.fault(draft.line, what)
        english, chinese = clean("\n".join(draft.english)), clean("\n".join(draft.chinese))
        for what in english_faults(english):
            self.fault(draft.line, what)
        if chinese or not self.raw:
            for what in chinese_faults(chinese):
                self.fault(draft.line, what)
        note = clean("\n".join(draft.note))
        for what in note_faults(note) if draft.note else ():
            self.fault(draft.line, what)
        origin = draft.origin or Origin()
        return Segment(
            english=english,
            chinese=chinese,
            speaker=heading.speaker,
            start=heading.start,
            end=heading.end,
            featured=heading.featured,
            glosses=find_glosses(english, chinese),
            url=origin.url,
            likes=origin.likes,
            reposts=origin.reposts,
            replies=origin.replies,
            posted_at=origin.posted_at,
            note=note or None,
        )


def parse(text: str, name: str) -> Episode:
    """The episode in `text`; raises ContentError with every fault, placed in `name` by line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    faults = [
        Fault(name, number, f"an invisible character ({seen}): delete it")
        for number, seen in islice(_unseen(lines), MOST_UNSEEN)
    ]
    if lines[0].rstrip() != _FENCE:
        what = "no head: begin the file with a line `---`, then kind, show, title and the rest"
        raise ContentError([*faults, Fault(name, 1, what)])
    close = next((at for at in range(1, len(lines)) if lines[at].rstrip() == _FENCE), None)
    if close is None:
        raise ContentError([*faults, Fault(name, 1, "the head does not end: close it with a line `---`")])

    from content.files import front_matter  # PyYAML with it, which a bot whose files did not change does without

    head: Episode | None = None
    try:
        head = front_matter.read("\n".join(lines[1:close]))
    except front_matter.HeadError as error:
        faults.extend(Fault(name, line_number + 1, what) for line_number, what in error.faults)
    reader = _Reader(name, raw=head is not None and (head.draft or head.english_only))
    for number, line in enumerate(lines[close + 1 :], start=close + 2):
        reader.line(number, line)
    segments = reader.segments()
    if not segments:
        reader.fault(close + 1, "no segments: begin each with a line `## `")
    faults.extend(reader.faults)
    if head is None or faults:
        raise ContentError(sorted(faults))
    return replace(head, segments=segments)


def read_key(text: str) -> str | None:
    """The identity of the episode in `text` from its head alone, None where the head has faults."""
    head = read_head(text)
    return None if head is None else head.key


def read_head(text: str) -> Episode | None:
    """The episode in `text` without its segments, None where the head has faults."""
    match = re.match(r"\ufeff?---[ \t]*\r?\n(.*?)\n---[ \t]*\r?$", text, re.DOTALL | re.MULTILINE)
    if match is None:
        return None
    from content.files import front_matter

    try:
        return front_matter.read(match.group(1))
    except front_matter.HeadError:
        return None


def translation_lines(text: str) -> tuple[int, ...]:
    """For each segment of a sound file the line on which its translation begins, else its heading."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    close = next((at for at in range(1, len(lines)) if lines[at].rstrip() == _FENCE), len(lines))
    found: list[int] = []
    translated = True
    for number, line in enumerate(lines[close + 1 :], start=close + 2):
        if line.lstrip().startswith("#"):
            found.append(number)
            translated = False
        elif not translated and line.lstrip().startswith(">"):
            found[-1] = number
            translated = True
    return tuple(found)


def write(episode: Episode) -> str:
    """The file of `episode`; glosses are not written, they are found again in the text."""
    from content.files import front_matter

    blocks = [f"{_FENCE}\n{front_matter.write(episode)}{_FENCE}"]
    for number, segment in enumerate(episode.segments, start=1):
        blocks.append(f"## {write_heading(segment, number)}")
        blocks.extend(filter(None, [write_origin(segment)]))
        blocks.extend(_escape(paragraph) for paragraph in segment.english.split("\n"))
        if segment.chinese:
            blocks.append("\n>\n".join(f"> {_escape(paragraph)}" for paragraph in segment.chinese.split("\n")))
        if segment.note:
            blocks.append(f"> {_NOTE} {segment.note}")
    return "\n\n".join(blocks) + "\n"


def _unseen(lines: list[str]) -> Iterator[tuple[int, str]]:
    return ((number, seen) for number, line in enumerate(lines, start=1) for _, seen in forbidden(line))


def _escape(paragraph: str) -> str:
    return f"\\{paragraph}" if _READS_AS_STRUCTURE.match(paragraph) else paragraph
