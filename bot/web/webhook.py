"""Where Telegram brings updates: a word that only it knows, a body within bounds, an answer when it is kept."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.edge.receiving import has_number
from bot.web.bodies import TooLarge, body_of

LARGEST = 1_000_000
"""Bytes of an update: many times what the longest message with all its buttons takes."""

_SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105  # the header's name
_log = logging.getLogger(__name__)


def webhook_routes(path: str, secret: str, receive: Callable[[dict[str, Any]], Awaitable[None]]) -> list[Route]:
    """One route. 200 says that an update is handled or kept; anything else has Telegram bring it again."""

    async def brought(request: Request) -> Response:
        if not hmac.compare_digest(request.headers.get(_SECRET, "").encode(), secret.encode()):
            return Response(status_code=403)
        try:
            body = await body_of(request, most=LARGEST)
        except (TooLarge, ClientDisconnect):
            return Response(status_code=413)
        try:
            update = orjson.loads(body)
        except orjson.JSONDecodeError:
            update = None
        if not has_number(update):
            _log.error("what was brought is no update: it is skipped")
            return Response()  # brought again it would be no other
        try:
            await receive(update)
        except Exception as error:  # such as a database that is away: it is brought again
            _log.error("an update could not be taken: %s", type(error).__name__)
            return Response(status_code=503)
        return Response()

    return [Route(path, brought, methods=["POST"])]
