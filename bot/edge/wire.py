"""Calls of ready bytes over aiohttp's connections, in half of the time that its session takes for one.

A session makes of each call a request anew: address, headers, cookies, redirects, a writer and a response. Those of the
Bot API differ in their bodies only, so what goes before is made once a method. What connects, keeps connections, reads
answers and tells what broke is aiohttp's as ever.
"""

from __future__ import annotations

import asyncio

import aiohttp
from aiohttp import StreamReader
from aiohttp.client_proto import ResponseHandler
from aiohttp.http import HttpProcessingError, RawResponseMessage
from yarl import URL

from bot.edge.answers import answer_at_hand, answer_bytes

_NOT_YET = range(100, 200)
"""What a server may say before it answers."""

_NOT_COUNTED = 0.0
"""In place of the seconds of silence after which a connection is given up: of most calls only the head is timed."""


class Wire:
    """Posts over connections of its own; not by a proxy, to which more is said. `agent` is what we call ourselves."""

    def __init__(self, session: aiohttp.ClientSession, connector: aiohttp.TCPConnector, agent: str) -> None:
        self._session = session
        self._connector = connector
        self._agent = agent
        self._methods: dict[str, tuple[aiohttp.ClientRequest, bytes]] = {}

    async def close(self) -> None:
        """Close every connection."""
        await self._connector.close()

    async def post(self, url: str, body: bytes, limits: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        """Status and body; raises as a session does, and TooLarge."""
        request, head = self._methods.get(url) or self._method(url)
        try:
            connection = await self._connector.connect(request, [], limits)
        except TimeoutError as error:
            raise aiohttp.ConnectionTimeoutError("no connection in time") from error
        loop, whole = asyncio.get_running_loop(), False
        try:
            protocol, transport = connection.protocol, connection.transport
            if protocol is None or transport is None:
                raise aiohttp.ServerDisconnectedError
            if protocol.read_timeout is None:  # a new connection: what reads its answers is made once
                protocol.set_response_params(read_until_eof=True, read_timeout=_NOT_COUNTED)
            began = loop.time()
            transport.write(b"%b%d\r\n\r\n%b" % (head, len(body), body))
            message, content = await _begun(protocol, limits.sock_read)
            if content.is_eof():
                answer = answer_at_hand(message.code, content)
            else:
                async with asyncio.timeout_at(None if limits.total is None else began + limits.total):
                    answer = await _rest(protocol, limits.sock_read, message, content)
            whole = True
        except HttpProcessingError as error:
            raise aiohttp.ClientPayloadError("no answer in HTTP") from error
        finally:
            if whole:
                connection.release()
            else:
                connection.close()
        return message.code, answer

    def _method(self, url: str) -> tuple[aiohttp.ClientRequest, bytes]:
        request = aiohttp.ClientRequest("POST", URL(url), session=self._session)
        head = (
            f"POST {request.url.raw_path_qs} HTTP/1.1\r\nHost: {request.headers['Host']}\r\n"
            f"User-Agent: {self._agent}\r\nAccept: */*\r\nContent-Type: application/json\r\nContent-Length: "
        )
        self._methods[url] = made = (request, head.encode())
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
