"""How the bot introduces itself in Telegram: command menu and descriptions in both languages, set when they differ."""

from __future__ import annotations

import logging

from telegram import Bot, BotCommand, MenuButtonDefault, MenuButtonWebApp, WebAppInfo
from telegram.error import TelegramError

from bot.locales import WORDS
from bot.model.chat import Language

_LANGUAGES: tuple[tuple[Language, str | None], ...] = ((Language.EN, None), (Language.ZH, "zh"))
"""English for every client, Chinese for Chinese ones: as `guess_language` chooses the bot's words."""

_MENU_LABEL = "阅读 Read"
"""One for all: Telegram has no button by language."""

_log = logging.getLogger(__name__)


async def introduce(bot: Bot, page: str | None = None) -> None:
    """Bring menu and descriptions up to date. A bot that cannot still runs: Telegram limits how often they change.

    With a `page` the button beside the input field opens it; the commands are behind a slash all the same.
    """
    try:
        await _menu_button(bot, page)
        for language, code in _LANGUAGES:
            await _introduce(bot, language, code)
    except TelegramError as error:
        _log.warning("menu and descriptions not updated: %s", error.message)


async def _introduce(bot: Bot, language: Language, code: str | None) -> None:
    words = WORDS[language]
    commands = tuple(BotCommand(name, what) for name, what in words.commands.items())
    if await bot.get_my_commands(language_code=code) != commands:
        await bot.set_my_commands(commands, language_code=code)
    if (await bot.get_my_description(language_code=code)).description != words.description:
        await bot.set_my_description(words.description, language_code=code)
    if (await bot.get_my_short_description(language_code=code)).short_description != words.short_description:
        await bot.set_my_short_description(words.short_description, language_code=code)


async def _menu_button(bot: Bot, page: str | None) -> None:
    now = await bot.get_chat_menu_button()
    wanted = MenuButtonWebApp(_MENU_LABEL, WebAppInfo(page)) if page is not None else MenuButtonDefault()
    if now != wanted and (page is not None or isinstance(now, MenuButtonWebApp)):
        await bot.set_chat_menu_button(menu_button=wanted)
