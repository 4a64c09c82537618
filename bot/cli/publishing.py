"""What the commands that publish have in common: their options, what they are given, what they say."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, TaskID, TextColumn
from rich.table import Table

from bot.cli.process import read_place
from content.episode.episode import Episode
from content.fetch.fetching import Fetch, fetching
from content.publishing.publisher import Fate, Piece, Publisher
from content.translate.budget import Budget
from content.translate.cache import AnswerCache
from content.translate.faults import NotConfigured
from content.translate.report import Progress as Translating
from content.translate.settings import read_settings
from content.translate.translator import Translator

OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("episodes"),
    show_default=True,
    help="The folder of episode files to write to.",
)
ENGLISH_ONLY = click.option("--english-only", is_flag=True, help="Publish without a translation.")
MAX_TOKENS = click.option("--max-tokens", type=click.IntRange(1), help="Stop cleanly before a model uses more.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing, ask no model.")

_MOST_WHY = 300
_MOST_ROWS = 50
"""Pieces of a table; of more only what needs somebody's hand is listed."""


@dataclass
class Told:
    """Says what became of each piece as soon as it is known, and keeps it for the table at the end."""

    dry_run: bool = False
    pieces: list[Piece] = field(default_factory=list)
    console: Console = field(default_factory=lambda: Console(stderr=True))

    def fates(self) -> list[str]:
        """What became of the pieces."""
        return [piece.fate.value for piece in self.pieces]

    def __call__(self, piece: Piece) -> None:
        """Say it."""
        self.pieces.append(piece)
        match piece.fate:
            case Fate.PUBLISHED if piece.episode:
                click.echo(f"{'would write' if self.dry_run else 'wrote'} {piece.path}: {in_short(piece.episode)}")
            case Fate.DRAFT | Fate.HELD:
                click.echo(f"{piece.fate.value} {piece.path}: {piece.name}\n{piece.note}", err=True)
            case Fate.REPEAT:
                click.echo(f"known already: {piece.name}")
            case _:
                click.echo(piece.note, err=True)


def _rows(pieces: list[Piece]) -> list[Piece]:
    if len(pieces) <= _MOST_ROWS:
        return pieces
    return [piece for piece in pieces if piece.fate not in (Fate.PUBLISHED, Fate.REPEAT)]


@asynccontextmanager
async def publishing(
    out: Path, told: Told, *, english_only: bool = False, max_tokens: int | None = None, daily: bool = False
) -> AsyncIterator[tuple[Publisher, Fetch]]:
    """A publisher into `out` with what the environment gives it; at the end a table of more pieces than one."""
    columns = (*Progress.get_default_columns(), TextColumn("{task.fields[note]}"))
    work = work_folder()
    with Progress(*columns, console=told.console, transient=True) as bar:
        async with fetching(cache=work / "fetched") as fetch, _translator(bar, max_tokens) as translator:
            try:
                yield (
                    Publisher(out, translator, english_only=english_only, keep_repeats=not daily, dry_run=told.dry_run),
                    fetch,
                )
            except OSError as error:
                raise click.ClickException(f"{out}: {error.strerror or error}") from None
    if len(told.pieces) > _MOST_ROWS:
        told.console.print(", ".join(f"{count} {fate}" for fate, count in Counter(told.fates()).items()))
    if len(shown := _rows(told.pieces)) > 1 or (shown and len(told.pieces) > 1):
        told.console.print(_summary(shown))


def failed(pieces: Iterable[Piece], *, dry_run: bool) -> bool:
    """Whether anything was faulty, refused or is left a draft."""
    bad = (Fate.FAULTY, Fate.REFUSED) if dry_run else (Fate.FAULTY, Fate.REFUSED, Fate.DRAFT, Fate.HELD)
    return any(piece.fate in bad for piece in pieces)


def work_folder() -> Path:
    """Where fetched documents and translations are kept between runs: below DATA_DIR."""
    return read_place().data_dir / "work"


def in_short(episode: Episode) -> str:
    """An episode in a line, with the figures that tell a good import from a bad one."""
    glosses = [gloss for segment in episode.segments for gloss in segment.glosses]
    located = sum(gloss.span is not None for gloss in glosses)
    featured = sum(segment.featured for segment in episode.segments)
    return (
        f"{episode.show}: {episode.title} ({len(episode.segments)} segments, {featured} in the digest, "
        f"{episode.words} words, {located} of {len(glosses)} terms located)"
    )


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


def _summary(pieces: Iterable[Piece]) -> Table:
    table = Table("fate", "kind", "show and title", "segments", "why")
    for piece in pieces:
        episode = piece.episode
        table.add_row(
            piece.fate.value,
            episode.kind.value if episode else "",
            piece.name,
            str(len(episode.segments)) if episode else "",
            "" if piece.fate in (Fate.PUBLISHED, Fate.REPEAT) else " ".join(piece.note.split())[:_MOST_WHY],
        )
    return table
