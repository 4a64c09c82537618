"""The website's own publications: issues that are already translated, and its dictionary.

`digest/latest.json` and `digest/YYYY-MM-DD.json` each list the pieces of an issue, `articles/<id>.json` has the text
of one, `words.json` explains words: https://github.com/ryderme/buildspeak, folder apps/web/content.
"""

from __future__ import annotations

import asyncio
import html
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from content.episode.digest import feature
from content.episode.episode import Day, Episode
from content.episode.faults import Absent, ContentError, Fault
from content.files.head_values import checked_id
from content.sources import buildspeak_article
from content.sources.document import Document, Reading
from content.sources.place import Place
from content.sources.posts import moment
from content.sources.raw import checked, day_of
from content.text.prose import clean_line

LATEST = "digest/latest.json"
WORDS = "words.json"
MOST_LISTED = 100
"""Pieces of an issue; the website's largest has 20."""

_LISTS = ("podcasts", "blogs", "tweets")
"""The pieces of an issue in the order in which they are read: what leads comes first."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A piece as its issue names it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Digest:
    """An issue: its day, when the list of its pieces was made, the pieces, and faulty entries of the list."""

    day: Day
    made_at: datetime | None
    pieces: tuple[Listed, ...]
    faults: tuple[Fault, ...] = ()


def recognises(document: Document) -> bool:
    """Whether the document is meant to be the list of an issue."""
    found = document.object
    return "paragraphs" not in found and "x" not in found and ("tweets" in found or ("date" in found and _lists(found)))


def is_dictionary(document: Document) -> bool:
    """Whether the document is the website's dictionary."""
    entry = next(iter(document.object.values()), None)
    return isinstance(entry, dict) and "key" in entry and bool({"zh", "ipa"} & entry.keys())


def place_of(document: Document, place: Place) -> Place | None:
    """The folder above `digest/`, where the list of an issue lies in such a one; `place` has its file's folder."""
    parent, _, folder = str(place.root).replace("\\", "/").rstrip("/").rpartition("/")
    if folder != "digest":
        return None
    return Place(parent, place.fetch) if isinstance(place.root, str) else Place(place.root.parent)


async def read_digest(place: Place, *, day: Day, today: Day | None = None) -> Digest:
    """The issue of `day`; raises Absent where there is none, ContentError where it is of no use."""
    document = await place.open(f"digest/{day.isoformat()}.json")
    return digest_of(document, today=today, day=day)


def digest_of(document: Document, *, today: Day | None = None, day: Day | None = None) -> Digest:
    """The issue that `document` lists; raises ContentError.

    `today` is UTC's date, and no issue may be more than a day ahead of it; `day` is the one that was asked for.
    """
    found, name = document.json, document.name
    if is_dictionary(document):
        raise ContentError([Fault(name, 1, "a dictionary, not the list of an issue")])
    if not isinstance(found, dict) or not _lists(found):
        raise ContentError([Fault(name, 1, "JSON, but not the list of an issue: it has no podcasts, blogs or tweets")])
    issued = day_of(found.get("date"))
    if issued is None:
        raise ContentError([Fault(name, 1, "the list of an issue without its date")])
    if today is not None and issued > today + timedelta(days=1):
        raise ContentError([Fault(name, 1, f"an issue of {issued}, which is to come: today is {today}")])
    if day is not None and issued != day:
        raise ContentError([Fault(name, 1, f"the issue of {issued} where that of {day} belongs")])
    entries = list(_entries(found, name))
    faults = [each for each in entries if isinstance(each, Fault)][:MOST_LISTED]
    pieces = list({each.id: each for each in entries if isinstance(each, Listed)}.values())
    if not pieces:
        raise ContentError([*faults, Fault(name, 1, f"the issue of {issued} lists nothing")])
    if len(pieces) > MOST_LISTED:
        faults.append(Fault(name, 1, f"the issue of {issued} lists {len(pieces)} pieces: {MOST_LISTED} are read"))
    return Digest(issued, moment(found.get("generatedAt")), tuple(pieces[:MOST_LISTED]), tuple(faults))


def days_in(place: Place) -> list[Day]:
    """The days of all issues in a folder, in order; none where the place is an address."""
    if isinstance(place.root, str):
        return []
    days = (day_of(path.stem) for path in place.root.glob("digest/????-??-??.json"))
    return sorted(day for day in days if day is not None)


def is_earlier(one: Digest, other: Digest) -> bool:
    """Whether the list was made before the other one; False where that is not known."""
    return one.made_at is not None and other.made_at is not None and one.made_at < other.made_at


async def read_article(place: Place, listed: Listed, day: Day) -> Reading:
    """One piece of the issue of `day`, or why it cannot be read; never raises ContentError."""
    try:
        document = await place.open(f"articles/{listed.id}.json")
        episode = await asyncio.to_thread(_episode, document, listed, day)
    except Absent as error:
        what = f"listed in the issue of {day}, but not there: {error.faults[0].what}"
        return Reading(faults=(replace(error.faults[0], what=what),), issue=day)
    except ContentError as error:
        return Reading(faults=error.faults, issue=day)
    return Reading((episode,), issue=day)


async def read_whole(place: Place, digest: Digest) -> AsyncIterator[Reading]:
    """Every piece of an issue, one at a time, and what is wrong with its list."""
    if digest.faults:
        yield Reading(faults=digest.faults, issue=digest.day)
    for listed in digest.pieces:
        yield await read_article(place, listed, digest.day)


def _episode(document: Document, listed: Listed, day: Day) -> Episode:
    episode = checked(buildspeak_article.read(document), document.name)
    return feature(replace(episode, issue=day, id=episode.id or listed.id))


def _lists(found: dict[str, Any]) -> bool:
    return any(isinstance(found.get(key), list) for key in _LISTS)


def _entries(found: dict[str, Any], name: str) -> Iterator[Listed | Fault]:
    for key in _LISTS:
        pieces = found.get(key) or []
        if not isinstance(pieces, list):
            yield Fault(name, 1, f"{key} is no list")
            continue
        for at, piece in enumerate(pieces, start=1):
            try:
                given = piece if isinstance(piece, dict) else {}
                title = given.get("title")
                plain = clean_line(html.unescape(title)) if isinstance(title, str) else ""
                yield Listed(checked_id(str(given.get("id") or "")), plain[:80])
            except ValueError as error:
                yield Fault(name, 1, f"{key} {at}: {error}")
