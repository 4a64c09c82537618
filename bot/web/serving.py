"""A few routes on an address of this machine, beside the bot in its process."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.web.listening import CannotListen, listener

STOP_WITHIN = 2


class _Server(uvicorn.Server):
    """Leaves signals to whoever started us."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(routes: Sequence[BaseRoute], host: str, port: int, *, setting: str) -> AsyncIterator[int]:
    """Serve them for the block; yields the port, any free one where it was 0. Raises CannotListen, with the setting."""
    try:
        bound = listener(host, port)
    except CannotListen as error:
        raise CannotListen(f"{setting} cannot be had: {error}") from None
    config = uvicorn.Config(
        Starlette(routes=routes),
        log_config=None,
        access_log=False,
        lifespan="off",
        http="h11",
        server_header=False,
        timeout_graceful_shutdown=STOP_WITHIN,
    )
    server = _Server(config)
    running = asyncio.create_task(server.serve(sockets=[bound]), name="web")
    try:
        await server.ready.wait()
        yield bound.getsockname()[1]
    finally:
        server.should_exit = True
        await running
        bound.close()
