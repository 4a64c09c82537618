"""The command line, every command in the order in which a person needs it."""

from __future__ import annotations

import os
import sys

import click

from bot.cli.backup import backup, move, restore
from bot.cli.chat import chat
from bot.cli.daily import daily
from bot.cli.deliveries import deliveries
from bot.cli.demo import demo
from bot.cli.doctor import doctor
from bot.cli.lexicon import lexicon
from bot.cli.library import check, episodes, import_
from bot.cli.plan import plan
from bot.cli.proof import proof
from bot.cli.run import run
from bot.cli.voice import voice
from bot.cli.withdraw import withdraw


class _Cli(click.Group):
    """Help keeps the order in which a person needs the commands."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Cli, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="buildspeak")
def main() -> None:
    """BuildSpeak: one bilingual read a day, in a Telegram chat.

    Without a token, begin with `buildspeak demo --tour`.
    """
    sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]  # its own command: rich, pygments, 4 MB
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # else python-telegram-bot warns at every RetryAfter


OPERATING = (run, demo, deliveries, chat, doctor, backup, restore, move)
READING = (import_, daily, withdraw, plan, episodes, check, proof, lexicon, voice)
for command in (*OPERATING, *READING):
    main.add_command(command)
