"""Commands on files that are there: import, episodes, check."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.publishing_options import DRY_RUN, ENGLISH_ONLY, MAX_TOKENS, OUT
from content import EPISODES
from content.text.plural import counted

if TYPE_CHECKING:
    from bot.cli.publishing import Told
    from content.episode.episode import Episode
    from content.episode.faults import Fault


@click.command(
    name="import",
    short_help="Turn pages, articles and feeds into episode files.",
    epilog="Example: buildspeak import page.txt https://example.com/feed.xml --out episodes",
)
@click.argument("sources", nargs=-1, required=True)
@OUT
@ENGLISH_ONLY
@MAX_TOKENS
@DRY_RUN
def import_(*, sources: tuple[str, ...], out: Path, english_only: bool, max_tokens: int | None, dry_run: bool) -> None:
    """Turn pages, articles, feeds, transcripts and captions into episode files: files or https:// addresses.

    What is English only is translated where TRANSLATE_* are set. A faulty source is named with its line and leaves
    nothing behind; the others are imported all the same.
    """
    from bot.cli.publishing import Told, failed

    told = Told(dry_run=dry_run)
    asyncio.run(_import(sources, out, told, english_only=english_only, max_tokens=max_tokens))
    sys.exit(int(failed(told.pieces, dry_run=dry_run)))


async def _import(sources: Iterable[str], out: Path, told: Told, *, english_only: bool, max_tokens: int | None) -> None:
    from bot.cli.publishing import publishing

    async with publishing(out, told, english_only=english_only, max_tokens=max_tokens) as (publisher, fetch):
        await publisher.publish(sources, fetch=fetch, on_piece=told)


@click.command(short_help="List a library.", epilog="Example: buildspeak episodes content/episodes")
@click.argument("path", type=click.Path(path_type=Path), default=EPISODES)
def episodes(path: Path) -> None:
    """List the episodes of a file or folder, newest first, evergreen ones last."""
    from bot.cli.publishing import in_short
    from content.files.check import read_library

    library = read_library(path)
    for entry in sorted(library.entries, key=lambda entry: entry.episode.date or date.min, reverse=True):
        click.echo(f"{entry.episode.date or 'evergreen '}  {in_short(entry.episode)}")
    for fault in library.faults:
        click.echo(str(fault), err=True)
    sys.exit(1 if library.faults else 0)


@click.command(short_help="Report every fault of a library.", epilog="Example: buildspeak check content/episodes")
@click.argument("path", type=click.Path(path_type=Path), default=EPISODES)
@click.option("--strict", is_flag=True, help="Fail on doubts, too.")
@click.option("--rates", is_flag=True, help="Count the doubts, a thousand segments, in place of listing them.")
def check(path: Path, *, strict: bool, rates: bool) -> None:
    """Report every fault of a file or folder of episodes with its line, and what is doubtful in the translations.

    A fault keeps an episode from readers: the exit code is 1. A doubt (a number, a negation, a name that may have gone
    wrong) is for an editor to look at; only with --strict it fails too. Without PATH it is the bundled library, with
    its sayings of the week. Pages and articles that are bilingual already are read as they are, before any import.
    """
    from content.checks.placed import doubts_at, doubts_of_source
    from content.checks.tally import tally
    from content.files.check import read_library

    doubts: list[Fault] = []
    if sources := _sources(path):
        found, faults = _read_sources(sources)
        episodes = [episode for _, episode in found]
        if not rates:
            doubts = [doubt for source, episode in found for doubt in doubts_of_source(episode, str(source))]
    else:
        library = read_library(path)
        faults = [*library.faults, *(_faults_of_sayings() if path == EPISODES else ())]
        episodes = [entry.episode for entry in library.entries]
        if not rates:
            doubts = [doubt for entry in library.entries for doubt in doubts_at(entry)]
    for each in (*faults, *doubts):
        click.echo(str(each), err=True)
    doubted = bool(doubts)
    if rates:
        rated = tally(episodes, ours=False if sources else None)
        doubted = bool(rated.about)
        click.echo(str(rated))
    elif not faults:
        told = f", {counted(len(doubts), 'doubt')}" if doubts else ""
        click.echo(f"{counted(len(episodes), 'episode')}, no faults{told}")
    if faults or (strict and doubted):
        sys.exit(1)


def _sources(path: Path) -> list[Path]:
    """What is no file of ours but may be read as a source: the file, or those of a folder that has none of ours."""
    if path.is_dir():
        inside = sorted(path.iterdir())
        return [] if any(each.suffix == ".md" for each in inside) else [each for each in inside if _is_source(each)]
    return [path] if _is_source(path) else []


def _is_source(path: Path) -> bool:
    return path.is_file() and path.suffix in (".json", ".html", ".txt")


def _read_sources(paths: list[Path]) -> tuple[list[tuple[Path, Episode]], list[Fault]]:
    """The episodes that they have, each with its source, and every fault."""
    from content.episode.faults import ContentError
    from content.sources.recognising import open_document, read_document

    episodes: list[tuple[Path, Episode]] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            reading = read_document(open_document(path))
        except ContentError as error:
            faults += error.faults
            continue
        episodes += [(path, episode) for episode in reading.episodes]
        faults += reading.faults
    return episodes, faults


def _faults_of_sayings() -> tuple[Fault, ...]:
    from content.episode.faults import ContentError
    from content.files.sayings import read_sayings

    try:
        read_sayings()
    except ContentError as error:
        return error.faults
    return ()
