"""Calls over the transport to a server of the test."""

import traceback
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import pytest
from telegram import Bot
from telegram import error as errors
from telegram.request import BaseRequest, RequestData

from bot.edge.transport import AiohttpRequest, Ready

TOKEN = "123456:AAECretOfThisTestOnlyAndOfNobodyElse"


MESSAGE = {"message_id": 5, "date": 1780000000, "chat": {"id": 7, "type": "private"}, "text": "早"}


QUICK: dict[str, Any] = {"read_timeout": 0.1, "write_timeout": 0.1}
"""For what never comes; what does come may take its time on a busy machine."""


async def call(request: BaseRequest, url: str, body: bytes) -> Any:
    return await request.post(url, request_data=cast(RequestData, Ready(body)))


@asynccontextmanager
async def bot_at(url: str, **options: Any) -> AsyncIterator[Bot]:
    """A plain PTB bot on our transports; `options` are those of its calls."""
    async with AiohttpRequest(**options) as calls, AiohttpRequest(connections=1) as polls:
        yield Bot(TOKEN, base_url=f"{url}/bot", request=calls, get_updates_request=polls)


async def error_of(url: str, **options: Any) -> errors.TelegramError:
    """The error of a call: neither it nor a traceback of it and its causes names the token."""
    async with AiohttpRequest(**options) as request:
        with pytest.raises(errors.TelegramError) as caught:
            await call(request, f"{url}/bot{TOKEN}/sendMessage", b"{}")
    said = f"{caught.value} {caught.value!r}"
    assert not any(secret in said for secret in (TOKEN, url, "sendMessage"))
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    return caught.value
