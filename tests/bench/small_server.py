"""A canned Bot API as small and quick as Python allows, and a feed of taps for bots that poll.

It looks at a request's first line, at the length of its body and, in getUpdates, at offset and timeout. The feed is
without memory: whoever asks for updates from an offset gets the next hundred of as many as it was started with.
"""

import asyncio
import json
import re
import sys
from collections.abc import Callable
from typing import cast
from urllib.parse import parse_qs

from tests.bench import canned

BATCH = 100
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


class CannedServer(asyncio.Protocol):
    """One connection. `seen` is told of every method as it is asked."""

    def __init__(self, taps: int = 0, seen: Callable[[str], None] | None = None) -> None:
        self._taps = taps
        self._seen = seen
        self._buffer = b""
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (head_end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:head_end]
            length = _LENGTH.search(head)
            end = head_end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < end:
                return
            request, self._buffer = self._buffer[head_end + 4 : end], self._buffer[end:]
            self._answer(head.split(b" ", 2)[1].rpartition(b"/")[2].decode(), request)

    def _answer(self, method: str, request: bytes) -> None:
        if self._seen:
            self._seen(method)
        if method != "getUpdates":
            self._write(_answers(method))
            return
        offset, timeout = _asked(request)
        start = max(offset, 1)
        if start <= self._taps or not timeout:
            updates = b",".join(canned.tap(n) for n in range(start, min(start + BATCH, self._taps + 1)))
            self._write(_framed(b'{"ok":true,"result":[' + updates + b"]}"))
        else:
            asyncio.get_running_loop().call_later(timeout, self._write, _answers(method))

    def _write(self, answer: bytes) -> None:
        if not self._transport.is_closing():
            self._transport.write(answer)


def _asked(request: bytes) -> tuple[int, float]:
    """Offset and timeout, from JSON or a form."""
    text = request.decode()
    given = json.loads(text) if text.startswith("{") else {k: v[0] for k, v in parse_qs(text).items()}
    return int(given.get("offset") or 0), float(given.get("timeout") or 0)


_cache: dict[str, bytes] = {}


def _answers(method: str) -> bytes:
    if method not in _cache:
        _cache[method] = _framed(canned.body(method).encode())
    return _cache[method]


def _framed(body: bytes) -> bytes:
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def serve(port: int, taps: int) -> None:
    """Until cancelled."""
    server = await asyncio.get_running_loop().create_server(lambda: CannedServer(taps), "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    import uvloop

    uvloop.run(serve(int(sys.argv[1]), int(sys.argv[2])))
