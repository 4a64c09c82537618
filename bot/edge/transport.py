"""The HTTP under the bot: python-telegram-bot's request class on aiohttp, with bodies that are ready to send.

PTB's own client (httpx) spends several times as long on a request as Telegram takes to answer it; `make bench`
measures both. What PTB asks goes out as JSON. What we send ourselves (`Ready`) is serialised by us, once for all
chats that get the same, and of the answer only what is asked for is read.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from typing import Any, cast

import aiohttp
import orjson
from telegram import Bot
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.edge.answers import TooLarge, answer_bytes, read_answer, read_bytes
from bot.edge.wire import Wire

NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""Causes of errors that say that nothing was sent: no connection was made, or none was free in time."""

_JSON = {"Content-Type": "application/json"}
LONGEST_CALL = 30.0
"""Seconds of a whole call, besides those in which it may be silent: of an answer that comes in drips no silence is ever
long, and what is sent must have ended, one way or the other, before its claim does (`sending.LEASE`)."""

_KEEP_ALIVE = 30.0
"""Seconds an idle connection is kept: less than servers do, so that one is not closed under a request."""

_SENT = re.compile(rb'\{"ok": ?true, ?"result": ?\{"message_id": ?\d+(?=,)')


class Ready:
    """The arguments of a call as the bytes of a JSON object: stands where PTB has its RequestData."""

    contains_files = False
    multipart_data: Mapping[str, Any] = {}

    def __init__(self, body: bytes) -> None:
        self.body = body

    @property
    def parameters(self) -> dict[str, Any]:
        """The arguments by name."""
        return cast(dict[str, Any], orjson.loads(self.body))

    @property
    def json_parameters(self) -> dict[str, str]:
        """The same, each encoded as a form field: for transports that send forms."""
        given = self.parameters.items()
        return {name: value if isinstance(value, str) else json.dumps(value) for name, value in given}


class AiohttpRequest(BaseRequest):
    """A pool of connections to one Bot API server. Times are seconds."""

    def __init__(
        self,
        *,
        connections: int = 128,
        read_timeout: float = 10.0,
        write_timeout: float = 10.0,
        connect_timeout: float = 5.0,
        media_timeout: float = 60.0,
        longest_call: float = LONGEST_CALL,
        proxy: str | None = None,
    ) -> None:
        self._connections = connections
        self._timeouts = (read_timeout, write_timeout, connect_timeout)
        self._media_timeout = media_timeout
        self._longest_call = longest_call
        self._proxy = proxy
        self._session: aiohttp.ClientSession | None = None
        self._wire: Wire | None = None

    @property
    def read_timeout(self) -> float | None:
        """What PTB adds to a long poll's own timeout."""
        return self._timeouts[0]

    async def initialize(self) -> None:
        """Open the pool; again after a shutdown, if asked."""
        if self._session is None or self._session.closed:
            no_cookies = aiohttp.DummyCookieJar()
            named = {"User-Agent": self.USER_AGENT}
            self._session = aiohttp.ClientSession(connector=self._pool(), cookie_jar=no_cookies, headers=named)
            if not self._proxy:
                self._wire = Wire(self._session, self._pool(), self.USER_AGENT, _KEEP_ALIVE)

    def _pool(self) -> aiohttp.TCPConnector:
        return aiohttp.TCPConnector(limit=self._connections, keepalive_timeout=_KEEP_ALIVE)

    async def shutdown(self) -> None:
        """Close every connection."""
        if self._session is not None:
            await self._session.close()
        if self._wire is not None:
            await self._wire.close()

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """A response's JSON object; raises TelegramError where it is none of a Bot API's: PTB would miss what it looks
        for in it, and any other error would end polling.
        """
        return read_answer(payload)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | Ready | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body; raises TimedOut or NetworkError from aiohttp's, without the URL: it names the token."""
        if self._session is None or self._session.closed:
            raise RuntimeError("this transport is not initialized")
        of_a_file = method == "GET" or (request_data is not None and request_data.multipart_data)
        total = self._media_timeout if of_a_file else None
        timeout = _timeout(
            total, self._longest_call, self._timeouts, (read_timeout, write_timeout, connect_timeout, pool_timeout)
        )
        try:
            if self._wire is not None and isinstance(request_data, Ready):
                status, answer = await self._wire.post(url, request_data.body, timeout)
                return status, _brief(answer)
            body, headers = _body(request_data)
            async with self._session.request(
                method, url, data=body, headers=headers, timeout=timeout, proxy=self._proxy, allow_redirects=False
            ) as response:
                return response.status, await answer_bytes(response.status, response.headers, response.content)
        except TooLarge as error:
            raise NetworkError("the answer has no end") from error
        except TimeoutError as error:
            raise TimedOut(f"Timed out ({type(error).__name__})") from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error

    async def download(self, url: str, most: int) -> bytes:
        """What lies at `url`, never more of it than `most` bytes, whatever size is stated; raises TooLarge."""
        if self._session is None or self._session.closed:
            raise RuntimeError("this transport is not initialized")
        timeout = aiohttp.ClientTimeout(total=self._media_timeout, sock_read=self._timeouts[0])
        try:
            async with self._session.get(url, timeout=timeout, proxy=self._proxy, allow_redirects=False) as response:
                if response.status != HTTPStatus.OK:
                    raise NetworkError(f"the file server answers {response.status}")
                return await read_bytes(response.headers, response.content, most)
        except TimeoutError as error:
            raise TimedOut(f"Timed out ({type(error).__name__})") from error
        except aiohttp.ClientError as error:
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error


async def download(bot: Bot, file_id: str, most: int) -> bytes:
    """The content of a file that was sent to us; raises TooLarge, and as PTB's own calls do."""
    file = await bot.get_file(file_id)
    if not file.file_path or (file.file_size or 0) > most:
        raise TooLarge
    if isinstance(bot.request, AiohttpRequest):
        return await bot.request.download(file.file_path, most)
    data = await bot.request.retrieve(file.file_path)
    if len(data) > most:
        raise TooLarge
    return data


async def post(bot: Bot, method: str, body: bytes) -> Any:
    """Post ready bytes through a bot's transport; returns the answer's `result`, read as JSON and no further.

    Raises as PTB's own calls do.
    """
    return await bot.request.post(f"{bot.base_url}/{method}", request_data=cast(RequestData, Ready(body)))


@lru_cache
def _timeout(
    total: float | None, longest: float, defaults: tuple[float, float, float], given: tuple[Any, Any, Any, Any]
) -> aiohttp.ClientTimeout:
    """Of read, write, connect and, given only, pool; what is neither a number nor None is PTB's word for default.

    Without a `total` it is as long as silence may be, and `longest`.
    """
    read, write, connect, pool = (
        wanted if wanted is None or isinstance(wanted, int | float) else default
        for wanted, default in zip(given, (*defaults, defaults[2]), strict=True)
    )
    if total is None and read is not None:
        total = longest + read + (write or 0)
    return aiohttp.ClientTimeout(
        total=total,
        connect=None if connect is None else connect + (pool or 0),
        sock_connect=connect,
        sock_read=None if read is None else read + (write or 0),
    )


def _brief(answer: bytes) -> bytes:
    """Of a message that was sent no more than its id: nothing else of it is asked for."""
    sent = _SENT.match(answer)
    return answer if sent is None else sent[0] + b"}}"


def _body(data: RequestData | Ready | None) -> tuple[bytes | aiohttp.FormData | None, dict[str, str]]:
    if data is None:
        return None, {}
    if isinstance(data, Ready):
        return data.body, _JSON
    if not data.multipart_data:
        return orjson.dumps(data.parameters), _JSON
    form = aiohttp.FormData(quote_fields=False)  # Telegram takes file names as they are written, percents and all
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, mime) in data.multipart_data.items():
        source = io.BytesIO(content) if isinstance(content, bytes) else content  # of big bytes aiohttp warns
        form.add_field(name, source, filename=file_name, content_type=mime or "application/octet-stream")
    return form, {}
