"""Daily sources: what one has now, and every issue that it had since a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from content.episode.episode import Day
from content.episode.faults import Absent, ContentError
from content.fetch.fetching import Fetch
from content.publishing.issues import take_issue
from content.publishing.piece import Fate, OnPiece, Piece, faulty
from content.publishing.publisher import Publisher
from content.publishing.words import take_words
from content.sources.place import Place
from content.sources.reading import Site, locate, read

OnDay = Callable[[Day, bool], None]
"""Told of each day that was asked for, and whether there is an issue of it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at a source came to; `issue` is the day of the issue that it has, where it says so."""

    pieces: tuple[Piece, ...]
    issue: Day | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """A line for each thing that went wrong."""
        bad = (Fate.FAULTY, Fate.REFUSED)
        return tuple(f"{piece.name}: {_line(piece)}" for piece in self.pieces if piece.fate in bad)


async def look(publisher: Publisher, source: Path | str, *, fetch: Fetch | None, today: Day, on_piece: OnPiece) -> Look:
    """Publish what is new in a source; `today` is UTC's date. Raises OSError."""
    pieces: list[Piece] = []
    issue: Day | None = None

    def told(piece: Piece) -> None:
        pieces.append(piece)
        on_piece(piece)

    await publisher.prepare()
    try:
        found = await locate(source, fetch, daily=True)
        if isinstance(found, Site):
            digest = await found.digest(today=today)
            issue = digest.day
            await take_issue(publisher, found.place, digest, told)
            await _words(publisher, found.place, told)
        else:
            async for reading in read(found, fetch=fetch, today=today):
                issue = reading.issue or issue
                async for piece in publisher.bring_all(reading, str(source)):
                    told(piece)
    except ContentError as error:
        _faulty(error, source, told)
    return Look(tuple(pieces), issue)


async def fill(
    publisher: Publisher,
    source: Path | str,
    *,
    since: Day,
    today: Day,
    fetch: Fetch | None,
    on_piece: OnPiece,
    on_day: OnDay,
) -> Look:
    """Publish every issue of the website from `since` to `today`; of any other source what it has now.

    A day that has none is passed over. Raises OSError.
    """
    pieces: list[Piece] = []
    issue: Day | None = None

    def told(piece: Piece) -> None:
        pieces.append(piece)
        on_piece(piece)

    try:
        found = await locate(source, fetch, daily=True)
    except ContentError as error:
        _faulty(error, source, told)
        return Look(tuple(pieces))
    if not isinstance(found, Site):
        return await look(publisher, source, fetch=fetch, today=today, on_piece=on_piece)
    await publisher.prepare()
    for day in (since + timedelta(days=at) for at in range((today - since).days + 1)):
        there = True
        try:
            digest = await found.digest(today=today, day=day)
            issue = day
            await take_issue(publisher, found.place, digest, told)
        except Absent:
            there = False
        except ContentError as error:
            _faulty(error, source, told)
        on_day(day, there)
    await _words(publisher, found.place, told)
    return Look(tuple(pieces), issue)


def _line(piece: Piece) -> str:
    return " ".join((piece.why or piece.note).split())


async def _words(publisher: Publisher, place: Place, told: OnPiece) -> None:
    try:
        await take_words(publisher, place)
    except ContentError as error:
        _faulty(error, str(place), told)


def _faulty(error: ContentError, source: Path | str, told: OnPiece) -> None:
    for fault in error.faults:
        told(faulty(str(source), fault))
