"""Commands on what is read: import, daily, episodes, check."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from datetime import date
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, TaskID, TextColumn
from rich.table import Table

from bot.app.config import BUNDLED_EPISODES
from bot.cli.process import read_place
from content.episode.episode import Episode
from content.episode.faults import ContentError, Fault
from content.fetch.fetching import fetching
from content.files.check import read_library
from content.files.sayings import read_sayings
from content.publishing.publisher import Fate, Piece, Publisher
from content.translate.budget import Budget
from content.translate.cache import AnswerCache
from content.translate.faults import NotConfigured
from content.translate.report import Progress as Translating
from content.translate.settings import read_settings
from content.translate.translator import Translator

_out = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("episodes"),
    show_default=True,
    help="The folder of episode files to write to.",
)
_english_only = click.option("--english-only", is_flag=True, help="Publish without a translation.")
_max_tokens = click.option("--max-tokens", type=click.IntRange(1), help="Stop cleanly before a model uses more.")
_dry_run = click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing, ask no model.")


@click.command(
    name="import",
    short_help="Turn pages, articles and feeds into episode files.",
    epilog="Example: buildspeak import page.txt https://example.com/feed.xml --out episodes",
)
@click.argument("sources", nargs=-1, required=True)
@_out
@_english_only
@_max_tokens
@_dry_run
def import_(*, sources: tuple[str, ...], out: Path, english_only: bool, max_tokens: int | None, dry_run: bool) -> None:
    """Turn pages, articles, feeds, transcripts and captions into episode files: files or https:// addresses.

    What is English only is translated where TRANSLATE_* are set. A faulty source is named with its line and leaves
    nothing behind; the others are imported all the same.
    """
    work = _publish(sources, out, english_only=english_only, max_tokens=max_tokens, dry_run=dry_run, daily=False)
    sys.exit(asyncio.run(work))


@click.command(
    short_help="Publish what is new in a daily feed.",
    epilog="Example: buildspeak daily https://example.com/feed.json --out episodes",
)
@click.argument("feed", required=False)
@_out
@_english_only
@_max_tokens
@_dry_run
def daily(*, feed: str | None, out: Path, english_only: bool, max_tokens: int | None, dry_run: bool) -> None:
    """Publish what is new in the daily feed (by default DAILY_FEED_URL), podcasts first; repeats are dropped."""
    source = feed or os.environ.get("DAILY_FEED_URL", "").strip()
    if not source:
        raise click.UsageError("name a feed, or set DAILY_FEED_URL")
    work = _publish([source], out, english_only=english_only, max_tokens=max_tokens, dry_run=dry_run, daily=True)
    sys.exit(asyncio.run(work))


@click.command(short_help="List a library.", epilog="Example: buildspeak episodes content/episodes")
@click.argument("path", type=click.Path(path_type=Path), default=BUNDLED_EPISODES)
def episodes(path: Path) -> None:
    """List the episodes of a file or folder, newest first, evergreen ones last."""
    library = read_library(path)
    for entry in sorted(library.entries, key=lambda entry: entry.episode.date or date.min, reverse=True):
        click.echo(f"{entry.episode.date or 'evergreen '}  {in_short(entry.episode)}")
    for fault in library.faults:
        click.echo(str(fault), err=True)
    sys.exit(1 if library.faults else 0)


@click.command(short_help="Report every fault of a library.", epilog="Example: buildspeak check content/episodes")
@click.argument("path", type=click.Path(path_type=Path), default=BUNDLED_EPISODES)
def check(path: Path) -> None:
    """Report every fault of a file or folder of episodes with its line; exit 1 if there is one.

    Without PATH it is the bundled library, with its sayings of the week.
    """
    library = read_library(path)
    faults = [*library.faults, *(_faults_of_sayings() if path == BUNDLED_EPISODES else ())]
    for fault in faults:
        click.echo(str(fault), err=True)
    if faults:
        sys.exit(1)
    count = len(library.entries)
    click.echo(f"{count} episode{'' if count == 1 else 's'}, no faults")


def _faults_of_sayings() -> tuple[Fault, ...]:
    try:
        read_sayings()
    except ContentError as error:
        return error.faults
    return ()


def in_short(episode: Episode) -> str:
    """An episode in a line, with the figures that tell a good import from a bad one."""
    glosses = [gloss for segment in episode.segments for gloss in segment.glosses]
    located = sum(gloss.span is not None for gloss in glosses)
    featured = sum(segment.featured for segment in episode.segments)
    return (
        f"{episode.show}: {episode.title} ({len(episode.segments)} segments, {featured} in the digest, "
        f"{episode.words} words, {located} of {len(glosses)} terms located)"
    )


async def _publish(
    sources: Iterable[str], out: Path, *, english_only: bool, max_tokens: int | None, dry_run: bool, daily: bool
) -> int:
    """Publish and say so; the exit code is 1 where anything was faulty, refused or is left a draft."""
    console = Console(stderr=True)
    columns = (*Progress.get_default_columns(), TextColumn("{task.fields[note]}"))
    with Progress(*columns, console=console, transient=True) as bar:
        async with fetching(cache=work_folder() / "fetched") as fetch, _translator(bar, max_tokens) as translator:
            publisher = Publisher(out, translator, english_only=english_only, keep_repeats=not daily, dry_run=dry_run)
            try:
                pieces = await publisher.publish(sources, fetch=fetch, on_piece=partial(_say, dry_run=dry_run))
            except OSError as error:
                raise click.ClickException(f"{out}: {error.strerror}") from None
    if len(pieces) > 1:
        console.print(_summary(pieces))
    bad = (Fate.FAULTY, Fate.REFUSED) if dry_run else (Fate.FAULTY, Fate.REFUSED, Fate.DRAFT)
    return int(any(piece.fate in bad for piece in pieces))


def work_folder() -> Path:
    """Where fetched documents and translations are kept between runs: below DATA_DIR."""
    return read_place().data_dir / "work"


@asynccontextmanager
async def _translator(bar: Progress, max_tokens: int | None) -> AsyncIterator[Translator | None]:
    """The translator that the environment configures, telling the bar how far it is; None without one."""
    try:
        settings = read_settings(os.environ)
    except NotConfigured:
        yield None
        return
    tasks: dict[str, TaskID] = {}

    def show(progress: Translating) -> None:
        task = tasks.get(progress.title)
        if task is None:
            task = tasks[progress.title] = bar.add_task(progress.title[:40], total=progress.total, note="")
        bar.update(task, completed=progress.done, note=progress.waiting or f"{progress.tokens} tokens")

    with closing(AnswerCache(work_folder() / "translations.db")) as cache:
        async with Translator(settings, cache, budget=Budget(max_tokens), on_progress=show) as translator:
            yield translator


def _say(piece: Piece, *, dry_run: bool) -> None:
    match piece.fate:
        case Fate.PUBLISHED if piece.episode:
            click.echo(f"{'would write' if dry_run else 'wrote'} {piece.path}: {in_short(piece.episode)}")
        case Fate.DRAFT:
            click.echo(f"draft {piece.path}: {piece.name}\n{piece.note}", err=True)
        case Fate.REPEAT:
            click.echo(f"known already: {piece.name}")
        case _:
            click.echo(piece.note, err=True)


def _summary(pieces: list[Piece]) -> Table:
    table = Table("fate", "kind", "show and title", "segments")
    for piece in pieces:
        episode = piece.episode
        table.add_row(
            piece.fate.value,
            episode.kind.value if episode else "",
            piece.name,
            str(len(episode.segments)) if episode else "",
        )
    return table
