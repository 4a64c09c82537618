"""The Mini App of the bot that runs now, on a server that was there before it and outlives it: the demo's."""

from __future__ import annotations

import asyncio
from contextlib import suppress

from starlette.applications import Starlette
from starlette.types import Receive, Scope, Send

from bot.app.config import Settings
from bot.app.dispatch import App
from bot.app.page import door_of
from bot.web.assets import Assets
from bot.web.mini_app import mini_app_routes

_WITHIN = 5
"""Seconds for an answer that is being made."""


class Opened:
    """Nothing is found in it while no bot runs."""

    def __init__(self) -> None:
        self._assets = Assets()
        self._page = Starlette()
        self._ending = asyncio.Event()
        self._answering = 0
        self._quiet = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request."""
        self._answering += 1
        self._quiet.clear()
        try:
            await self._page(scope, receive, send)
        finally:
            self._answering -= 1
            if not self._answering:
                self._quiet.set()

    def of(self, app: App, settings: Settings) -> None:
        """From now on it is this bot's."""
        self._ending = asyncio.Event()
        door = door_of(app, settings, self._ending)
        frames = (settings.web_url,) if settings.web_url else ()
        self._page = Starlette(routes=mini_app_routes(door, self._assets, frames=frames))

    async def put_away(self) -> None:
        """Nobody's any more; who is being answered has their answer when this returns: the store may close."""
        self._page = Starlette()
        self._ending.set()
        with suppress(TimeoutError):
            async with asyncio.timeout(_WITHIN):
                while self._answering:
                    await self._quiet.wait()
