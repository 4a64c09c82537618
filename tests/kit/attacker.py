"""An HTTP server that means harm: it answers whatever it is asked with bytes that do not end, grow, drip or lie."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@dataclass
class Attacker:
    """Counts bytes and requests."""

    url: str = ""
    sent: int = 0
    asked: int = 0


Write = Callable[[], AsyncIterator[bytes]]
"""An answer, head and all."""


@asynccontextmanager
async def attacking(write: Write) -> AsyncIterator[Attacker]:
    """One on loopback that answers every request so."""
    attacker = Attacker()
    working: set[asyncio.Task[None] | None] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        working.add(asyncio.current_task())
        try:
            await reader.readuntil(b"\r\n\r\n")
            attacker.asked += 1
            async for data in write():
                writer.write(data)
                await writer.drain()
                attacker.sent += len(data)
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    listening = await asyncio.start_server(answer, "127.0.0.1", 0)
    async with listening:
        attacker.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}/v1"
        yield attacker
        for task in working:
            if task is not None:
                task.cancel()
        await asyncio.gather(*(task for task in working if task is not None), return_exceptions=True)


def answering(body: bytes, *, status: str = "200 OK", length: int | None = None, **headers: str) -> Write:
    """Once, with a body whose length may be a lie."""
    size = len(body) if length is None else length
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {size}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    head = "\r\n".join(lines).encode() + b"\r\n\r\n"

    async def write() -> AsyncIterator[bytes]:
        yield head + body

    return write


async def endless() -> AsyncIterator[bytes]:
    """Ten gigabytes, if anybody reads them."""
    yield HEAD + b"Content-Length: 10737418240\r\n\r\n" + b'{"choices":[{"message":{"content":"'
    while True:
        yield b"a" * 65_536


async def inflating() -> AsyncIterator[bytes]:
    """Little that becomes two hundred megabytes."""
    bomb = gzip.compress(b"a" * 200_000_000)
    yield HEAD + f"Content-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n".encode() + bomb


async def dripping() -> AsyncIterator[bytes]:
    """A byte now and then, so that no pause is ever long."""
    yield HEAD + b"Content-Length: 100000\r\n\r\n"
    while True:
        yield b" "
        await asyncio.sleep(0.02)
