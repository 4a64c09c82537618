"""The world without sockets: a request class for python-telegram-bot that fails just as HTTPX does."""

import asyncio
import mimetypes
from collections.abc import Callable
from typing import Any

import httpx
from telegram import Bot, Update
from telegram.error import NetworkError, TimedOut
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.sandbox.calls import Lost, answer
from bot.sandbox.files import Upload
from bot.sandbox.parameters import Given
from bot.sandbox.world import World

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
READ_TIMEOUT = 5.0


class InProcess(BaseRequest):
    """Give one to ApplicationBuilder as `request` and another as `get_updates_request`."""

    def __init__(self, world: World) -> None:
        self.world = world

    @property
    def read_timeout(self) -> float | None:
        """What PTB adds to a long poll's timeout."""
        return READ_TIMEOUT

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = None,
        write_timeout: Any = None,
        connect_timeout: Any = None,
        pool_timeout: Any = None,
    ) -> tuple[int, bytes]:
        """Status and body; raises NetworkError or TimedOut from HTTPX's own error, as HTTPXRequest does."""
        await asyncio.sleep(0)  # a real request always lets others run
        path = httpx.URL(url).path
        if path.startswith("/file/bot"):
            return self._download(path.removeprefix("/file/bot"))
        token, _, name = path.removeprefix("/bot").partition("/")
        response = await answer(self.world, token, name, _parameters(request_data))
        match response.lost:
            case Lost.NEVER_LEFT:
                raise TimedOut from httpx.ConnectTimeout("")
            case Lost.BROKEN:
                broken = httpx.RemoteProtocolError("Server disconnected without sending a response.")
                raise NetworkError(f"httpx.RemoteProtocolError: {broken}") from broken
            case Lost.SILENT:
                raise TimedOut from httpx.ReadTimeout("")
        return response.status, response.as_bytes()

    def _download(self, rest: str) -> tuple[int, bytes]:
        token, _, path = rest.partition("/")
        file = self.world.files.at_path(path)
        return (200, file.content) if file and token == self.world.token else (404, b'{"ok":false}')


def _parameters(data: RequestData | None) -> dict[str, Given]:
    if data is None:
        return {}
    given: dict[str, Given] = dict(data.json_parameters)
    for name, (file_name, content, mime) in (data.multipart_data or {}).items():
        body = content if isinstance(content, bytes) else content.read()
        given[name] = Upload(file_name, mime or mimetypes.guess_type(file_name)[0] or "application/octet-stream", body)
    return given


async def deliver(
    world: World, application: AnyApplication, build: Callable[[dict[str, Any], Bot], object] = Update.de_json
) -> int:
    """Feed waiting updates to an initialized application one by one until none is left; returns how many.

    `build` makes of an update's JSON what the application handles.
    """
    fed = 0
    while updates := world.inbox.take():
        for pending in updates:
            await application.process_update(build(pending.as_json(), application.bot))
            fed += 1
    return fed
