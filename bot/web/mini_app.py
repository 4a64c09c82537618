"""The Mini App as routes: the page's files below /app, its API below /api/v1. Whoever composes a server adds them."""

from __future__ import annotations

from collections.abc import Sequence

import orjson
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from bot.web.api.endpoints import ENDPOINTS
from bot.web.assets import Assets
from bot.web.door import Door
from bot.web.endpoint import routes_of
from bot.web.headers import Headers
from bot.web.openapi import described
from bot.web.problems import not_there

_WORTH_IT = 800
"""Bytes from which an answer is compressed."""


def mini_app_routes(door: Door, assets: Assets, *, frames: Sequence[str] = ()) -> list[BaseRoute]:
    """`frames` are origins that may show the page in a frame, beside Telegram's own."""
    document = orjson.dumps(described(ENDPOINTS))

    async def schema(_request: Request) -> Response:
        return Response(document, media_type="application/json", headers={"Cache-Control": "no-cache"})

    async def nowhere(_request: Request) -> Response:
        return not_there().response()

    headed = Middleware(Headers, frames=frames)
    packed = Middleware(GZipMiddleware, minimum_size=_WORTH_IT, compresslevel=6)
    api = [Route("/openapi.json", schema), *routes_of(ENDPOINTS, door), Route("/{path:path}", nowhere)]
    return [
        Mount("/api/v1", routes=api, middleware=[headed, packed]),
        Mount("/app", routes=assets.routes, middleware=[headed]),
    ]
