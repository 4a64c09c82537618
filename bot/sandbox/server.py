"""The world over HTTP on loopback: `/bot<token>/<method>` and `/file/bot<token>/<path>`, as Telegram does it.

Logs nothing: neither tokens nor what readers say belongs in a log.
"""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Awaitable, Iterator
from contextlib import asynccontextmanager, contextmanager
from urllib.parse import parse_qsl

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from uvicorn.protocols.http.h11_impl import H11Protocol

from bot.sandbox import calls
from bot.sandbox.calls import Lost
from bot.sandbox.files import Upload
from bot.sandbox.parameters import Given
from bot.sandbox.refusal import Refused, bad_request
from bot.sandbox.webhook import bringing
from bot.sandbox.world import World

_LARGEST_FIELD = 64 * 1024
"""Bytes of a field that is no file."""


class _Server(uvicorn.Server):
    """Leaves signals to whoever started us, and can break a connection as a bad network would."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()
        self.stopping = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    def break_connection(self, client: tuple[str, int] | None) -> None:
        for connection in list(self.server_state.connections):
            if isinstance(connection, H11Protocol) and connection.client == client:
                connection.transport.abort()


def routes(world: World, server: _Server) -> list[BaseRoute]:
    """The two routes of a Bot API server."""

    async def bot(request: Request) -> Response:
        token, method = request.path_params["token"], request.path_params["method"]
        try:
            given = await _given(request)
        except Refused as refused:
            return _json(calls.refusal(refused))
        if server.stopping.is_set() and method == "getUpdates":
            given["timeout"] = "0"
        answered = await calls.answer(world, token, method, given)
        if answered.lost is None:
            return _json(answered)
        if answered.lost is not Lost.SILENT:
            server.break_connection(tuple(request.scope["client"]))
        await _first(request.receive(), server.stopping.wait())
        return Response(status_code=502)  # to nobody: the client is gone by now

    async def file(request: Request) -> Response:
        found = world.files.at_path(request.path_params["path"])
        if found is None or request.path_params["token"] != world.token:
            return _json(calls.refusal(Refused(404, "Not Found")))
        return Response(found.content, media_type="application/octet-stream")

    return [
        Route("/bot{token}/{method}", bot, methods=["GET", "POST"]),
        Route("/file/bot{token}/{path:path}", file, methods=["GET"]),
    ]


async def _given(request: Request) -> dict[str, Given]:
    """Parameters from query and body; a JSON body's values are put back into text, as Telegram does."""
    given: dict[str, Given] = dict(request.query_params)
    kind = request.headers.get("content-type", "")
    try:
        if kind.startswith("multipart/form-data"):
            return given | await _multipart(request)
        body = await request.body()
    except ClientDisconnect:
        return given
    if kind.startswith("application/json") and body:
        try:
            parsed = json.loads(body)
        except ValueError:
            parsed = None
        if not isinstance(parsed, dict):
            raise bad_request("can't parse request body as JSON object")
        values = {name: value for name, value in parsed.items() if value is not None}
        return given | {name: v if isinstance(v, str) else json.dumps(v) for name, v in values.items()}
    return given | dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


async def _multipart(request: Request) -> dict[str, Given]:
    """Fields as text and files as uploads, by name."""
    try:
        async with request.form(max_part_size=_LARGEST_FIELD) as form:
            return {name: value if isinstance(value, str) else await _upload(value) for name, value in form.items()}
    except HTTPException as error:
        raise bad_request(f"multipart body: {error.detail}") from None


async def _upload(file: UploadFile) -> Upload:
    """HTML5 says %22 for a quote in a name."""
    return Upload((file.filename or "").replace("%22", '"'), file.content_type or "text/plain", await file.read())


async def _first(*waits: Awaitable[object]) -> None:
    tasks = [asyncio.ensure_future(wait) for wait in waits]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()


def _json(answered: calls.Response) -> Response:
    return Response(answered.as_bytes(), status_code=answered.status, media_type="application/json")


@asynccontextmanager
async def serve(world: World, *, port: int = 0, more: list[BaseRoute] | None = None) -> AsyncIterator[str]:
    """Serve on 127.0.0.1 and a free port (or the one given); yields `http://127.0.0.1:PORT`.

    `more` are routes of a page beside the API.
    """
    # The protocol is named because asyncio turns Nagle off only where it is: 40 ms a request otherwise.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", port))
    app = Starlette()
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="off", http="h11", timeout_graceful_shutdown=5
    )
    server = _Server(config)
    app.router.routes.extend([*routes(world, server), *(more or [])])
    running = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.ready.wait()
        async with bringing(world):
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.stopping.set()
        server.should_exit = True
        world.inbox.wake()
        await running
        listener.close()
