"""What stands above a segment's text: the heading, and for a post the line that says where it came from.

Both are read and written here, so that whatever is written reads back as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from content.episode.episode import Segment
from content.files.head_values import checked_url
from content.text.prose import MOST_NAME, clean_line, units

_TIME = r"(?:(\d{1,2}):)?(\d{1,3}):(\d\d)"
_HEADING = re.compile(
    rf"(?P<time>{_TIME}(?P<to>\s*[–—-]\s*{_TIME})?)?(?(time)(?:\s+·\s+(?P<timed>.+))?|(?P<speaker>.+))",
    re.ASCII,
)
_ONLY_LABEL = re.compile(r"\d+", re.ASCII)
_READS_AS_HEADING = re.compile(r"\\|\d+$|\d+:\d", re.ASCII)
_MOMENT = r"\d{4}-\d\d-\d\d \d\d:\d\d(?::\d\d)?Z"
_NUMBER = r"(\d[\d,]{0,12})"
_PARTS = tuple(
    re.compile(part, re.ASCII)
    for part in (r"\[原帖\]\((\S*)\)", rf"♥ *{_NUMBER}", rf"🔁 *{_NUMBER}", rf"💬 *{_NUMBER}", rf"({_MOMENT})")
)
"""What the line of a post may have, in this order."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Who speaks, from when to when in seconds, and whether the segment is marked for the digest."""

    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    featured: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a post stands, what readers there made of it, and when it was posted; the fields are those of Segment."""

    url: str | None = None
    likes: int | None = None
    reposts: int | None = None
    replies: int | None = None
    posted_at: datetime | None = None


ORIGIN_BEGINS = re.compile(rf"\[原帖\]\(|[♥🔁💬] *\d|{_MOMENT}(?: ·|$)", re.ASCII)
"""How the line of a post begins."""


def read_heading(text: str) -> tuple[Heading, tuple[str, ...]]:
    """The heading after its `## `, and what is wrong with it, each with its mend."""
    text, star = re.subn(r"(^|\s)★$", "", text)
    featured = bool(star)
    match = _HEADING.fullmatch(text.strip())
    if match is None:
        return Heading(featured=featured), ()
    faults: list[str] = []
    groups = match.groups()
    start = _seconds(groups[1:4], faults) if match["time"] else None
    end = _seconds(groups[5:8], faults) if match["to"] else None
    if start is not None and end is not None and end < start:
        faults.append("ends before it begins: write the earlier time first")
    name = match["timed"] or match["speaker"]
    if name is None or (start is None and _ONLY_LABEL.fullmatch(name)):
        return Heading(None, start, end, featured), tuple(faults)
    if re.match(r"\d+:\d", name, re.ASCII):
        faults.append(f"not a time: {name[:40]!r}; write `MM:SS – MM:SS` or `H:MM:SS – H:MM:SS`")
    faults.extend(name_faults(speaker := clean_line(name.removeprefix("\\"))))
    return Heading(speaker or None, start, end, featured), tuple(faults)


def write_heading(segment: Segment, number: int) -> str:
    """The heading of `segment` without its `## `; `number` stands for who and when where neither is known."""
    parts: list[str] = []
    if segment.start is not None:
        parts.append(clock(segment.start) + (f" – {clock(segment.end)}" if segment.end is not None else ""))
    if segment.speaker is not None:
        parts.append(("\\" if _READS_AS_HEADING.match(segment.speaker) else "") + segment.speaker)
    return (" · ".join(parts) or str(number)) + (" ★" if segment.featured else "")


def read_origin(text: str) -> Origin:
    """Where a post came from; raises ValueError."""
    parts = text.split(" · ")
    found: list[str | None] = []
    for pattern in _PARTS:
        match = pattern.fullmatch(parts[0]) if parts else None
        found.append(match[1] if match else None)
        if match:
            del parts[0]
    if parts:
        form = "[原帖](https://…) · ♥ 195 · 🔁 12 · 💬 3 · 2026-06-09 14:03Z"
        raise ValueError(f"not where a post came from: write `{form}` or a part of it, or `\\` before text")
    url, likes, reposts, replies, posted = found
    address = checked_url(url) if url is not None else None
    return Origin(address, _count(likes), _count(reposts), _count(replies), _moment(posted))


def write_origin(segment: Segment) -> str:
    """The line that says where `segment` came from, empty where nothing is known of that."""
    parts = [f"[原帖]({segment.url})"] if segment.url is not None else []
    counts = (("♥", segment.likes), ("🔁", segment.reposts), ("💬", segment.replies))
    parts += [f"{sign} {count}" for sign, count in counts if count is not None]
    if (posted := segment.posted_at) is not None:
        moment = posted.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "seconds")
        parts.append(f"{moment.removesuffix(':00')}Z" if posted.second == 0 else f"{moment}Z")
    return " · ".join(parts)


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


def _count(text: str | None) -> int | None:
    return int(text.replace(",", "")) if text else None


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text.removesuffix("Z")).replace(tzinfo=UTC)
    except ValueError:
        raise ValueError(f"there is no {text}") from None


def _seconds(parts: tuple[str | None, ...], faults: list[str]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts)
    if seconds > 59 or (parts[0] and minutes > 59):
        faults.append("no such time: minutes and seconds end at 59")
    return hours * 3600 + minutes * 60 + seconds
