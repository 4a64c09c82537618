"""`buildspeak run`: the bot, until it is told to stop."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.app.roles import Role
from bot.cli import collector
from bot.cli.process import faults_told, in_one_sentence, run_async, told_to_stop, until
from bot.cli.schema import brought_up

if TYPE_CHECKING:
    from bot.app.config import Settings
    from content.translate.settings import TranslateSettings
    from content.voice.endpoint import SpeechSettings

REJECTED = (
    "Telegram does not accept TELEGRAM_BOT_TOKEN: copy it anew from @BotFather. "
    "With TELEGRAM_API_URL set, see that the server there is a Bot API server."
)


@click.command(epilog="Example: TELEGRAM_BOT_TOKEN=123456:ABC… buildspeak run")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.ALL.value,
    show_default=True,
    help="web receives, worker handles and sends, clock reads feeds and tidies up; several of each on PostgreSQL.",
)
def run(role: str) -> None:
    """Run the bot until it is told to stop. Settings come from the environment; see .env.example."""
    collector.start()
    from bot.cli.logs import secrets_of, set_up_logging

    with faults_told():
        settings, translate, speech = _read(os.environ)
    if Role(role) is not Role.ALL and settings.store_url.startswith("sqlite:"):
        raise click.ClickException(f"--role {role} is for several processes, which need PostgreSQL: see DATABASE_URL.")

    keys = [each.api_key.get_secret_value() for each in (translate, speech) if each is not None]
    set_up_logging(settings.log_level, form=settings.log_format, secrets=[*secrets_of(settings), *keys])
    _keep_to_ourselves(settings.data_dir)
    with in_one_sentence():
        run_async(_run(settings, Role(role), translate, speech))


def _keep_to_ourselves(folder: Path) -> None:
    """What is written from here on is people's words, or made from them; so is what a version before wrote."""
    os.umask(0o077)
    for name in ("voices", "work"):
        with suppress(OSError):  # not there, or somebody else's
            (folder / name).chmod(0o700)


async def _run(
    settings: Settings, role: Role, translate: TranslateSettings | None, speech: SpeechSettings | None
) -> None:
    from telegram.error import InvalidToken

    from bot.app.build import build
    from bot.app.public import public
    from bot.app.running import running
    from bot.app.sound import opened_sound
    from bot.app.watching import watched
    from bot.edge.connecting import connected
    from bot.library.serving import sync_library
    from bot.store import open_store, told
    from bot.vocabulary.lexicon import open_lexicon
    from bot.web.listening import CannotListen

    stop = told_to_stop()
    if not await until(stop, asyncio.create_task(brought_up(settings.server_url))):
        return
    voice = opened_sound(settings.voice, speech, cuts=settings.original_audio)
    memory = open_store(
        settings.store_url,
        lead_order=settings.lead_order,
        apart=settings.forgotten,
        direct=settings.database_direct_url,
    )
    async with memory as store, voice as sound:
        with told(settings.store_url):
            await sync_library(store, *settings.folders)
        lexicon = open_lexicon(settings.lexicon)
        clock = partial(datetime.now, UTC)
        app = build(settings, store, clock, translate=translate, lexicon=lexicon, sound=sound, role=role)
        try:
            if not await until(stop, asyncio.create_task(connected(app.bot))):
                return
            async with running(app) as hearing, watched(app, settings, os.environ), public(app, settings):
                asyncio.get_running_loop().call_later(collector.SETTLED, collector.settle_in)
                await until(stop, hearing)
        except CannotListen as error:
            raise click.ClickException(f"{error}.") from None
        except InvalidToken:
            raise click.ClickException(REJECTED) from None


def _read(environment: Mapping[str, str]) -> tuple[Settings, TranslateSettings | None, SpeechSettings | None]:
    """What is set, and the endpoints that translate and speak where there are any. Raises ConfigError, every fault of
    all of them at once: one that is set faultily was meant to be used.
    """
    from bot.app.config import read_settings
    from bot.app.variables import ConfigError
    from content.translate.faults import NotConfigured
    from content.voice.engines import read_speech_settings
    from content.voice.line import VoiceRefused

    settings = translate = speech = None
    faults: list[str] = []
    try:
        settings = read_settings(environment)
    except ConfigError as error:
        faults.append(str(error))
    try:
        translate = _translate(environment)
    except NotConfigured as error:
        faults.extend(error.faults)
    try:
        speech = read_speech_settings(environment)
    except VoiceRefused as error:
        faults.append(str(error))
    if settings is None or faults:
        raise ConfigError("\n".join(faults))
    return settings, translate, speech


def _translate(environment: Mapping[str, str]) -> TranslateSettings | None:
    if not any(value.strip() for name, value in environment.items() if name.startswith("TRANSLATE_")):
        return None
    from content.translate.settings import settings_if_any  # pydantic with it: eight megabytes

    return settings_if_any(environment)
