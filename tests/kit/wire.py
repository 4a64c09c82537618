"""The way to a PostgreSQL that listens on a socket in a folder, which a test can cut: every connection breaks and none
is made, or what is sent is swallowed and nothing comes back.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

_READY = b"Z\x00\x00\x00\x05"
"""How PostgreSQL's protocol says so."""


@dataclass(eq=False)
class Wire:
    """A server before the server; `url` goes through it."""

    url: str = ""
    answers: int = 0
    """How often the server said that it is ready for the next: as many as there were round trips."""
    _socket: str = ""
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    _accepts: bool = True
    _lines: set[asyncio.Task[None]] = field(default_factory=set)

    def swallow(self) -> None:
        """Nothing goes through, either way; nobody is told."""
        self._open.clear()

    def cut(self) -> None:
        """Every connection breaks, and whoever makes one finds it broken."""
        self._accepts = False
        for line in self._lines:
            line.cancel()

    def mend(self) -> None:
        """As it was before."""
        self._accepts = True
        self._open.set()

    async def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, until it ends or is cut."""
        if not self._accepts:
            writer.transport.abort()
            return
        try:
            there, back = await asyncio.open_unix_connection(self._socket)
        except OSError:
            writer.transport.abort()
            return
        line = asyncio.create_task(self._both(reader, back, there, writer))
        self._lines.add(line)
        line.add_done_callback(self._lines.discard)
        with suppress(asyncio.CancelledError):
            await asyncio.wait((line,))
        for end in (writer, back):
            end.transport.abort()

    async def _both(
        self,
        reader: asyncio.StreamReader,
        back: asyncio.StreamWriter,
        there: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
    ) -> None:
        ways = [
            asyncio.create_task(self._one(reader, back)),
            asyncio.create_task(self._one(there, writer, counted=_READY)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()

    async def _one(
        self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, counted: bytes | None = None
    ) -> None:
        with suppress(OSError):
            while data := await source.read(65_536):
                self.answers += data.count(counted) if counted else 0
                await self._open.wait()
                sink.write(data)
                await sink.drain()


@asynccontextmanager
async def wire(url: str) -> AsyncIterator[Wire]:
    """For the block."""
    told = urlsplit(url)
    line = Wire(_socket=f"{parse_qs(told.query)['host'][0]}/.s.PGSQL.5432")
    line.mend()
    server = await asyncio.start_server(line.connected, "127.0.0.1", 0)
    line.url = f"postgresql://postgres@127.0.0.1:{server.sockets[0].getsockname()[1]}{told.path}"
    try:
        yield line
    finally:
        line.cut()
        server.close()
