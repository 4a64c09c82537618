"""Issues of the website, brought into a library piece by piece: a run takes only what is new, and goes on where one
was stopped.

`.issues.json` in the library says of each day when the list of its pieces was made and which of them were taken care
of. Of two lists of one day the later counts: what it has no more leaves the issue, what it has anew is read again.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from content.episode.episode import Day
from content.episode.faults import ContentError
from content.files.check import read_entry
from content.publishing.piece import Fate, OnPiece, Piece, faulty
from content.publishing.publisher import Publisher
from content.sources.place import Place
from content.sources.posts import moment
from content.sources.site import Digest, read_article

RECORD = ".issues.json"
_TAKEN = frozenset({Fate.PUBLISHED, Fate.REPEAT, Fate.DRAFT, Fate.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Taken:
    """An issue as far as it was taken: when its list was made, and the ids of the pieces."""

    made_at: datetime | None
    ids: frozenset[str]


class Issues:
    """The record of a library. What cannot be read counts as nothing: then all is asked for once more."""

    def __init__(self, library: Path) -> None:
        self._path = library / RECORD

    def of(self, day: Day) -> Taken | None:
        """What was taken of the issue of `day`."""
        found = self._read().get(day.isoformat())
        if not isinstance(found, dict) or not isinstance(found.get("ids"), list):
            return None
        return Taken(moment(found.get("made_at")), frozenset(map(str, found["ids"])))

    def put(self, day: Day, taken: Taken) -> None:
        """Write down what was taken of it; raises OSError."""
        found = self._read()
        made_at = taken.made_at.isoformat() if taken.made_at else None
        found[day.isoformat()] = {"made_at": made_at, "ids": sorted(taken.ids)}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self._path.with_suffix(".tmp")
        temporary.write_text(json.dumps(found, indent=0, sort_keys=True), "utf-8")
        temporary.replace(self._path)

    def _read(self) -> dict[str, Any]:
        try:
            found = json.loads(self._path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


async def take_issue(publisher: Publisher, place: Place, digest: Digest, on_piece: OnPiece) -> list[Piece]:
    """Bring the pieces of an issue that are not taken yet, what leads first; raises OSError."""
    issues = Issues(publisher.library)
    before = issues.of(digest.day) or Taken(digest.made_at, frozenset())
    if _earlier(digest.made_at, before.made_at):
        return []
    anew = _earlier(before.made_at, digest.made_at)
    here = {head.id: path for path, head in publisher.shelf.heads().items() if head.id is not None}
    known = frozenset() if anew else before.ids | here.keys()
    listed = [piece.id for piece in digest.pieces]
    taken = {each for each in listed if each in known}
    pieces = [faulty(fault.where, fault) for fault in digest.faults]
    for piece in pieces:
        on_piece(piece)
    for wanted in digest.pieces:
        if wanted.id in known:
            continue
        reading = await read_article(place, wanted, digest.day)
        found = [faulty(wanted.title or wanted.id, fault) for fault in reading.faults]
        found += [await publisher.bring(episode, anew=anew) for episode in reading.episodes]
        for piece in found:
            pieces.append(piece)
            on_piece(piece)
        if all(piece.fate in _TAKEN for piece in found):
            taken.add(wanted.id)
            if not publisher.dry_run:
                issues.put(digest.day, Taken(before.made_at, before.ids | taken))
    if publisher.dry_run:
        return pieces
    if anew:
        for dropped in before.ids - set(listed):
            _leave_issue(publisher, here.get(dropped), digest.day)
    ids = frozenset(taken)
    if Taken(digest.made_at, ids) != issues.of(digest.day):
        issues.put(digest.day, Taken(digest.made_at, ids))
    return pieces


def _earlier(one: datetime | None, other: datetime | None) -> bool:
    return one is not None and other is not None and one < other


def _leave_issue(publisher: Publisher, path: Path | None, day: Day) -> None:
    """A piece that the later list has no more stays in the library, under its own date."""
    if path is None:
        return
    try:
        episode = read_entry(path).episode
        if episode.issue == day and episode.date is not None:
            publisher.shelf.write(replace(episode, issue=None))
    except ContentError:
        return
