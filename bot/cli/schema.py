"""The schema, brought up by a process of its own.

Alembic and SQLAlchemy are forty megabytes, which nobody who has loaded them gets rid of: who runs for months leaves
them to a process that ends.
"""

from __future__ import annotations

import asyncio
import os
import sys

import click

from bot.cli.process import faults_told, in_one_sentence, run_async, told_to_stop, until


@click.command()
def main() -> None:
    """What that process does."""
    from bot.app.config import read_settings
    from bot.cli.logs import secrets_of, set_up_logging

    with faults_told():
        settings = read_settings(os.environ)
    set_up_logging(settings.log_level, form=settings.log_format, secrets=secrets_of(settings))
    with in_one_sentence():
        run_async(_bring_up(settings.server_url))


async def _bring_up(url: str) -> None:
    from bot.store import bring_up

    await until(told_to_stop(), asyncio.create_task(bring_up(url)))


async def brought_up(url: str) -> None:
    """Where there is something to do. May be interrupted. Raises Unusable, and Exit where the process failed: it has
    said itself what is wrong.
    """
    from bot.store import is_behind

    if not await is_behind(url):
        return
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot.cli.schema")
    try:
        code = await process.wait()
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
    if code:
        raise click.exceptions.Exit(code)


if __name__ == "__main__":
    main()
