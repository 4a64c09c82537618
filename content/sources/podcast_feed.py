"""A podcast's RSS feed with `podcast:transcript`: its items, each with every link to a transcript.

RSS 2.0 (https://www.rssboard.org/rss-specification) with the podcast namespace
(https://podcasting2.org/docs/podcast-namespace/tags/transcript), whose address was another at first. One pass of
defusedxml: a document that declares entities is refused, and an item is forgotten once it has been read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from content.episode.faults import ContentError, Fault
from content.sources.document import Document
from content.sources.raw import day_of
from content.text.prose import clean_line

_PODCAST = re.compile(r"podcastindex\.org/namespace/|podcast-namespace/")
_FEED = re.compile(
    r"\s*(?>(?:<\?[^>]*\?>|(?><!--.*?-->)|(?><!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>))\s*)*<(?:rss|rdf:RDF|feed)\b", re.S
)
_BEST = ("json", "vtt", "srt", "subrip", "html", "plain")
"""Parts of media types, those with speakers and times before those without."""
MOST_LINKS = 10


@dataclass(frozen=True, slots=True)
class Link:
    """Where a transcript lies, and of what type and language it is said to be."""

    url: str
    media: str = ""
    language: str = ""
    is_captions: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed; its transcripts have the best first."""

    title: str
    url: str | None
    day: date | None
    line: int
    transcripts: tuple[Link, ...] = ()


@dataclass(slots=True)
class Feed:
    """A show, and its items in the order of the feed."""

    show: str = ""
    items: list[Item] = field(default_factory=list)
    language: str = ""


def recognises(document: Document) -> bool:
    """Whether the document is meant to be a feed, sound or not."""
    return _FEED.match(document.text[:8000]) is not None


def read(document: Document) -> Feed:
    """The feed; raises ContentError with the line where it is no XML or may not be read."""
    feed = Feed()
    where = _Lines(document.text)
    try:
        path: list[Element] = []
        for event, element in iterparse(io.StringIO(document.text), events=("start", "end")):
            if event == "start":
                path.append(element)
                continue
            path.pop()
            parent = path[-1] if path else None
            if parent is None:
                break
            match _local(element), _local(parent):
                case ("title", "channel" | "feed"):
                    feed.show = feed.show or _text(element)
                case ("language", "channel"):
                    feed.language = _text(element).casefold()
                case ("item" | "entry", _):
                    feed.items.append(_item(element, document, where, feed.language))
                    element.clear()
                    parent.remove(element)
    except ParseError as error:
        raise ContentError([Fault(document.name, error.position[0], f"not whole XML: {error.msg}")]) from None
    except DefusedXmlException:
        what = "XML that declares entities, which a feed has no need of"
        raise ContentError([Fault(document.name, 1, what)]) from None
    except ValueError as error:
        raise ContentError([Fault(document.name, 1, f"not whole XML: {error}")]) from None
    return feed


def newest(items: list[Item], most: int) -> list[Item]:
    """The newest `most` items; those without a date stay where the feed has them, which is newest first."""
    latest = date.max
    dated: list[tuple[date, Item]] = []
    for item in items:
        latest = item.day or latest
        dated.append((latest, item))
    return [item for _, item in sorted(dated, key=lambda each: each[0], reverse=True)[:most]]


class _Lines:
    """In which line each item begins: expat's own count is not handed on by ElementTree."""

    def __init__(self, text: str) -> None:
        self._starts = (match.start() for match in re.finditer(r"<(?:\w+:)?(?:item|entry)[\s>]", text))
        self._text = text
        self._at = 0
        self._line = 1

    def next(self) -> int:
        at = next(self._starts, self._at)
        self._line += self._text.count("\n", self._at, at)
        self._at = at
        return self._line


def _item(item: Element, document: Document, where: _Lines, language: str) -> Item:
    values: dict[str, str] = {}
    links: list[Link] = []
    for child in item:
        local = _local(child)
        if local == "transcript" and _PODCAST.search(child.tag):
            links.extend(_link(child, document, language))
        elif local == "link" and child.get("href"):
            if child.get("rel", "alternate") == "alternate":
                values.setdefault("link", child.get("href", ""))
        elif local == "title" and "itunes" in child.tag:
            values.setdefault("itunes:title", _text(child))
        elif local == "enclosure":
            values.setdefault("enclosure", child.get("url", ""))
        else:
            values.setdefault(local, _text(child))
    days = (day_of(values.get(key)) for key in ("pubDate", "published", "date", "updated"))
    address = values.get("link") or values.get("enclosure")
    return Item(
        title=values.get("title") or values.get("itunes:title", ""),
        url=urljoin(document.url or "", address) if address else None,
        day=next(filter(None, days), None),
        line=where.next(),
        transcripts=tuple(sorted(links[:MOST_LINKS], key=_rank)),
    )


def _link(element: Element, document: Document, language: str) -> Iterator[Link]:
    """The namespace: `language` is the feed's where it is not given; `rel="captions"` marks captions for display."""
    address = (element.get("url") or "").strip()
    spoken = (element.get("language") or language or "en").casefold()
    if address and spoken.startswith("en"):
        yield Link(
            url=urljoin(document.url or "", address),
            media=(element.get("type") or "").casefold(),
            language=spoken,
            is_captions=element.get("rel") == "captions",
        )


def _rank(link: Link) -> tuple[int, bool]:
    kind = next((at for at, word in enumerate(_BEST) if word in link.media), len(_BEST))
    return kind, link.is_captions


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: Element) -> str:
    return clean_line("".join(element.itertext()))
