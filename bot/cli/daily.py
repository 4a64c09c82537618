"""Daily: what is new in the daily sources, or every issue since a day."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.process import read_place
from bot.cli.publishing_options import DRY_RUN, ENGLISH_ONLY, MAX_TOKENS

if TYPE_CHECKING:
    from bot.cli.publishing import Told


@click.command(
    short_help="Publish what is new in daily sources.",
    epilog="Example: buildspeak daily https://example.com/content --since 2026-06-01",
)
@click.argument("sources", nargs=-1)
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Every issue from this day on, date by date.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of episode files to write to; by default the bot's own library.",
)
@ENGLISH_ONLY
@MAX_TOKENS
@DRY_RUN
def daily(
    *,
    sources: tuple[str, ...],
    since: datetime | None,
    out: Path | None,
    english_only: bool,
    max_tokens: int | None,
    dry_run: bool,
) -> None:
    """Publish what is new in daily sources (by default DAILY_FEED_URL), podcasts first; repeats are dropped.

    A source is a folder or address of the website's publications, of the feed in three files, or a feed. With --since
    every issue of the website's is taken, date by date; a run that was stopped goes on where it was.
    """
    from bot.app.config import sources_in
    from bot.cli.publishing import Told, failed

    named = sources or sources_in(os.environ.get("DAILY_FEED_URL", ""))
    if not named:
        raise click.UsageError("name a source, or set DAILY_FEED_URL")
    told = Told(dry_run=dry_run)
    library = out or read_place().library
    first = since.date() if since else None
    asyncio.run(_daily(named, library, told, first, english_only=english_only, max_tokens=max_tokens))
    sys.exit(int(failed(told.pieces, dry_run=dry_run)))


async def _daily(
    sources: Sequence[str],
    out: Path,
    told: Told,
    since: date | None,
    *,
    english_only: bool,
    max_tokens: int | None,
) -> None:
    from bot.cli.publishing import publishing
    from content.publishing.daily import fill, look

    today = datetime.now(UTC).date()
    async with publishing(out, told, english_only=english_only, max_tokens=max_tokens, daily=True) as (to, fetch):
        for source in sources:
            if since is None:
                await look(to, source, fetch=fetch, today=today, on_piece=told)
            else:
                await fill(to, source, since=since, today=today, fetch=fetch, on_piece=told, on_day=_say_day)


def _say_day(day: date, there: bool) -> None:  # noqa: FBT001  # the shape that `fill` calls
    click.echo(f"{day}: {'done' if there else 'no issue'}", err=True)
