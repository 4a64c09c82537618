"""The Mini App beside the bot in its process: its door into the bot's own parts."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from bot.app.config import Settings
from bot.app.dispatch import App, desk_of
from bot.handlers import book
from bot.handlers.desk import Desk
from bot.reading.readers import Reader
from bot.render.buttons.book import Shape

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from bot.web.door import Door

_AT_ONCE = 2.0
"""Seconds that a page waits for a file to be in the chat: one with sounds to make takes longer."""


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
        sends=partial(send_book, desk),
        ending=ending,
    )


async def send_book(desk: Desk, shape: Shape, reader: Reader, *, within: float = _AT_ONCE) -> bool | None:
    """As Sends has it."""
    sending = desk.player.start(book.hand_over(shape, reader, desk))
    await asyncio.wait({sending}, timeout=within)
    return not sending.cancelled() and sending.exception() is None if sending.done() else None


def page_routes(app: App, settings: Settings, ending: asyncio.Event) -> list[BaseRoute]:
    """None without an address that readers reach it by."""
    if settings.web_url is None:
        return []
    from bot.web.assets import Assets  # a few megabytes, for who serves it
    from bot.web.mini_app import mini_app_routes

    return mini_app_routes(door_of(app, settings, ending), Assets())
