"""A BuildSpeak article: the JSON from which the website makes a page; podcasts, blogs and a builder's posts.

A builder's posts have the same title every day, and the title is part of an episode's identity: here the day
joins it.
"""

from __future__ import annotations

import html
import json
import re
from datetime import UTC, date, datetime
from typing import Any

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError, Fault
from content.files.head_values import MOST_WORDS_STATED, checked_handle, checked_url
from content.files.heading import name_faults
from content.sources.raw import address, count
from content.text.prose import MOST_NAME, MOST_TITLE, clean, clean_line, units
from content.text.segments import Paragraph, segment

_KINDS = {"podcast": Kind.PODCAST, "blog": Kind.BLOG, "tweet": Kind.POSTS}
_TIMECODE = re.compile(r"((?:\d{1,2}:)?\d{1,3}:\d\d)(?:\s*[-–—]\s*((?:\d{1,2}:)?\d{1,3}:\d\d))?", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_WRITTEN_DAY = "%b %d, %Y"


def recognises(text: str) -> bool:
    """Whether `text` is meant to be an article, sound or not."""
    return text.lstrip().startswith("{")


def read(text: str, name: str) -> Episode:
    """The episode in the article; raises ContentError with every fault, placed in `name` by line."""
    try:
        article = json.loads(text)
    except json.JSONDecodeError as error:
        raise ContentError([Fault(name, error.lineno, f"not whole JSON: {error.msg}")]) from None
    except (RecursionError, ValueError):
        raise ContentError([Fault(name, 1, "JSON nested too deeply, or with numbers too large")]) from None
    if not isinstance(article, dict) or not isinstance(article.get("paragraphs"), list):
        raise ContentError([Fault(name, 1, "JSON, but not a BuildSpeak article: it has no list of paragraphs")])
    return _Reader(text, name).episode(article)


class _Reader:
    """One pass over one article, collecting faults; their lines are looked up by what the text quotes."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.faults: list[Fault] = []

    def fault(self, what: str, *, near: str) -> None:
        at = max(self.text.find(json.dumps(near, ensure_ascii=False)), 0)
        self.faults.append(Fault(self.name, self.text.count("\n", 0, at) + 1, what))

    def episode(self, article: dict[str, Any]) -> Episode:
        kind = _KINDS.get(str(article.get("type")))
        if kind is None:
            self.fault(f"type is none of {', '.join(_KINDS)}", near="type")
        show = self._name(article, "sourceName", MOST_NAME)
        title = self._name(article, "title", MOST_TITLE)
        url = self._url(article)
        day = self._day(article)
        paragraphs = [
            paragraph
            for at, raw in enumerate(article["paragraphs"])
            if (paragraph := self._paragraph(raw, at)) is not None
        ]
        if not article["paragraphs"]:
            self.fault("no paragraphs", near="paragraphs")
        words = article.get("wordCount")
        if not (type(words) is int and 0 < words <= MOST_WORDS_STATED):
            words = None
        self._check_order(paragraphs)
        if kind is Kind.POSTS and day is not None:
            title = f"{title} · {day.isoformat()}"
        if self.faults or kind is None:
            raise ContentError(sorted(self.faults))
        return Episode(
            kind=kind,
            show=show,
            title=title,
            segments=segment(paragraphs, join=kind is not Kind.POSTS),
            url=url,
            date=day,
            stated_words=words,
            handle=self._handle(article),
        )

    def _name(self, article: dict[str, Any], key: str, most: int) -> str:
        value = article.get(key)
        name = clean_line(html.unescape(value)) if isinstance(value, str) else ""
        if not name:
            self.fault(f"{key} is missing", near=key)
        elif units(name) > most:
            self.fault(f"{key} has {units(name)} characters, at most {most} are allowed", near=key)
        return name

    def _url(self, article: dict[str, Any]) -> str | None:
        if article.get("url") is None:
            return None
        try:
            return checked_url(str(article["url"]))
        except ValueError as error:
            self.fault(f"url: {error}", near="url")
            return None

    def _handle(self, article: dict[str, Any]) -> str | None:
        try:
            return checked_handle(str(article["sourceHandle"])) if article.get("sourceHandle") else None
        except ValueError:
            return None

    def _day(self, article: dict[str, Any]) -> date | None:
        """The day of publication; of the digest where that cannot be read."""
        for key in ("publishedAt", "digestDate"):
            if (day := _day(str(article.get(key) or ""))) is not None:
                return day
        self.fault("neither publishedAt nor digestDate is a date", near="publishedAt")
        return None

    def _paragraph(self, raw: object, at: int) -> Paragraph | None:
        where = f"paragraph {at + 1}"
        if not isinstance(raw, dict):
            self.fault(f"{where} is no object", near="paragraphs")
            return None
        near = str(raw.get("id", "paragraphs"))
        english, chinese = (
            clean(html.unescape(value)) if isinstance(value := raw.get(key), str) else "" for key in ("en", "zh")
        )
        for text, what in ((english, "English"), (chinese, "translation")):
            if not text:
                self.fault(f"{where} has no {what}", near=near)
        meta = raw["meta"] if isinstance(raw.get("meta"), dict) else {}
        speaker = clean_line(html.unescape(raw["speaker"])) if isinstance(raw.get("speaker"), str) else ""
        for what in name_faults(speaker):
            self.fault(f"{where}: {what}", near=near)
        start, end = self._times(raw.get("timecode"), where, near)
        return Paragraph(
            english=english,
            chinese=chinese,
            speaker=speaker or None,
            start=start,
            end=end,
            url=address(meta.get("tweetUrl")),
            likes=count(meta.get("likes")),
        )

    def _times(self, timecode: object, where: str, near: str) -> tuple[int | None, int | None]:
        if not isinstance(timecode, str) or not timecode.strip():
            return None, None
        if (match := _TIMECODE.fullmatch(timecode.strip())) is None:
            self.fault(f"{where} has a time that is none: {timecode[:40]!r}", near=near)
            return None, None
        start, end = (_seconds(clock) if clock else None for clock in match.groups())
        if start is not None and end is not None and end < start:
            self.fault(f"{where} ends before it begins", near=near)
        return start, end

    def _check_order(self, paragraphs: list[Paragraph]) -> None:
        latest = 0
        for at, paragraph in enumerate(paragraphs, start=1):
            if paragraph.start is None:
                continue
            if paragraph.start < latest:
                self.fault(f"paragraph {at} begins before the one above it", near="paragraphs")
            latest = max(latest, paragraph.start)


def _day(value: str) -> date | None:
    try:
        if _ISO_DAY.match(value):
            return date.fromisoformat(value[:10])
        return datetime.strptime(value, _WRITTEN_DAY).replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _seconds(clock: str) -> int:
    seconds = 0
    for part in clock.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds
