"""How the page is told of episodes and places, whoever asks."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.model.reading import Listing, Piece, Place
from bot.reading.passages import position_of
from bot.web.shapes.episode import Position, Summary
from content.episode.links import at_second

FIRST_LINE = 160
"""Characters of a piece's first line in a list."""
_SECOND = 9_876_543


def summary(listing: Listing, *, read: bool = False, piece: Piece | None = None) -> Summary:
    """An episode in a list; of an issue's `piece` with its first line."""
    opening = piece.opening if piece else None
    return Summary(
        id=listing.id,
        kind=listing.kind,
        show=listing.show,
        title=listing.title,
        title_zh=listing.title_zh,
        lead_in=listing.lead_in,
        issue=listing.issue,
        date=listing.date,
        words=listing.words,
        minutes=listing.minutes,
        segments=listing.length,
        handle=listing.handle,
        builder=listing.builder,
        read=piece.read if piece else read,
        followed=piece.followed if piece else False,
        first_line=_line(opening.english) if opening else "",
        first_line_zh=_line(opening.chinese) if opening else "",
    )


def position(listing: Listing, place: Place | None) -> Position:
    """Where a place is in the whole episode."""
    total = len(listing.positions(place.size)) if place else 0
    return Position(
        index=position_of(listing, place),
        begun=place is not None,
        finished=place is not None and place.index >= total,
        size=place.size if place and place.size in listing.digests else 0,
    )


def on_the_web(url: str | None) -> str | None:
    """An address that a page may link to; None for any other."""
    return url if url is not None and urlsplit(url).scheme in ("http", "https") else None


def timed(url: str | None) -> str | None:
    """The original at {second}; None where it has no times."""
    found = at_second(url, _SECOND) if url else None
    return found.replace(str(_SECOND), "{second}") if found and on_the_web(found) else None


def _line(text: str) -> str:
    line = " ".join(text[: FIRST_LINE * 2].split())
    return line if len(line) <= FIRST_LINE else line[: FIRST_LINE - 1].rstrip() + "…"
