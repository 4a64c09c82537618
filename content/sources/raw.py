"""From what was said or written to a draft that has yet to be translated."""

from __future__ import annotations

import html
from collections.abc import Callable, Sequence
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError, Fault
from content.files.head_values import checked_handle, checked_name, checked_url
from content.text.prose import MOST_BIO, MOST_NAME, MOST_TITLE, chinese_faults, clean, clean_line, english_faults, units
from content.text.segments import Paragraph, segment

MOST_PARAGRAPHS = 30_000
MOST_CHARACTERS = 1_000_000
"""A conversation of three hours has 200,000; in captions, 6,000 of them."""

T = TypeVar("T")

_WRITTEN_DAYS = ("%b %d, %Y", "%B %d, %Y", "%d %b %Y", "%d %B %Y", "%Y/%m/%d", "%a, %d %b %Y")


def draft(
    *,
    kind: Kind,
    show: object,
    title: object,
    paragraphs: Sequence[Paragraph],
    url: object = None,
    day: date | None = None,
    handle: object = None,
    bio: object = None,
    issue: date | None = None,
) -> Episode:
    """The draft of an episode, no draft if it came translated whole; raises ValueError with what makes it none."""
    if what := too_much(paragraphs):
        raise ValueError(what)
    spoken = kind is Kind.PODCAST
    join = (spoken and any(paragraph.speaker for paragraph in paragraphs)) or kind is Kind.BLOG
    segments = segment(paragraphs, join=join)
    if not segments:
        raise ValueError("no text")
    for number, each in enumerate(segments, start=1):
        faults = [*english_faults(each.english)]
        faults += chinese_faults(each.chinese) if each.chinese else ()
        if faults:
            raise ValueError(f"segment {number} ({each.english[:30]!r}…): {faults[0]}")
    return Episode(
        kind=kind,
        show=name(show, "show", MOST_NAME),
        title=name(title, "title", MOST_TITLE),
        segments=segments,
        url=checked_url(url) if isinstance(url, str) and url else None,
        date=day,
        handle=checked_handle(handle) if isinstance(handle, str) and handle else None,
        bio=biography(bio),
        issue=issue,
        draft=any(not each.chinese for each in segments),
    )


def too_much(paragraphs: Sequence[Paragraph]) -> str | None:
    """What is wrong with paragraphs that are more than one episode can be, None with others."""
    longest = max(sum(len(each.english) for each in paragraphs), sum(len(each.chinese) for each in paragraphs))
    if len(paragraphs) <= MOST_PARAGRAPHS and longest <= MOST_CHARACTERS:
        return None
    return f"more than {MOST_PARAGRAPHS:,} paragraphs or {MOST_CHARACTERS:,} characters: not one episode"


def checked(episode: Episode, name: str) -> Episode:
    """`episode`, which came translated; raises ContentError where a segment of it does not fit a message."""
    faults = [
        Fault(name, 0, f"segment {number} ({each.english[:30]!r}…): {what}")
        for number, each in enumerate(episode.segments, start=1)
        for what in (*english_faults(each.english), *chinese_faults(each.chinese))
    ]
    if faults:
        raise ContentError(faults)
    return episode


def optional(read: Callable[[str], T], value: object) -> T | None:
    """What `read` makes of a text that may be missing; None where it is none of that."""
    try:
        return read(value) if isinstance(value, str) and value else None
    except ValueError:
        return None


def biography(value: object) -> str | None:
    """What somebody says of themselves, in one line and no longer than a card shows."""
    plain = clean_line(html.unescape(value[: 10 * MOST_BIO]))[: 2 * MOST_BIO] if isinstance(value, str) else ""
    while units(plain) > MOST_BIO:
        plain = plain[:-1].rstrip()
    return plain or None


def name(value: object, what: str, most: int) -> str:
    """`value` as a name of one line; raises ValueError."""
    plain = clean_line(html.unescape(value)) if isinstance(value, str) else ""
    if not plain:
        raise ValueError(f"{what} is missing")
    return checked_name(plain, most)


def day_of(value: object) -> date | None:
    """The day of a date as feeds and pages write it, in its own zone; None where it cannot be read."""
    text = clean(value[:100]) if isinstance(value, str) else ""
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    for form in _WRITTEN_DAYS:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def address(value: object) -> str | None:
    """A web address, None where it is none."""
    return optional(checked_url, value)


def count(value: object) -> int | None:
    """A number of people, None where it is none."""
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12 else None
