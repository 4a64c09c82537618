"""`buildspeak doctor`: is everything there that the bot needs."""

from __future__ import annotations

import asyncio
import os
import sys

import click


@click.command(short_help="See whether everything is well.", epilog="Example: buildspeak doctor")
def doctor() -> None:
    """Look at everything that the bot depends on, a line each, with what to do; exit 1 if something is broken.

    Settings, token, updates, clock, database, disk, library, feed, translation, lexicon, voice, public https. Nothing
    is changed, and a bot at work is not disturbed. Without a token all else is looked at.
    """
    sys.exit(asyncio.run(_examined()))


async def _examined() -> int:
    from bot.app.checkup import State, examine

    broken = 0
    async for finding in examine(os.environ):
        click.echo(finding.line)
        broken += finding.state is State.BAD
    return min(broken, 1)
