"""A BuildSpeak article: the JSON from which the website makes a page; podcasts, blogs and a builder's posts.

A builder's posts have the same title every day, and the title is part of an episode's identity: here the day of the
issue joins it. What was posted late on the day before comes in another issue than that day's, and is another piece.
"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError, Fault
from content.files.head_values import MOST_WORDS_STATED, checked_handle, checked_id, checked_url
from content.sources.article_paragraphs import read_paragraph
from content.sources.document import Document
from content.sources.raw import biography, day_of, optional, too_much
from content.sources.timecodes import in_order
from content.text.prose import MOST_NAME, MOST_TITLE, clean_line, units
from content.text.segments import Paragraph, segment

_KINDS = {"podcast": Kind.PODCAST, "blog": Kind.BLOG, "tweet": Kind.POSTS}


def recognises(document: Document) -> bool:
    """Whether the document is meant to be an article, sound or not."""
    return document.is_json


def read(document: Document) -> Episode:
    """The episode in the article; raises ContentError with every fault, placed by line."""
    article = document.json
    if not isinstance(article, dict) or not isinstance(article.get("paragraphs"), list):
        what = "JSON, but not a BuildSpeak article: it has no list of paragraphs"
        raise ContentError([Fault(document.name, 1, what)])
    return _Reader(document).episode(article)


class _Reader:
    """One pass over one article, collecting faults; their lines are looked up by what the text quotes."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.name = document.name
        self.faults: list[Fault] = []

    def fault(self, what: str, *, near: str) -> None:
        at = max(self.text.find(json.dumps(near, ensure_ascii=False)), 0)
        self.faults.append(Fault(self.name, self.text.count("\n", 0, at) + 1, what))

    def episode(self, article: Mapping[str, Any]) -> Episode:
        kind = _KINDS.get(str(article.get("type")))
        if kind is None:
            self.fault(f"type is none of {', '.join(_KINDS)}", near="type")
        show = self._name(article, "sourceName", MOST_NAME)
        title = self._name(article, "title", MOST_TITLE)
        url = self._url(article)
        issue = day_of(article.get("digestDate"))
        day = day_of(article.get("publishedAt")) or issue
        if day is None:
            self.fault("neither publishedAt nor digestDate is a date", near="publishedAt")
        paragraphs = self._paragraphs(article["paragraphs"], kind)
        if what := too_much(paragraphs):
            raise ContentError([Fault(self.name, 0, what)])
        words = article.get("wordCount")
        if not (type(words) is int and 0 < words <= MOST_WORDS_STATED):
            words = None
        if kind is Kind.POSTS and day is not None:
            title = f"{title} · {(issue or day).isoformat()}"
        if self.faults or kind is None:
            raise ContentError(sorted(self.faults))
        return Episode(
            kind=kind,
            show=show,
            title=title,
            segments=segment(in_order(paragraphs), join=kind is not Kind.POSTS),
            url=url,
            date=day,
            title_zh=_title_zh(article),
            stated_words=words,
            handle=optional(checked_handle, article.get("sourceHandle")),
            issue=issue,
            id=optional(checked_id, article.get("id")),
            bio=biography(article.get("sourceBio")),
        )

    def _name(self, article: Mapping[str, Any], key: str, most: int) -> str:
        value = article.get(key)
        name = clean_line(html.unescape(value)) if isinstance(value, str) else ""
        if not name:
            self.fault(f"{key} is missing", near=key)
        elif units(name) > most:
            self.fault(f"{key} has {units(name)} characters, at most {most} are allowed", near=key)
        return name

    def _url(self, article: Mapping[str, Any]) -> str | None:
        if article.get("url") is None:
            return None
        try:
            return checked_url(str(article["url"]))
        except ValueError as error:
            self.fault(f"url: {error}", near="url")
            return None

    def _paragraphs(self, raw: list[Any], kind: Kind | None) -> list[Paragraph]:
        found: list[Paragraph] = []
        for at, each in enumerate(raw, start=1):
            if not isinstance(each, dict):
                self.fault(f"paragraph {at} is no object", near="paragraphs")
                continue
            told = partial(self._told, at=at, near=str(each.get("id", "paragraphs")))
            if (paragraph := read_paragraph(each, kind, told)) is not None:
                found.append(paragraph)
        if not found and not self.faults:
            self.fault("nothing is said in it: no paragraphs with text", near="paragraphs")
        return found

    def _told(self, what: str, *, at: int, near: str) -> None:
        self.fault(f"paragraph {at}{'' if what.startswith(':') else ' '}{what}", near=near)


def _title_zh(article: Mapping[str, Any]) -> str | None:
    value = article.get("titleZh")
    title = clean_line(html.unescape(value)) if isinstance(value, str) else ""
    return title if title and units(title) <= MOST_TITLE else None
