"""The command line: the only module that acts. Environment, logging and signals are handled here."""

from __future__ import annotations

import asyncio
import errno
import importlib.util
import os
import signal
import sys
from collections.abc import Coroutine
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from bot.config import Settings
from content.check import read_library
from content.episode import Episode
from content.faults import ContentError

BUNDLED = Path(__file__).parents[1] / "content" / "episodes"


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
    from bot.config import ConfigError, read_settings

    try:
        settings = read_settings(os.environ)
    except ConfigError as error:
        raise click.ClickException(f"The environment has faults:\n{error}") from None
    from bot.logs import set_up_logging

    set_up_logging(settings.log_level, secrets=[settings.telegram_bot_token.get_secret_value()])
    _run_async(_run(settings))


@main.command(epilog="Example: buildspeak demo --tour")
@click.option("--tour", is_flag=True, help="Play a reader's first minute in the terminal and end.")
@click.option("--open/--no-open", "browse", default=True, help="Open the page where there is a browser.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The page's port on 127.0.0.1; any free one.")
@click.option("--episodes", type=click.Path(path_type=Path, exists=True, file_okay=False), default=BUNDLED)
def demo(*, tour: bool, browse: bool, port: int, episodes: Path) -> None:
    """Run the whole bot against a sandbox on this machine, with a chat page: no token, nothing kept."""
    from bot.logs import set_up_logging

    set_up_logging("WARNING", secrets=[])
    try:
        _run_async(_tour(episodes) if tour else _demo(episodes, browse=browse, port=port))
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        raise click.ClickException(f"port {port} is taken; choose another, or leave --port out") from None


@main.command(name="import", epilog="Example: buildspeak import page.txt --out episodes")
@click.argument("sources", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("episodes"), show_default=True)
@click.option("--dry-run", is_flag=True, help="Say what would be written, write nothing.")
def import_(*, sources: tuple[Path, ...], out: Path, dry_run: bool) -> None:
    """Turn BuildSpeak pages and articles into episode files.

    A faulty source is named with its line and leaves nothing behind; the others are imported all the same.
    """
    from content.library import path_for, write_episode
    from content.sources import read_source

    failed = False
    for source in sources:
        try:
            episode = read_source(source)
            path = path_for(episode, out) if dry_run else write_episode(episode, out)
        except ContentError as error:
            click.echo(str(error), err=True)
            failed = True
            continue
        except OSError as error:
            raise click.ClickException(f"{out}: {error.strerror}") from None
        click.echo(f"{'would write' if dry_run else 'wrote'} {path}: {_in_short(episode)}")
    sys.exit(1 if failed else 0)


@main.command(epilog="Example: buildspeak episodes content/episodes")
@click.argument("path", type=click.Path(path_type=Path), default=BUNDLED)
def episodes(path: Path) -> None:
    """List the episodes of a file or folder, newest first, evergreen ones last."""
    library = read_library(path)
    for entry in sorted(library.entries, key=lambda entry: entry.episode.date or date.min, reverse=True):
        click.echo(f"{entry.episode.date or 'evergreen '}  {_in_short(entry.episode)}")
    for fault in library.faults:
        click.echo(str(fault), err=True)
    sys.exit(1 if library.faults else 0)


@main.command(epilog="Example: buildspeak check content/episodes")
@click.argument("path", type=click.Path(path_type=Path), default=BUNDLED)
def check(path: Path) -> None:
    """Report every fault of a file or folder of episodes with its line; exit 1 if there is one."""
    library = read_library(path)
    for fault in library.faults:
        click.echo(str(fault), err=True)
    if library.faults:
        sys.exit(1)
    click.echo(f"{len(library.entries)} episodes, no faults")


def _in_short(episode: Episode) -> str:
    glosses = [gloss for segment in episode.segments for gloss in segment.glosses]
    located = sum(gloss.span is not None for gloss in glosses)
    featured = sum(segment.featured for segment in episode.segments)
    return (
        f"{episode.show}: {episode.title} ({len(episode.segments)} segments, {featured} in the digest, "
        f"{episode.words} words, {located} of {len(glosses)} terms located)"
    )


def _run_async(work: Coroutine[Any, Any, None]) -> None:
    """On uvloop where there is one: it costs less CPU for the same traffic."""
    loop = importlib.import_module("uvloop").new_event_loop if importlib.util.find_spec("uvloop") else None
    with asyncio.Runner(loop_factory=loop) as runner:
        runner.run(work)


async def _run(settings: Settings) -> None:
    from bot.app import build, running
    from bot.library import sync_library
    from bot.store import open_store

    async with open_store(settings.store_url) as store:
        await sync_library(store, settings.episodes_dir)
        async with running(build(settings, store, lambda: datetime.now(UTC))):
            await _told_to_stop().wait()


async def _demo(episodes: Path, *, browse: bool, port: int) -> None:
    from bot.demo import running_demo

    stop = _told_to_stop()
    async with running_demo(episodes, port=port) as running:
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
    from bot.demo import running_demo
    from bot.tour import play

    async with running_demo(episodes) as running:
        await play(running, click.echo)


def _told_to_stop() -> asyncio.Event:
    """Set by SIGINT or SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


if __name__ == "__main__":
    main(prog_name="buildspeak")
