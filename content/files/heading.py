"""What stands above a segment's text: the heading, and for a post the line with its address and likes.

Both are read and written here, so that whatever is written reads back as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_ADDRESS = r"\[原帖\]\((?P<url>\S*)\)"
_LIKES = r"♥ *(?P<likes>\d[\d,]{0,12})"
_ORIGIN = re.compile(rf"(?:{_ADDRESS}(?: · (?=♥))?)?(?:{_LIKES})?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Heading:
    """Who speaks, from when to when in seconds, and whether the segment is marked for the digest."""

    speaker: str | None = None
    start: int | None = None
    end: int | None = None
    featured: bool = False


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a post stands and how many liked it."""

    url: str | None = None
    likes: int | None = None


ORIGIN_BEGINS = re.compile(r"\[原帖\]\(|♥ *\d", re.ASCII)
"""How the line with address and likes begins."""


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
    """Address and likes of a post; raises ValueError."""
    if not (match := _ORIGIN.fullmatch(text)):
        raise ValueError("not address and likes of a post: write `[原帖](https://…) · ♥ 195`, or `\\` before text")
    url, likes = match["url"], match["likes"]
    return Origin(checked_url(url) if url is not None else None, int(likes.replace(",", "")) if likes else None)


def write_origin(segment: Segment) -> str:
    """The line with address and likes of `segment`, empty where it has neither."""
    parts = [f"[原帖]({segment.url})"] if segment.url is not None else []
    return " · ".join([*parts, f"♥ {segment.likes}"] if segment.likes is not None else parts)


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


def _seconds(parts: tuple[str | None, ...], faults: list[str]) -> int:
    hours, minutes, seconds = (int(part or 0) for part in parts)
    if seconds > 59 or (parts[0] and minutes > 59):
        faults.append("no such time: minutes and seconds end at 59")
    return hours * 3600 + minutes * 60 + seconds
