"""The episode file: a YAML head, then for each segment a heading, the English, and the Chinese as a quote.

`parse` and `write` are inverse for every episode that reaches a reader. A backslash at the start of a line
keeps text from being read as structure; all else is literal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from content import front_matter
from content.episode import Episode, Segment
from content.faults import ContentError, Fault
from content.glosses import find_glosses
from content.prose import (
    MOST_NAME,
    chinese_faults,
    clean,
    clean_line,
    english_faults,
    forbidden,
    join_lines,
    units,
)

MOST_UNSEEN = 20
"""Invisible characters reported: a binary file has thousands."""

_FENCE = "---"
_TIME = r"(?:(\d{1,2}):)?(\d{1,3}):(\d\d)"
_HEADING = re.compile(
    rf"(?P<time>{_TIME}(?P<to>\s*[–—-]\s*{_TIME})?)?(?(time)(?:\s+·\s+(?P<timed>.+))?|(?P<speaker>.+))",
    re.ASCII,
)
_ONLY_LABEL = re.compile(r"\d+", re.ASCII)
_READS_AS_STRUCTURE = re.compile(r"[#>\\]")
_READS_AS_HEADING = re.compile(r"\\|\d+$|\d+:\d", re.ASCII)


@dataclass(slots=True)
class _Draft:
    line: int
    heading: str
    english: list[str] = field(default_factory=list)
    chinese: list[str] = field(default_factory=list)
    open_paragraph: bool = False


class _Reader:
    """One pass over the lines of one file, collecting faults."""

    def __init__(self, name: str) -> None:
        self.name = name
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
            self._append(draft, draft.chinese, stripped[1:].strip())
        elif draft.chinese:
            self.fault(number, "text after the translation: begin a new segment with `## `, or quote it with `> `")
        else:
            self._append(draft, draft.english, stripped)

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
        heading, star = re.subn(r"(^|\s)★$", "", draft.heading)
        match = _HEADING.fullmatch(heading.strip())
        start, end, speaker = self._read_heading(draft.line, match) if match else (None, None, None)
        english, chinese = clean("\n".join(draft.english)), clean("\n".join(draft.chinese))
        for what in (*english_faults(english), *chinese_faults(chinese, english=english)):
            self.fault(draft.line, what)
        glosses = find_glosses(english, chinese)
        return Segment(english, chinese, speaker, start, end, featured=bool(star), glosses=glosses)

    def _read_heading(self, line: int, match: re.Match[str]) -> tuple[int | None, int | None, str | None]:
        groups = match.groups()
        start = self._seconds(line, groups[1:4]) if match["time"] else None
        end = self._seconds(line, groups[5:8]) if match["to"] else None
        if start is not None and end is not None and end < start:
            self.fault(line, "ends before it begins: write the earlier time first")
        name = match["timed"] or match["speaker"]
        if name is None or (start is None and _ONLY_LABEL.fullmatch(name)):
            return start, end, None
        if re.match(r"\d+:\d", name, re.ASCII):
            self.fault(line, f"not a time: {name[:40]!r}; write `MM:SS – MM:SS` or `H:MM:SS – H:MM:SS`")
        for what in name_faults(speaker := clean_line(name.removeprefix("\\"))):
            self.fault(line, what)
        return start, end, speaker or None

    def _seconds(self, line: int, parts: tuple[str | None, ...]) -> int:
        hours, minutes, seconds = (int(part or 0) for part in parts)
        if seconds > 59 or (parts[0] and minutes > 59):
            self.fault(line, "no such time: minutes and seconds end at 59")
        return hours * 3600 + minutes * 60 + seconds


def parse(text: str, name: str) -> Episode:
    """The episode in `text`; raises ContentError with every fault, placed in `name` by line."""
    reader = _Reader(name)
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    unseen = ((number, seen) for number, line in enumerate(lines, start=1) for _, seen in forbidden(line))
    for number, seen in islice(unseen, MOST_UNSEEN):
        reader.fault(number, f"an invisible character ({seen}): delete it")
    if lines[0].rstrip() != _FENCE:
        reader.fault(1, "no head: begin the file with a line `---`, then kind, show, title and the rest")
        raise ContentError(reader.faults)
    close = next((at for at in range(1, len(lines)) if lines[at].rstrip() == _FENCE), None)
    if close is None:
        reader.fault(1, "the head does not end: close it with a line `---`")
        raise ContentError(reader.faults)

    head: front_matter.FrontMatter | None = None
    try:
        head = front_matter.read("\n".join(lines[1:close]))
    except front_matter.HeadError as error:
        for line_number, what in error.faults:
            reader.fault(line_number + 1, what)
    for number, line in enumerate(lines[close + 1 :], start=close + 2):
        reader.line(number, line)
    segments = reader.segments()
    if not segments:
        reader.fault(close + 1, "no segments: begin each with a line `## `")
    if head is None or reader.faults:
        raise ContentError(sorted(reader.faults))
    return Episode(
        kind=head.kind,
        show=head.show,
        title=head.title,
        segments=segments,
        url=head.url,
        date=head.date,
        title_zh=head.title_zh,
        stated_words=head.stated_words,
        sources=head.sources,
    )


def read_key(text: str) -> str | None:
    """The identity of the episode in `text` from its head alone, None where the head has faults."""
    match = re.match(r"\ufeff?---[ \t]*\r?\n(.*?)\n---[ \t]*\r?$", text, re.DOTALL | re.MULTILINE)
    if match is None:
        return None
    try:
        head = front_matter.read(match.group(1))
    except front_matter.HeadError:
        return None
    return Episode(kind=head.kind, show=head.show, title=head.title, segments=()).key


def write(episode: Episode) -> str:
    """The file of `episode`; glosses are not written, they are found again in the text."""
    blocks = [f"{_FENCE}\n{front_matter.write(episode)}{_FENCE}"]
    for number, segment in enumerate(episode.segments, start=1):
        blocks.append(f"## {_heading(segment, number)}")
        blocks.extend(_escape(paragraph) for paragraph in segment.english.split("\n"))
        blocks.append("\n>\n".join(f"> {_escape(paragraph)}" for paragraph in segment.chinese.split("\n")))
    return "\n\n".join(blocks) + "\n"


def name_faults(name: str) -> tuple[str, ...]:
    """What is wrong with a speaker's name, each with its mend."""
    if "★" in name:
        return ("★ within a name: put it at the end of the heading, after a space",)
    if units(name) > MOST_NAME:
        return (f"a speaker's name of {units(name)} characters: at most {MOST_NAME} are allowed",)
    return ()


def clock(seconds: int) -> str:
    """`02:31`, or `1:02:31` from an hour on."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def _heading(segment: Segment, number: int) -> str:
    parts: list[str] = []
    if segment.start is not None:
        parts.append(clock(segment.start) + (f" – {clock(segment.end)}" if segment.end is not None else ""))
    if segment.speaker is not None:
        parts.append(("\\" if _READS_AS_HEADING.match(segment.speaker) else "") + segment.speaker)
    return (" · ".join(parts) or str(number)) + (" ★" if segment.featured else "")


def _escape(paragraph: str) -> str:
    return f"\\{paragraph}" if _READS_AS_STRUCTURE.match(paragraph) else paragraph
