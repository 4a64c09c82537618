"""Calls of ready bytes over aiohttp's connections, in half of the time that its session takes for one.

A session makes of each call a request anew: address, headers, cookies, redirects, a writer and a response. Those of the
Bot API differ in their bodies only, so what goes before is made once a method. What connects, keeps connections, reads
answers and tells what broke is aiohttp's as ever.
"""

from __future__ import annotations

import asyncio

import aiohttp
from aiohttp.http import HttpProcessingError
from yarl import URL

from bot.edge.answers import answer_bytes

_NOT_YET = range(100, 200)
"""What a server may say before it answers."""


class Wire:
    """Posts over a session's connector; not by a proxy, to which more is said. `agent` is what we call ourselves."""

    def __init__(self, session: aiohttp.ClientSession, connector: aiohttp.TCPConnector, agent: str) -> None:
        self._session = session
        self._connector = connector
        self._agent = agent
        self._methods: dict[str, tuple[aiohttp.ClientRequest, bytes]] = {}

    async def post(self, url: str, body: bytes, limits: aiohttp.ClientTimeout) -> tuple[int, bytes]:
        """Status and body; raises as a session does, and TooLarge."""
        request, head = self._methods.get(url) or self._method(url)
        try:
            connection = await self._connector.connect(request, [], limits)
        except TimeoutError as error:
            raise aiohttp.ConnectionTimeoutError("no connection in time") from error
        whole = False
        try:
            protocol, transport = connection.protocol, connection.transport
            if protocol is None or transport is None:
                raise aiohttp.ServerDisconnectedError
            protocol.set_response_params(read_until_eof=True, read_timeout=limits.sock_read)
            transport.write(b"%b%d\r\n\r\n%b" % (head, len(body), body))
            protocol.start_timeout()
            async with asyncio.timeout(limits.total):
                message, content = await protocol.read()
                while message.code in _NOT_YET:
                    message, content = await protocol.read()
                answer = await answer_bytes(message.code, message.headers, content)
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
