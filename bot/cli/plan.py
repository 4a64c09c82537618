"""`buildspeak plan`: what a new reader would get, a line a day."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from bot.cli.process import read_place, run_async

if TYPE_CHECKING:
    from bot.app.place import Place
    from bot.delivery.plan import Planned
    from bot.store import Store

MOST_DAYS = 3660
_EVERGREEN_DAYS = 7
"""Without a dated issue: a week shows how it goes on."""

_DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command(
    short_help="Show what a new reader would get, a line a day.",
    epilog="Example: buildspeak plan episodes --from 2026-06-05 --days 14",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--from", "first", type=_DAY, help="The first day; by default the date of the first issue.")
@click.option("--days", type=click.IntRange(1, MOST_DAYS), help="How many; by default until the last issue.")
@click.option("--serial", is_flag=True, help="As someone gets it who reads each episode to its end, in parts.")
def plan(*, paths: tuple[str, ...], first: datetime | None, days: int | None, serial: bool) -> None:
    """Show what a new reader would get, a line a day: date, kind, title, and why.

    PATH is a folder of episode files, or any source that `import` reads, English only allowed; of a folder of issues or
    feeds all are read, and several paths are taken together. Without one it is the library that the bot is configured
    for. Nothing is kept, nothing translated.
    """
    run_async(_plan(paths, first.date() if first else None, days, serial=serial))


async def _plan(paths: Sequence[str], first: date | None, days: int | None, *, serial: bool) -> None:
    from bot.delivery.plan import plan as planned
    from bot.model.subscription import Mode

    async with _stocked(paths) as store:
        span = await store.issues.span()
        begin = first or (span[0] if span else datetime.now(UTC).date())
        last = span[1] if span and span[1] >= begin else begin + timedelta(days=_EVERGREEN_DAYS - 1)
        count = days or min((last - begin).days + 1, MOST_DAYS)
        async for day in planned(store, begin, count, Mode.SERIAL if serial else Mode.DIGEST):
            click.echo(_line(day))


def _line(planned: Planned) -> str:
    from bot.delivery.selection import Why

    offer, day = planned.offer, planned.day
    if offer is None:
        return f"{day}  nothing"
    listing = offer.listing
    of = "its issue" if listing.issue == day else f"the issue of {listing.issue}"
    match offer.why:
        case Why.PART:
            why = f"next part, from segment {offer.first + 1} of {listing.length}"
        case Why.EVERGREEN:
            why = "evergreen"
        case Why.NEWS | Why.OLDER:
            why = f"lead of {of}" if planned.leads else f"also in {of}"
            why += ", an older one" if offer.why is Why.OLDER else ""
    return f"{day}  {listing.kind.value:<7}  {listing.show}: {listing.title}  ({why})"


@asynccontextmanager
async def _stocked(paths: Sequence[str]) -> AsyncIterator[Store]:
    """A store for the while, with the libraries that are named and what sources bring."""
    from bot.library.serving import sync_library
    from bot.store import open_store

    place = read_place()
    libraries = [Path(path) for path in paths if _is_library(path)] if paths else list(place.folders)
    sources = [source for path in paths if not _is_library(path) for source in _unfolded(Path(path), path)]
    with TemporaryDirectory(prefix="buildspeak-plan-") as folder:
        brought = Path(folder) / "episodes"
        if sources:
            await _bring(sources, brought, place)
            libraries.append(brought)
        async with open_store(f"sqlite:///{folder}/plan.db", lead_order=place.lead_order) as store:
            await sync_library(store, *libraries)
            yield store


def _is_library(path: str) -> bool:
    """A folder with episode files, or one of them."""
    place = Path(path)
    return place.suffix == ".md" or (place.is_dir() and any(place.rglob("*.md")))


def _unfolded(folder: Path, path: str) -> list[str]:
    """Every issue of a folder of the website's; every file of one that only keeps feeds."""
    issues = sorted(folder.glob("digest/[12]*.json"))
    if issues or not folder.is_dir() or (folder / "feed-podcasts.json").exists():
        return [str(issue) for issue in issues] or [path]
    return [str(each) for each in sorted(folder.iterdir()) if each.suffix in (".json", ".xml")] or [path]


async def _bring(sources: Sequence[str], folder: Path, place: Place) -> None:
    from content.fetch.fetching import fetching
    from content.publishing.piece import Fate, Piece
    from content.publishing.publisher import Publisher

    def tell(piece: Piece) -> None:
        if piece.fate in (Fate.FAULTY, Fate.REFUSED):
            click.echo(piece.note, err=True)

    async with fetching(cache=place.data_dir / "work" / "fetched", allowed=place.fetch_allowed) as fetch:
        publisher = Publisher(folder, english_only=True, keep_repeats=False)
        pieces = await publisher.publish(sources, fetch=fetch, on_piece=tell)
    if not any(piece.fate is Fate.PUBLISHED for piece in pieces):
        sys.exit(1)
