"""Commands that save and bring back all that must last: backup, restore, move."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.cli.process import in_one_sentence, read_place

if TYPE_CHECKING:
    from bot.app.restoring import Restored
    from bot.store.backup import Manifest

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command(short_help="Save everything to one file.", epilog="Example: buildspeak backup nightly.backup")
@click.argument("file", type=_FILE)
def backup(file: Path) -> None:
    """Save all readers, words, reviews and deliveries, and your own episodes, to FILE; the bot may be running.

    FILE is the same for SQLite and PostgreSQL. It is read back before it takes its name; a backup that has the name
    already is replaced. It holds readers' words: keep it as you keep the database.
    """
    from bot.app.restoring import back_up

    with in_one_sentence():
        made = asyncio.run(back_up(read_place(), file, datetime.now(UTC)))
    click.echo(f"{file}: {_told(made)}, {file.stat().st_size / 1_000_000:.1f} MB, read back and found whole")


@click.command(
    short_help="Bring a backup back, or rehearse it.", epilog="Example: buildspeak restore nightly.backup --check"
)
@click.argument("file", type=_FILE)
@click.option("--check", "rehearse", is_flag=True, help="Do all of it, compare every row, and change nothing.")
@click.option("--replace", is_flag=True, help="Also where there are readers already; SQLite's old file is kept.")
def restore(*, file: Path, rehearse: bool, replace: bool) -> None:
    """Put FILE in the place of the database that DATABASE_URL or DATA_DIR name. Stop the bot first.

    What was due since FILE was made is not pushed: it counts as perhaps sent, and readers get it with /today. Whoever
    sent /forget since stays forgotten. Episode files that are missing are written; no file is overwritten.
    """
    from bot.app import restoring

    with in_one_sentence():
        work = restoring.restore(read_place(), file, datetime.now(UTC), replace=replace, rehearse=rehearse)
        done = asyncio.run(work)
    for line in _lines(file, done, rehearse=rehearse):
        click.echo(line)


@click.command(
    short_help="Move between SQLite and PostgreSQL.",
    epilog="Example: buildspeak move postgresql://buildspeak@db.lan/buildspeak",
)
@click.argument("target")
@click.option("--check", "rehearse", is_flag=True, help="Do all of it, compare every row, and change nothing.")
def move(*, target: str, rehearse: bool) -> None:
    """Copy everything from the database that DATABASE_URL or DATA_DIR name to the one at TARGET. Stop the bot first.

    TARGET is sqlite:///path/to/file or postgresql://…; leave the password out and set PGPASSWORD. What was there stays
    as it was. Then set DATABASE_URL to TARGET and start the bot.
    """
    from bot.app import restoring

    if not target.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise click.UsageError("TARGET must begin with sqlite:/// or postgresql://")
    with in_one_sentence():
        moved = asyncio.run(restoring.move(read_place(), target, datetime.now(UTC), rehearse=rehearse))
    click.echo(f"{'rehearsed' if rehearse else 'moved'}: {_told(moved)}, each compared on arrival")
    if not rehearse:
        click.echo("Now set DATABASE_URL to where it is, and start the bot. Never run a bot on both.")


def _told(manifest: Manifest) -> str:
    readers = manifest.sums["subscriptions"].rows
    return f"{readers} readers, {manifest.rows} rows in {len(manifest.sums)} tables, {manifest.files.rows} files"


def _lines(file: Path, done: Restored, *, rehearse: bool) -> list[str]:
    made = done.manifest
    lines = [f"{file}: made {made.made_at:%Y-%m-%d %H:%M} UTC by version {made.version} from {made.dialect}"]
    lines.append(f"{'rehearsed' if rehearse else 'restored'}: {_told(made)}, each compared on arrival")
    if done.forgotten:
        lines.append(f"{done.forgotten} chats asked to be forgotten since then, and were left out")
    if done.in_doubt:
        lines.append(f"{done.in_doubt} deliveries since then may have arrived: not sent again, see /admin")
    if done.written:
        lines.append(f"{len(done.written)} episode files written")
    if done.kept:
        lines.append(f"what was there before is kept as {done.kept}")
    if rehearse:
        lines.append("nothing was changed")
    return lines
