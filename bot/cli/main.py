"""The command line: the only module that acts. Environment, logging and signals are handled here."""

from __future__ import annotations

import asyncio
import errno
import importlib.util
import os
import signal
import sys
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from bot.app import config
from bot.app.config import BUNDLED_EPISODES, Settings
from bot.cli import library as library_commands
from content.translate.faults import NotConfigured
from content.translate.settings import TranslateSettings, read_settings

STATUSES = ("pending", "sending", "sent", "unknown", "rejected", "failed", "gone", "skipped", "expired")
"""Those of `bot.model.Status`, which is not imported only to print the help; a test holds them together."""

REJECTED = (
    "Telegram does not accept TELEGRAM_BOT_TOKEN: copy it anew from @BotFather. "
    "With TELEGRAM_API_URL set, see that the server there is a Bot API server."
)

WIDE = 200
"""Columns where the output is no terminal: a file or a pipe must not lose what does not fit one."""


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
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # else python-telegram-bot warns at every RetryAfter


@main.command(epilog="Example: TELEGRAM_BOT_TOKEN=123456:ABC… buildspeak run")
def run() -> None:
    """Run the bot until it is told to stop. Settings come from the environment; see .env.example."""
    try:
        settings = config.read_settings(os.environ)
    except config.ConfigError as error:
        raise click.ClickException(f"The environment has faults:\n{error}") from None
    from bot.cli.logs import set_up_logging

    translate = _translate()
    set_up_logging(settings.log_level, secrets=_secrets(settings, translate))
    os.umask(0o077)  # what is written from here on is people's words, or made from them
    with _in_one_sentence():
        _run_async(_run(settings, translate))


@main.command(short_help="Try it here, without a token.", epilog="Example: buildspeak demo --tour")
@click.option("--tour", is_flag=True, help="Play a reader's first minute in the terminal and end.")
@click.option("--open/--no-open", "browse", default=True, help="Open the page where there is a browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The page's port on 127.0.0.1; any free one.")
@click.option(
    "--episodes",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=BUNDLED_EPISODES,
    help="The folder of episodes to serve; by default the bundled ones.",
)
def demo(*, tour: bool, browse: bool, port: int, episodes: Path) -> None:
    """Run the whole bot against a sandbox on this machine, with a chat page: no token, nothing kept."""
    from bot.cli.logs import set_up_logging

    set_up_logging("WARNING", secrets=[])
    try:
        _run_async(_tour(episodes) if tour else _demo(episodes, browse=browse, port=port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise click.ClickException(f"port {port} is taken; choose another, or leave --port out") from None


@main.command(short_help="Show the ledger of deliveries.", epilog="Example: buildspeak deliveries --status unknown")
@click.option("--chat", type=int, help="Only this chat's.")
@click.option("--status", type=click.Choice(STATUSES), help="Only these.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many.")
def deliveries(*, chat: int | None, status: str | None, limit: int) -> None:
    """Show the ledger of deliveries, the latest changed first. DATABASE_URL or DATA_DIR say where it is."""
    from bot.app.config import ConfigError, read_place

    try:
        url = read_place(os.environ).store_url
    except ConfigError as error:
        raise click.ClickException(f"The environment has faults:\n{error}") from None
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        raise click.ClickException(f"There is no database yet at {url.removeprefix('sqlite:///')}")
    with _in_one_sentence():
        _run_async(_deliveries(url, chat, status, limit))


for command in (
    library_commands.import_,
    library_commands.daily,
    library_commands.episodes,
    library_commands.check,
    library_commands.lexicon,
):
    main.add_command(command)


def _run_async(work: Coroutine[Any, Any, None]) -> None:
    """On uvloop where there is one: it costs less CPU for the same traffic."""
    loop = importlib.import_module("uvloop").new_event_loop if importlib.util.find_spec("uvloop") else None
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(work)


@contextmanager
def _in_one_sentence() -> Iterator[None]:
    """What only the operator can mend is said without a traceback."""
    from bot.store import Unusable

    try:
        yield
    except Unusable as error:
        raise click.ClickException(str(error)) from None


def _secrets(settings: Settings, translate: TranslateSettings | None) -> list[str]:
    """What must not stand in a log: token and keys, and passwords in addresses; also the token without its number."""
    token = settings.telegram_bot_token.get_secret_value()
    addresses = [settings.store_url, settings.telegram_proxy or "", settings.telegram_api_url]
    passwords = [urlsplit(address).password or "" for address in addresses]
    return [token, token.partition(":")[2], *passwords, translate.api_key.get_secret_value() if translate else ""]


async def _run(settings: Settings, translate: TranslateSettings | None) -> None:
    from telegram.error import InvalidToken

    from bot.app.build import build
    from bot.app.running import running
    from bot.cli import collector
    from bot.edge.connecting import connected
    from bot.library.serving import sync_library
    from bot.store import open_store, told
    from bot.vocabulary.lexicon import open_lexicon

    stop = _told_to_stop()
    async with open_store(settings.store_url) as store:
        with told(settings.store_url):
            await sync_library(store, *settings.folders)
        lexicon = open_lexicon(settings.lexicon)
        clock = partial(datetime.now, UTC)
        app = build(settings, store, clock, translate=translate, lexicon=lexicon)
        collector.settle_in()
        try:
            if not await _unless(stop, connected(app.bot)):
                return
            async with running(app):
                await stop.wait()
        except InvalidToken:
            raise click.ClickException(REJECTED) from None


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do it; False if told to stop before it was done."""
    doing, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if doing.cancel():
        return False
    await doing
    return True


def _translate() -> TranslateSettings | None:
    """The endpoint that translates, if there is one."""
    try:
        return read_settings(os.environ)
    except NotConfigured:
        return None


async def _deliveries(url: str, chat: int | None, status: str | None, limit: int) -> None:
    from rich.console import Console

    from bot.cli.deliveries import ledger
    from bot.model.chat import ChatId
    from bot.model.delivery import Status
    from bot.store import open_store

    async with open_store(url) as store:
        wanted = None if chat is None else ChatId(chat)
        rows = await store.deliveries.listed(wanted, Status(status) if status else None, limit)
        found = [await store.episodes.get(episode) for episode in {row.episode_id for row in rows}]
    console = Console() if sys.stdout.isatty() else Console(width=WIDE)
    console.print(ledger(rows, {listing.id: listing.title for listing in found if listing}))


async def _demo(episodes: Path, *, browse: bool, port: int) -> None:
    from bot.app.config import Place
    from bot.app.demo import running_demo

    stop = _told_to_stop()
    lexicon = Place.model_validate({"data_dir": os.environ.get("DATA_DIR") or "data"}).lexicon
    async with running_demo(episodes, lexicon=lexicon, port=port) as running:
        click.echo(f"The demo is at {running.address}\nOnly this machine can reach it. Ctrl-C ends it.")
        if not (browse and _open(running.address)):
            click.echo("To see a reader's first minute here in the terminal: buildspeak demo --tour")
        await stop.wait()


def _open(address: str) -> bool:
    """Open a page in the person's browser; False where there is no one, or no screen, to open it for."""
    import webbrowser

    if not sys.stdout.isatty() or os.environ.get("CI"):
        return False
    if sys.platform not in ("win32", "darwin") and not {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"} & os.environ.keys():
        return False  # what would be found is a text browser, which would take this terminal
    return webbrowser.open(address)


async def _tour(episodes: Path) -> None:
    from bot.app.demo import running_demo
    from bot.cli.tour import play

    async with running_demo(episodes) as running:
        await play(running, click.echo)


def _told_to_stop() -> asyncio.Event:
    """Set by SIGINT or SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop
