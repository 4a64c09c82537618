"""Every route of the page, behind its guard."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import quote

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.launch import opened_at
from bot.sandbox.page.acts import (
    Act,
    Block,
    Calm,
    CannotDo,
    Grow,
    Launch,
    Membership,
    Move,
    Press,
    Send,
    Trouble,
    chat_in,
    reader_in,
)
from bot.sandbox.page.backstage import Backstage, CannotFetch, CannotLeap
from bot.sandbox.page.guard import Guard
from bot.sandbox.page.hub import Hub
from bot.sandbox.page.shown import facts_shown
from bot.sandbox.world import World

STATIC = Path(__file__).parent / "static"
MAX_UPLOAD = 20 * 1024 * 1024
MAX_TOLD = 64 * 1024
"""Bytes of an act."""
SHOWABLE = frozenset({"image/png", "image/jpeg", "audio/ogg", "audio/mpeg", "audio/mp4"})
"""Types that the page shows or plays; every other file is only ever downloaded."""


class Page:
    """A messenger on a world, at a path that cannot be guessed. Close it before its server stops."""

    def __init__(self, world: World, backstage: Backstage) -> None:
        self._world = world
        self._backstage = backstage
        self._hub = Hub(world, has_lexicon=backstage.has_lexicon)
        self._key = secrets.token_urlsafe(24)

    @property
    def path(self) -> str:
        """Where the page is, key included."""
        return f"/page/{self._key}/"

    @property
    def route(self) -> Mount:
        """All of it, for a server to mount."""
        acts: tuple[type[Act], ...] = (Send, Press, Block, Membership, Grow, Trouble, Calm)
        routes = [
            Route("/", self._index),
            Route("/events", self._events),
            Route("/chats/{chat}/messages", self._messages),
            Route("/chats/{chat}/facts", self._facts),
            Route("/files/{file}", self._file),
            *(Route(f"/{act.__name__.lower()}", self._doing(act), methods=["POST"]) for act in acts),
            Route("/move", self._move, methods=["POST"]),
            Route("/restart", self._restart, methods=["POST"]),
            Route("/lexicon", self._lexicon, methods=["POST"]),
            Route("/launch", self._launch, methods=["POST"]),
            Route("/upload", self._upload, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
        return Mount("/page/{key}", routes=routes, middleware=[Middleware(Guard, key=self._key)])

    def close(self) -> None:
        """End the streams of all open pages."""
        self._hub.close()

    async def _index(self, _request: Request) -> Response:
        return FileResponse(STATIC / "index.html")

    async def _events(self, _request: Request) -> Response:
        return StreamingResponse(self._hub.stream(), media_type="text/event-stream")

    async def _messages(self, request: Request) -> Response:
        before = request.query_params.get("before", "")
        if not re.fullmatch(r"[0-9]{1,18}", before):
            raise HTTPException(400)
        try:
            chat = chat_in(self._world, _chat_id(request))
        except CannotDo as error:
            return _refused(error)
        return JSONResponse(self._hub.page_of(chat, int(before)))

    async def _facts(self, request: Request) -> Response:
        return JSONResponse(facts_shown(await self._backstage.facts(_chat_id(request))))

    async def _file(self, request: Request) -> Response:
        file = self._world.files.find(request.path_params["file"])
        if file is None:
            raise HTTPException(404)
        kind = _kind(file.content)
        if kind in SHOWABLE and "download" not in request.query_params:
            return _part(file.content, kind, request.headers.get("range", ""))
        headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"}
        return Response(file.content, media_type="application/octet-stream", headers=headers)

    def _doing(self, act: type[Act]) -> Callable[[Request], Awaitable[Response]]:
        async def do(request: Request) -> Response:
            try:
                act.model_validate_json(await _told(request)).do(self._world)
            except (ValidationError, CannotDo) as error:
                return _refused(error)
            self._hub.tell_faults()
            if act is Grow:
                self._hub.tell_chats()
            return Response(status_code=204)

        return do

    async def _move(self, request: Request) -> Response:
        try:
            move = Move.model_validate_json(await _told(request))
            await self._backstage.leap(move.leap, move.chat)
        except (ValidationError, CannotLeap) as error:
            return _refused(error)
        self._hub.tell_clock()
        return Response(status_code=204)

    async def _restart(self, _request: Request) -> Response:
        self._hub.tell_online(online=False)
        try:
            await self._backstage.restart()
        finally:
            self._hub.tell_online(online=True)
        return Response(status_code=204)

    async def _lexicon(self, _request: Request) -> Response:
        """Once at a time: whoever asks meanwhile sees the same progress."""
        if self._hub.fetching is not None or self._backstage.has_lexicon:
            return Response(status_code=204)
        loop = asyncio.get_running_loop()
        self._hub.tell_lexicon("", there=False)
        try:
            await self._backstage.fetch_lexicon(lambda step: _soon(loop, self._step, step))
        except CannotFetch as error:
            return _refused(error)
        finally:
            self._hub.tell_lexicon(None, there=self._backstage.has_lexicon)
        return Response(status_code=204)

    def _step(self, said: str) -> None:
        """A step told from a thread may be heard after the end."""
        if self._hub.fetching is not None:
            self._hub.tell_lexicon(said, there=False)

    async def _launch(self, request: Request) -> Response:
        """A page within the app, as the app opens it: signed for this reader."""
        try:
            launch = Launch.model_validate_json(await request.body())
            user = reader_in(self._world, launch.reader).user
        except (ValidationError, CannotDo) as error:
            return _refused(error)
        return JSONResponse({"url": opened_at(launch.page, user, self._world.token, self._world.clock())})

    async def _upload(self, request: Request) -> Response:
        name = Path(request.query_params.get("name", "")).name or "file"
        content = await _told(request, MAX_UPLOAD)
        try:
            reader = reader_in(self._world, int(request.query_params.get("reader", "0")))
        except (CannotDo, ValueError) as error:
            return _refused(error)
        mime = request.headers.get("content-type") or "application/octet-stream"
        reader.send_file(name, content, mime=mime)
        return Response(status_code=204)


def _part(content: bytes, kind: str, wanted: str) -> Response:
    """All of it, or one range: a browser seeks in sound only where it gets ranges (RFC 9110, 14)."""
    found = re.fullmatch(r"bytes=(\d{1,12})-(\d{0,12})", wanted)
    headers = {"Accept-Ranges": "bytes"}
    if not found:
        return Response(content, media_type=kind, headers=headers)
    first, last = int(found[1]), min(int(found[2] or len(content)), len(content) - 1)
    if first > last:
        return Response(status_code=416, headers={"Content-Range": f"bytes */{len(content)}"})
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(content[first : last + 1], status_code=206, media_type=kind, headers=headers)


async def _told(request: Request, most: int = MAX_TOLD) -> bytes:
    """The body, which says beforehand that it is not longer than `most`; the server holds it to what it says."""
    stated = request.headers.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,18}", stated) or int(stated) > most:
        raise HTTPException(413)
    return await request.body()


def _soon(loop: asyncio.AbstractEventLoop, act: Callable[[str], None], said: str) -> None:
    loop.call_soon_threadsafe(act, said)


def _chat_id(request: Request) -> int:
    try:
        return int(request.path_params["chat"])
    except ValueError:
        raise HTTPException(404) from None


def _refused(error: Exception) -> Response:
    why = "the request is not in order" if isinstance(error, ValidationError) else str(error)
    return JSONResponse({"error": why}, status_code=400)


def _kind(content: bytes) -> str:
    """A type by first bytes, never by what a name or sender says: the page's origin must not run a stranger's file."""
    starts = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"OggS": "audio/ogg", b"ID3": "audio/mpeg"}
    starts |= {b"\xff\xfb": "audio/mpeg", b"\xff\xf3": "audio/mpeg"}
    if content[4:8] == b"ftyp":
        return "audio/mp4"
    return next((kind for magic, kind in starts.items() if content.startswith(magic)), "application/octet-stream")
