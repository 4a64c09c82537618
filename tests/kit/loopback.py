"""A real HTTP server on this machine, and the ways in which it answers or does not."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from aiohttp import web
from aiohttp.test_utils import TestServer

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """The address of a server that gives everything to `handler`."""
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", handler)
    async with TestServer(app) as server:
        yield str(server.make_url("/")).rstrip("/")


def done(result: object = True) -> web.Response:
    return web.json_response({"ok": True, "result": result})


class Noted:
    """Notes what is asked, with its body, and answers always the same."""

    def __init__(self, result: object) -> None:
        self.result = result
        self.asked: list[tuple[web.Request, bytes]] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request, await request.read()))
        return done(self.result)


async def hang(request: web.Request) -> web.StreamResponse:
    await asyncio.Event().wait()
    return done()


async def hang_up(request: web.Request) -> web.StreamResponse:
    request.protocol.force_close()
    return done()


async def hang_up_halfway(request: web.Request) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Length": "100"})
    await answer.prepare(request)
    await answer.write(b'{"ok":')
    request.protocol.force_close()
    return answer
