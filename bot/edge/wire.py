"""Calls of ready bytes over aiohttp's connections, in half of the time that its session takes for one.

A session makes of each call a request anew: address, headers, cookies, redirects, a writer and a response. Those of the
Bot API differ in their bodies only, so what goes before is made once a method. What connects, reads answers and tells
what broke is aiohttp's as ever.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from dataclasses import dataclass

import aiohttp
from aiohttp import StreamReader
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.http import HttpProcessingError, RawResponseMessage
from yarl import URL

from bot.edge.answers import answer_at_hand, answer_bytes

_NOT_YET = range(100, 200)
"""What a server may say before it answers."""

_NOT_COUNTED = 0.0
"""In place of the seconds of silence after which a connection is given up: of most calls only the head is timed."""


@dataclass(frozen=True, slots=True)
class _Method:
    """A method's request, what of it goes before a body's length, and its server's connections that are free."""

    request: aiohttp.ClientRequest
    head: bytes
    free: list[tuple[Connection, float]]


class Wire:
    """Posts over connections of its own; not by a proxy, to which more is said. `agent` is what we call ourselves.

    Those that are free stay here, last in and first out, since when: the connector has more to do for each. Only where
    somebody waits for one is it given back. `idle` is for how long one is used again.
    """

    def __init__(
        self, session: aiohttp.ClientSession, connector: aiohttp.TCPConnector, agent: str, idle: float
    ) -> None:
        self._session = session
        self._connector = connector
        self._agent = agent
        self._idle = idle
        self._waiting = 0
        self._methods: dict[str, _Method] = {}
        self._free: defaultdict[URL, list[tuple[Connection, float]]] = defaultdict(list)

    async def close(self) -> None:
        """Close every connection."""
        for free in self._free.values():
            while free:
                free.pop()[0].close()
        await self._connector.close()

    async def post(self, url: str, body: bytes, limits: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        """Status and body; raises as a session does, and TooLarge."""
        method = self._methods.get(url) or self._method(url)
        loop, whole = asyncio.get_running_loop(), False
        connection = self._at_hand(method, loop.time()) or await self._connected(method, limits)
        try:
            protocol, transport = connection.protocol, connection.transport
            if protocol is None or transport is None:
                raise aiohttp.ServerDisconnectedError
            if protocol.read_timeout is None:  # a new connection: what reads its answers is made once
                protocol.set_response_params(read_until_eof=True, read_timeout=_NOT_COUNTED)
            began = loop.time()
            transport.write(b"%b%d\r\n\r\n%b" % (method.head, len(body), body))
            message, content = await _begun(protocol, limits.sock_read)
            if content.is_eof():
                answer = answer_at_hand(message.code, content)
            else:
                async with asyncio.timeout_at(None if limits.total is None else began + limits.total):
                    answer = await _rest(protocol, limits.sock_read, message, content)
            whole = not protocol.should_close
        except HttpProcessingError as error:
            raise aiohttp.ClientPayloadError("no answer in HTTP") from error
        finally:
            if not whole:
                connection.close()
            elif self._waiting:
                connection.release()
            else:
                method.free.append((connection, loop.time()))
        return message.code, answer

    def _at_hand(self, method: _Method, now: float) -> Connection | None:
        while method.free:
            connection, since = method.free.pop()
            if now - since <= self._idle and connection.protocol is not None and connection.protocol.is_connected():
                return connection
            connection.close()
        return None

    async def _connected(self, method: _Method, limits: aiohttp.ClientTimeout) -> Connection:
        self._waiting += 1
        try:
            return await self._connector.connect(method.request, [], limits)
        except TimeoutError as error:
            raise aiohttp.ConnectionTimeoutError("no connection in time") from error
        finally:
            self._waiting -= 1

    def _method(self, url: str) -> _Method:
        request = aiohttp.ClientRequest("POST", URL(url), session=self._session)
        head = (
            f"POST {request.url.raw_path_qs} HTTP/1.1\r\nHost: {request.headers['Host']}\r\n"
            f"User-Agent: {self._agent}\r\nAccept: */*\r\nContent-Type: application/json\r\nContent-Length: "
        )
        self._methods[url] = made = _Method(request, head.encode(), self._free[request.url.origin()])
        return made


async def _begun(protocol: ResponseHandler, patience: float | None) -> tuple[RawResponseMessage, StreamReader]:
    """An answer's head, which comes within so many seconds, and its body, which nearly always has come with it."""
    overdue = None
    if patience is not None:
        loop = asyncio.get_running_loop()
        overdue = loop.call_later(patience, protocol.set_exception, aiohttp.SocketTimeoutError("no answer in time"))
    try:
        message, content = await protocol.read()
        while message.code in _NOT_YET:
            message, content = await protocol.read()
    finally:
        if overdue is not None:
            overdue.cancel()
    return message, content


async def _rest(
    protocol: ResponseHandler, silence: float | None, message: RawResponseMessage, content: StreamReader
) -> bytes:
    """A body that comes in pieces, so many seconds apart at most."""
    protocol.read_timeout = silence
    protocol.start_timeout()
    answer = await answer_bytes(message.code, message.headers, content)
    protocol.read_timeout = _NOT_COUNTED
    return answer
