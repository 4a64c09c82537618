"""A Bot API server that counts what arrives, misbehaves as it is told, and can be killed and started again.

It shares nothing with the sandbox: what the bot is held to here is written down a second time, and simpler.
"""

import asyncio
import itertools
import json
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.bench.canned import ANSWERS
from tests.faults.trouble import Answer, Trouble

TOKEN = "110201543:campaign-token-that-opens-nothing-"
_BEGIN = ("▶ 开始阅读", "▶ Start reading")

Plan = Callable[[str, int], Trouble | None]
"""What a call of a method for a chat (0 for none) meets."""


@dataclass(frozen=True, slots=True)
class Said:
    """A message that the bot sent, as it arrived."""

    id: int
    text: str
    buttons: tuple[tuple[str, str], ...]
    at: float

    @property
    def is_digest(self) -> bool:
        """Whether it is a day's card."""
        return any(label in _BEGIN for label, _ in self.buttons)


@dataclass(eq=False)
class Api:
    """What the bot's Telegram is, for one run."""

    plan: Plan | None = None
    said: defaultdict[int, list[Said]] = field(default_factory=lambda: defaultdict(list))
    calls: "Counter[str]" = field(default_factory=Counter)
    shown: "Counter[int]" = field(default_factory=Counter)
    """Edits by chat."""
    answered: dict[str, str] = field(default_factory=dict)
    """What taps were answered with, by their ids."""
    files: dict[str, bytes] = field(default_factory=dict)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    """Updates that the bot has not confirmed."""
    port: int = 0
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _poll: "asyncio.Future[None] | None" = None
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1000))
    _runner: web.AppRunner | None = None
    _silences: set["asyncio.Task[Any]"] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where it listens, also while it is dead."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def digests(self) -> "Counter[int]":
        """How many days' cards each chat has."""
        return Counter({chat: sum(each.is_digest for each in said) for chat, said in self.said.items()})

    async def start(self) -> None:
        """Listen, on the same port as before."""
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._called)
        app.router.add_get("/file/bot{token}/{name:.*}", self._fetched)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0, handle_signals=False)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def kill(self) -> None:
        """Every connection breaks, and nobody listens."""
        if self._runner is not None:
            for task in self._silences:
                task.cancel()
            await self._runner.cleanup()
            self._runner = None

    def put(self, kind: str, body: dict[str, Any]) -> int:
        """An update for the bot; its number."""
        number = next(self._numbers)
        self.waiting.append({"update_id": number, kind: body})
        if self._poll is not None and not self._poll.done():
            self._poll.set_result(None)
        return number

    async def until(self, holds: Callable[[], object], *, seconds: float) -> bool:
        """Wait for something that arrives; whether it did."""
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return False
        return True

    async def _called(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        given = await request.json() if request.can_read_body and request.content_type == "application/json" else {}
        if request.match_info["token"] != TOKEN:
            return _refused(401, "Unauthorized")
        chat = int(given.get("chat_id") or 0)
        self.calls[method] += 1
        trouble = self.plan(method, chat) if self.plan is not None else None
        if trouble is None:
            try:
                return _told(await self._done(method, chat, given))
            except _Conflict:
                return _refused(409, "Conflict: terminated by other getUpdates request")
        if trouble.answer is Answer.TOO_MANY:
            return _refused(429, "Too Many Requests", retry_after=int(trouble.wait))
        result = await self._done(method, chat, given) if trouble.accepted else None
        await asyncio.sleep(trouble.wait)
        return await self._troubled(trouble, request, result)

    async def _troubled(self, trouble: Trouble, request: web.Request, result: object) -> web.StreamResponse:
        match trouble.answer:
            case Answer.DROPPED:
                if request.transport is not None:
                    request.transport.abort()
            case Answer.SILENT:
                task = asyncio.current_task()
                if task is not None:
                    self._silences.add(task)
                await asyncio.sleep(3600)
            case Answer.GATEWAY:
                return web.Response(status=502, text="Bad Gateway")
            case Answer.REJECTED:
                return _refused(401, "Unauthorized")
            case Answer.PAGE:
                return web.Response(text="<html>one moment, please</html>", content_type="text/html")
            case Answer.NONSENSE:
                return web.json_response({"ok": True, "result": ["nonsense", 5, None]})
            case Answer.HALF:
                half = web.StreamResponse(headers={"Content-Length": "400", "Content-Type": "application/json"})
                await half.prepare(request)
                await half.write(b'{"ok":true,"resu')
                if request.transport is not None:
                    request.transport.abort()
                return half
        return _told(result)

    async def _done(self, method: str, chat: int, given: dict[str, Any]) -> object:
        match method:
            case "getUpdates":
                return await self._updates(given)
            case "sendMessage":
                rows = (given.get("reply_markup") or {}).get("inline_keyboard") or []
                buttons = tuple((each["text"], each.get("callback_data", "")) for row in rows for each in row)
                said = Said(next(self._numbers), given.get("text", ""), buttons, time.monotonic())
                self.said[chat].append(said)
                self._changed.set()
                return {"message_id": said.id, "date": 1, "chat": {"id": chat, "type": "private"}, "text": said.text}
            case "editMessageText":
                self.shown[chat] += 1
                self._changed.set()
                return {"message_id": given["message_id"], "date": 1, "chat": {"id": chat, "type": "private"}}
            case "answerCallbackQuery":
                self.answered[str(given["callback_query_id"])] = str(given.get("text") or "")
                self._changed.set()
            case "getFile":
                name = str(given["file_id"])
                return {"file_id": name, "file_unique_id": name, "file_path": f"documents/{name}"}
        return ANSWERS.get(method, True)

    async def _updates(self, given: dict[str, Any]) -> object:
        """What waits from the offset on; a second poll that has to wait ends the first, as Telegram does."""
        offset = int(given.get("offset") or 0)
        self.waiting = [update for update in self.waiting if update["update_id"] >= offset]
        self._changed.set()
        if not self.waiting:
            if self._poll is not None and not self._poll.done():
                self._poll.cancel()
            self._poll = poll = asyncio.get_running_loop().create_future()
            await asyncio.wait([poll], timeout=float(given.get("timeout") or 0))
            if poll.cancelled():
                raise _Conflict
        return self.waiting[: int(given.get("limit") or 100)]

    async def _fetched(self, request: web.Request) -> web.StreamResponse:
        content = self.files.get(request.match_info["name"].removeprefix("documents/"))
        if content is None or request.match_info["token"] != TOKEN:
            return _refused(404, "Not Found")
        return web.Response(body=content)


class _Conflict(Exception):
    """Another poll took the place of this one."""


def _told(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


def _refused(code: int, description: str, **parameters: int) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    return web.Response(
        status=code, body=json.dumps(body | ({"parameters": parameters} if parameters else {})).encode()
    )


@asynccontextmanager
async def listening() -> AsyncIterator[Api]:
    """A server for the block."""
    api = Api()
    await api.start()
    try:
        yield api
    finally:
        await api.kill()
