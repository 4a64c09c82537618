"""An HTTP server on loopback that a test starts and stops in a moment."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn


class Prompt(uvicorn.Server):
    """Starts and stops without waiting for a tick, and leaves signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready, self.stopping = asyncio.Event(), asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    async def main_loop(self) -> None:
        await self.stopping.wait()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As soon as whoever is connected has left: uvicorn's own gives them a tenth of a second each time."""
        for server in self.servers:
            server.close()
        for connection in list(self.server_state.connections):
            connection.shutdown()
        until = time.monotonic() + 0.1
        while self.server_state.connections and time.monotonic() < until:  # noqa: ASYNC110  # it has no event
            await asyncio.sleep(0.001)

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
