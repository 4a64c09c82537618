"""What the commands that publish have in common: what they are given, what they say."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, TextColumn
from rich.table import Table

from bot.cli.process import in_one_sentence, read_place, work_folder
from bot.cli.translating import translating
from content.episode.episode import Episode
from content.fetch.fetching import Fetch, fetching
from content.publishing.piece import Fate, Piece
from content.publishing.publisher import Publisher
from content.text.plural import counted
from content.translate.plan import together

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
    place = read_place()
    # What is doubtful is remembered by the database of the bot that serves the folder.
    served = _same(out, place.library) and place.has_store and not told.dry_run
    with Progress(*columns, console=told.console, transient=True) as bar:
        async with fetching(cache=work / "fetched") as fetch, translating(bar, max_tokens) as translator:
            try:
                yield (
                    Publisher(
                        out,
                        translator,
                        english_only=english_only,
                        keep_repeats=not daily,
                        dry_run=told.dry_run,
                        remarks=served,
                    ),
                    fetch,
                )
            except OSError as error:
                raise click.ClickException(f"{out}: {error.strerror or error}") from None
    if served:
        await _tell_operators(told.pieces, out, place.store_url)
    if len(plans := [piece.plan for piece in told.pieces if piece.plan is not None]) > 1:
        told.console.print(f"together {together(plans)}")
    if len(told.pieces) > _MOST_ROWS:
        told.console.print(", ".join(f"{count} {fate}" for fate, count in Counter(told.fates()).items()))
    if len(shown := _rows(told.pieces)) > 1 or (shown and len(told.pieces) > 1):
        told.console.print(_summary(shown))


async def _tell_operators(pieces: Iterable[Piece], out: Path, store_url: str) -> None:
    """Have the running bot ask its operators about what is held, and show what else is doubtful among the day's."""
    held = [piece for piece in pieces if piece.fate is Fate.HELD]
    others = [piece for piece in pieces if piece.fate is not Fate.HELD and piece.doubts]
    if not held and not others:
        return
    from bot.library.gate import Gate
    from bot.store import open_store

    with in_one_sentence():
        async with open_store(store_url) as store:
            gate = Gate(store, partial(datetime.now, UTC), out, attended=True)
            await gate.note(held)
            await gate.remark(others)


def _same(left: Path, right: Path) -> bool:
    return left.resolve() == right.resolve()


def failed(pieces: Iterable[Piece], *, dry_run: bool) -> bool:
    """Whether anything was faulty, refused or is left a draft."""
    bad = (Fate.FAULTY, Fate.REFUSED) if dry_run else (Fate.FAULTY, Fate.REFUSED, Fate.DRAFT, Fate.HELD)
    return any(piece.fate in bad for piece in pieces)


def in_short(episode: Episode) -> str:
    """An episode in a line, with the figures that tell a good import from a bad one."""
    glosses = [gloss for segment in episode.segments for gloss in segment.glosses]
    located = sum(gloss.span is not None for gloss in glosses)
    featured = sum(segment.featured for segment in episode.segments)
    return (
        f"{episode.show}: {episode.title} ({counted(len(episode.segments), 'segment')}, {featured} in the digest, "
        f"{episode.words} words, {located} of {len(glosses)} terms located)"
    )


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
