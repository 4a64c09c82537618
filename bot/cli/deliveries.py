"""`buildspeak deliveries`: the ledger, for the operator's eyes."""

from __future__ import annotations

import sys

import click

from bot.cli.process import in_one_sentence, read_place, run_async

STATUSES = ("pending", "sending", "sent", "unknown", "rejected", "failed", "gone", "skipped", "expired")
"""Those of `bot.model.delivery.Status`, which is not imported only to print the help; a test holds them together."""

WIDE = 200
"""Columns where the output is no terminal: a file or a pipe must not lose what does not fit one."""


@click.command(short_help="Show the ledger of deliveries.", epilog="Example: buildspeak deliveries --status unknown")
@click.option("--chat", type=int, help="Only this chat's.")
@click.option("--status", type=click.Choice(STATUSES), help="Only these.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many.")
def deliveries(*, chat: int | None, status: str | None, limit: int) -> None:
    """Show the ledger of deliveries, the latest changed first. DATABASE_URL or DATA_DIR say where it is."""
    from bot.store.database import sqlite_file

    url = read_place().server_url
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise click.ClickException(f"There is no database yet at {file}")
    with in_one_sentence():
        run_async(_show(url, chat, status, limit))


async def _show(url: str, chat: int | None, status: str | None, limit: int) -> None:
    from rich.console import Console

    from bot.cli.delivery_table import delivery_table
    from bot.model.chat import ChatId
    from bot.model.delivery import Status
    from bot.store import open_store

    async with open_store(url) as store:
        wanted = None if chat is None else ChatId(chat)
        rows = await store.deliveries.listed(wanted, Status(status) if status else None, limit)
        found = [await store.episodes.get(episode) for episode in {row.episode_id for row in rows}]
    console = Console() if sys.stdout.isatty() else Console(width=WIDE)
    console.print(delivery_table(rows, {listing.id: listing.title for listing in found if listing}))
