"""An article on the web: its main text, and what the page says of title, site, day and address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError, Fault
from content.episode.words import count_words
from content.files.head_values import checked_url
from content.sources import html_text
from content.sources.document import Document
from content.sources.raw import day_of, draft
from content.text.prose import MOST_NAME, clean_line
from content.text.segments import Paragraph

LEAST_WORDS = 40
"""A page with fewer is a notice, a login or made by scripts."""

_MARKUP = re.compile(
    r"\s*(?>(?><!--.*?-->)\s*)*<(?:!doctype\s+html|html|head|body|article|main|div|p|h1)\b", re.I | re.S
)
_DAYS = ("article:published_time", "datepublished", "date", "dc.date", "publish_date", "pubdate", "og:published_time")


def recognises(document: Document) -> bool:
    """Whether the document is HTML."""
    beginning = document.text[:4000]
    return _MARKUP.match(beginning) is not None or (beginning.startswith("<?xml") and "<html" in beginning)


def read(document: Document) -> Episode:
    """The article as a draft; raises ContentError."""
    try:
        page = html_text.parse(document.text)
    except ValueError as error:
        raise ContentError([Fault(document.name, 1, str(error))]) from None
    headings = [block.text for block in page.blocks if block.tag == "h1"]
    title = page.meta.get("og:title") or next(iter(headings), "") or clean_line(page.title) or document.stem
    site = page.meta.get("og:site_name") or page.meta.get("application-name") or document.place
    title = _without_site(clean_line(title), site)
    blocks = html_text.main_text(page)
    if blocks and clean_line(blocks[0].text).casefold() == title.casefold():
        del blocks[0]
    paragraphs = [Paragraph(block.text) for block in blocks]
    if (words := sum(count_words(each.english) for each in paragraphs)) < LEAST_WORDS:
        what = f"HTML with {words} words to read: copy the text of the page as the browser shows it"
        raise ContentError([Fault(document.name, 1, what)])
    try:
        return draft(
            kind=Kind.BLOG,
            show=site[:MOST_NAME],
            title=title,
            paragraphs=paragraphs,
            url=_address(page, document),
            day=_day(page),
        )
    except ValueError as error:
        raise ContentError([Fault(document.name, 1, str(error))]) from None


def _without_site(title: str, site: str) -> str:
    left, mark, right = title.rpartition(" | ") if " | " in title else title.rpartition(" – ")
    return left if mark and right.casefold() == site.casefold() else title


def _address(page: html_text.Page, document: Document) -> str | None:
    for address in (page.links.get("canonical"), page.meta.get("og:url"), document.url):
        try:
            return checked_url(address or "")
        except ValueError:
            continue
    return None


def _day(page: html_text.Page) -> date | None:
    written = [page.meta[key] for key in _DAYS if key in page.meta]
    return next((day for value in (*written, *_published(page.data), *page.times) if (day := day_of(value))), None)


def _published(data: list[str]) -> Iterator[str]:
    """What JSON-LD says of the day."""
    for text in data:
        try:
            found: object = json.loads(text)
        except (ValueError, RecursionError):
            continue
        pending = [found]
        while pending:
            match pending.pop(0):
                case {"datePublished": str(day)}:
                    yield day
                case {"@graph": list(nodes)}:
                    pending.extend(nodes[:20])
                case list(nodes):
                    pending.extend(nodes[:20])
                case _:
                    pass
