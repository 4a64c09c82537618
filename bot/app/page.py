"""The Mini App beside the bot in its process: its door into the bot's own parts."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.app.config import Settings
from bot.app.dispatch import App, desk_of

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.web.door import Door


def door_of(app: App, settings: Settings, ending: asyncio.Event) -> Door:
    """The page's door into what the chat's handlers work with. The application is initialised: it knows its name."""
    from bot.web.door import Door  # the page's shapes with it: three megabytes
    from bot.web.wholes import Wholes

    desk = desk_of(app)
    return Door(
        store=desk.store,
        readers=desk.readers,
        voices=desk.voices,
        lexicon=desk.lexicon,
        site_words=desk.site_words,
        clock=desk.clock,
        token=settings.telegram_bot_token,
        username=app.bot.username,
        wholes=Wholes(desk.store, speaks=desk.voices.engine is not None),
        news=desk.news,
        alone=desk.store.database.dialect == "sqlite",
        ending=ending,
    )


def page_routes(app: App, settings: Settings, ending: asyncio.Event) -> list[BaseRoute]:
    """None without an address that readers reach it by."""
    if settings.web_url is None:
        return []
    from bot.web.assets import Assets  # a few megabytes, for who serves it
    from bot.web.mini_app import mini_app_routes

    return mini_app_routes(door_of(app, settings, ending), Assets())
