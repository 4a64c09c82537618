"""The daily feed that BuildSpeak is made from: podcasts with transcripts, posts by builder, blogs; English only.

Each podcast and blog is an episode, and so is what each builder posted. A builder's posts have the same title every
day, and the title is part of an episode's identity: the day of the issue joins it, as it does in an article. Upstream
publishes the feed in three files, FILES, each with the pieces of its kind.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError, Fault
from content.sources import html_text, transcript
from content.sources.document import Document, Reading, line_of
from content.sources.posts import moment, without_last_links
from content.sources.raw import address, count, day_of, draft, name
from content.text.prose import clean, english_faults
from content.text.segments import Paragraph

FILES = ("feed-podcasts.json", "feed-blogs.json", "feed-x.json")
"""The feed in three files, as github.com/zarazhangrui/follow-builders publishes it every day."""

_LISTS = ("podcasts", "x", "blogs")
_TAG = re.compile(r"</?(?:p|div|h[1-6]|ul|ol|li|br|article|section|blockquote)\b[^<>]{0,400}>", re.IGNORECASE)


def recognises(document: Document) -> bool:
    """Whether the document is meant to be a daily feed, sound or not."""
    return "paragraphs" not in document.object and any(key in document.object for key in _LISTS)


def read(document: Document, *, part: bool = False) -> Reading:
    """Every episode of the feed, and a fault with its line for every piece that makes none.

    With nothing in it it is faulty, unless it is a `part` of one.
    """
    feed = document.json
    if not isinstance(feed, dict):
        raise ContentError([Fault(document.name, 1, "JSON, but no daily feed")])
    issued = day_of(feed.get("generatedAt"))
    episodes: list[Episode] = []
    faults: list[Fault] = []
    for key, make in (("podcasts", _podcast), ("blogs", _blog), ("x", _posts)):
        pieces = feed.get(key) or []
        if not isinstance(pieces, list):
            faults.append(Fault(document.name, line_of(document.text, key), f"{key} is no list"))
            continue
        for at, piece in enumerate(pieces, start=1):
            made = _made(make, document, f"{key} {at}", piece, issued)
            episodes.extend(each for each in made if isinstance(each, Episode))
            faults.extend(each for each in made if isinstance(each, Fault))
    if not (episodes or faults or part):
        faults.append(Fault(document.name, 1, "a daily feed with nothing in it"))
    return Reading(tuple(episodes), tuple(faults), issue=issued)


_Make = Callable[[Mapping[str, Any], date | None], Iterator[Episode | str]]


def _made(make: _Make, document: Document, where: str, piece: object, issued: date | None) -> list[Episode | Fault]:
    if not isinstance(piece, dict):
        return [Fault(document.name, 1, f"{where} is no object")]
    title = piece.get("title") or piece.get("handle") or piece.get("name")
    line = line_of(document.text, piece.get("guid"), title, piece.get("url"))
    label = f"{where} ({str(title)[:60]})" if title else where
    made: list[Episode | Fault] = []
    try:
        made.extend(
            each if isinstance(each, Episode) else Fault(document.name, line, f"{label}: {each}")
            for each in make(piece, issued)
        )
    except ValueError as error:
        made.append(Fault(document.name, line, f"{label}: {error}"))
    return made


def _podcast(piece: Mapping[str, Any], issued: date | None) -> Iterator[Episode | str]:
    text = piece.get("transcript")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("no transcript")
    yield draft(
        kind=Kind.PODCAST,
        show=piece.get("name"),
        title=piece.get("title"),
        paragraphs=transcript.paragraphs(text),
        url=piece.get("url"),
        day=day_of(piece.get("publishedAt")) or issued,
        issue=issued,
    )


def _blog(piece: Mapping[str, Any], issued: date | None) -> Iterator[Episode | str]:
    text = piece.get("content")
    if not isinstance(text, str) or not text.strip():
        raise ValueError("no text")
    if _TAG.search(text):
        paragraphs = [Paragraph(block) for block in html_text.fragment(text)]
    else:
        paragraphs = [Paragraph(line) for line in clean(html.unescape(text)).split("\n")]
    yield draft(
        kind=Kind.BLOG,
        show=piece.get("name"),
        title=piece.get("title"),
        paragraphs=paragraphs,
        url=piece.get("url"),
        day=day_of(piece.get("publishedAt")) or issued,
        issue=issued,
    )


def _posts(piece: Mapping[str, Any], issued: date | None) -> Iterator[Episode | str]:
    builder = name(piece.get("name"), "name", 60)
    posts = piece.get("tweets")
    if not isinstance(posts, list) or not posts:
        raise ValueError("no posts")
    paragraphs: list[Paragraph] = []
    days: list[date] = []
    for at, post in enumerate(posts, start=1):
        text = post.get("text") if isinstance(post, dict) else None
        english = without_last_links(clean(html.unescape(text))) if isinstance(text, str) else ""
        if text and not english:
            continue
        if not isinstance(post, dict) or (what := next(english_faults(english[:500]), None)):
            yield f"post {at}: {what if isinstance(post, dict) else 'no object'}"
            continue
        paragraphs.append(
            Paragraph(
                english,
                url=address(post.get("url")),
                likes=count(post.get("likes")),
                reposts=count(post.get("retweets")),
                replies=count(post.get("replies")),
                posted_at=moment(post.get("createdAt")),
            )
        )
        days.extend(filter(None, [day_of(post.get("createdAt"))]))
    if not paragraphs:
        return
    handle = piece.get("handle")
    day = max(days, default=issued)
    named = issued or day
    parts = [builder, f"@{str(handle).removeprefix('@')}" if handle else "", named.isoformat() if named else ""]
    yield draft(
        kind=Kind.POSTS,
        show=builder,
        title=" · ".join(filter(None, parts)),
        paragraphs=paragraphs,
        url=f"https://x.com/{str(handle).removeprefix('@')}" if handle else None,
        day=day,
        handle=handle,
        bio=piece.get("bio"),
        issue=issued,
    )
