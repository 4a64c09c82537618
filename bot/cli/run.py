"""`buildspeak run`: the bot, until it is told to stop."""

from __future__ import annotations

import asyncio
import os
from datetime import UTC, datetime
from functools import partial
from urllib.parse import urlsplit

import click

from bot.app.config import Settings, read_settings
from bot.cli.process import faults_told, in_one_sentence, run_async, told_to_stop, until
from content.translate.faults import NotConfigured
from content.translate.settings import TranslateSettings
from content.translate.settings import read_settings as read_translate_settings

REJECTED = (
    "Telegram does not accept TELEGRAM_BOT_TOKEN: copy it anew from @BotFather. "
    "With TELEGRAM_API_URL set, see that the server there is a Bot API server."
)


@click.command(epilog="Example: TELEGRAM_BOT_TOKEN=123456:ABC… buildspeak run")
def run() -> None:
    """Run the bot until it is told to stop. Settings come from the environment; see .env.example."""
    with faults_told():
        settings = read_settings(os.environ)
    from bot.cli.logs import set_up_logging

    translate = _translate()
    set_up_logging(settings.log_level, secrets=_secrets(settings, translate))
    os.umask(0o077)  # what is written from here on is people's words, or made from them
    with in_one_sentence():
        run_async(_run(settings, translate))


async def _run(settings: Settings, translate: TranslateSettings | None) -> None:
    from telegram.error import InvalidToken

    from bot.app.build import build
    from bot.app.running import running
    from bot.cli import collector
    from bot.edge.connecting import connected
    from bot.library.serving import sync_library
    from bot.store import open_store, told
    from bot.vocabulary.lexicon import open_lexicon

    stop = told_to_stop()
    async with open_store(settings.store_url, lead_order=settings.lead_order, apart=settings.forgotten) as store:
        with told(settings.store_url):
            await sync_library(store, *settings.folders)
        lexicon = open_lexicon(settings.lexicon)
        clock = partial(datetime.now, UTC)
        app = build(settings, store, clock, translate=translate, lexicon=lexicon)
        collector.settle_in()
        try:
            if not await until(stop, asyncio.create_task(connected(app.bot))):
                return
            async with running(app) as polling:
                await until(stop, polling)
        except InvalidToken:
            raise click.ClickException(REJECTED) from None


def _secrets(settings: Settings, translate: TranslateSettings | None) -> list[str]:
    """What must not stand in a log: token and keys, and passwords in addresses; also the token without its number."""
    token = settings.telegram_bot_token.get_secret_value()
    addresses = [settings.store_url, settings.telegram_proxy or "", settings.telegram_api_url]
    passwords = [urlsplit(address).password or "" for address in addresses]
    return [token, token.partition(":")[2], *passwords, translate.api_key.get_secret_value() if translate else ""]


def _translate() -> TranslateSettings | None:
    """The endpoint that translates, if there is one."""
    try:
        return read_translate_settings(os.environ)
    except NotConfigured:
        return None
