"""What the world reaches over HTTP, through a proxy that has the certificate: routes of each noun, one address."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.app.config import Settings
from bot.app.dispatch import App, hearing_of
from bot.app.page import page_routes

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

_log = logging.getLogger(__name__)


def public_routes(app: App, settings: Settings, ending: asyncio.Event) -> list[BaseRoute]:
    """All of them; none where nothing is to be served, or another process serves. `ending` lets go who waits."""
    if not hearing_of(app).role.receives:
        return []
    return [*_webhook(app, settings), *page_routes(app, settings, ending)]


@asynccontextmanager
async def public(app: App, settings: Settings) -> AsyncIterator[None]:
    """Serve them for the block, and only then have Telegram told of our address. Raises CannotListen."""
    ending = asyncio.Event()
    async with AsyncExitStack() as stack:
        if routes := public_routes(app, settings, ending):
            from bot.web.serving import serving  # a few megabytes, for who serves anything

            host, port = settings.web_listen
            port = await stack.enter_async_context(serving(routes, host, port, setting="WEB_LISTEN"))
            stack.callback(ending.set)
            _log.info("serving on %s port %d", host, port)
        if (webhook := hearing_of(app).webhook) is not None:
            webhook.listening.set()
        yield


def _webhook(app: App, settings: Settings) -> list[BaseRoute]:
    webhook = hearing_of(app).webhook
    if webhook is None or settings.webhook_url is None:
        return []
    from bot.web.webhook import webhook_routes

    return [*webhook_routes(urlsplit(settings.webhook_url).path or "/", settings.secret, webhook.receive)]
