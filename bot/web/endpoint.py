"""An endpoint, and how a request becomes one's answer: who asks, how much they may, what they send, once."""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import orjson
from pydantic import BaseModel, ValidationError
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.model.chat import ChatId
from bot.model.visit import Visit
from bot.reading.passages import Withdrawn
from bot.reading.readers import Reader
from bot.store.sent_once import Answered
from bot.web.bodies import TooLarge, body_of
from bot.web.door import Door
from bot.web.problems import Problem, not_there
from bot.web.visits import visit_of

LARGEST = 16 * 1024
"""Bytes of a body."""
_SENT_WITHIN = 10.0
"""Seconds that a body may take to arrive."""
LONGEST_KEY = 64
_OWN = {"Cache-Control": "no-store"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a reader. `body` is of the type that the endpoint takes."""

    request: Request
    door: Door
    visit: Visit
    token: str
    now: datetime
    body: Any = None

    @property
    def chat_id(self) -> ChatId:
        """Whose it is."""
        return self.visit.chat_id

    async def reader(self) -> Reader:
        """Who asks."""
        return await self.door.readers.reader(self.chat_id, None)

    def number(self, name: str) -> int:
        """A number of the path; what is none is nowhere."""
        given = str(self.request.path_params[name])
        if not given.isdecimal() or len(given) > 9:
            raise not_there()
        return int(given)

    def query(self, name: str) -> str:
        """What stands behind the question mark, empty where nothing does."""
        return self.request.query_params.get(name, "")

    def query_number(self, name: str, default: int = 0) -> int:
        """The same as a number."""
        given = self.query(name)
        if not given:
            return default
        if not given.isdecimal() or len(given) > 9:
            raise Problem(422, "not-in-order", name)
        return int(given)


@dataclass(frozen=True, slots=True)
class Told:
    """An answer that is more than a value."""

    value: object = None
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    content: bytes | None = None
    media_type: str = "application/json"


Handle = Callable[[Asked], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A method of a path. `takes` and `gives` are types of shapes; `query` says what each parameter is.

    Without `visit` anybody may ask. What `writes` takes an Idempotency-Key.
    """

    method: str
    path: str
    summary: str
    handle: Handle
    takes: type[BaseModel] | None = None
    gives: Any = None
    query: Mapping[str, str] = field(default_factory=dict)
    visit: bool = True
    said: str = ""

    @property
    def writes(self) -> bool:
        """Whether something is another afterwards."""
        return self.method != "GET" and self.visit


_LONG_AGO = datetime.fromtimestamp(0, UTC)
_NOBODY = Visit(ChatId(0), _LONG_AGO, _LONG_AGO)


def routes_of(endpoints: tuple[Endpoint, ...], door: Door) -> list[BaseRoute]:
    """For Starlette: a route a path, so that another method of it is answered as such."""
    by_path: dict[str, dict[str, Endpoint]] = {}
    for each in endpoints:
        by_path.setdefault(each.path, {})[each.method] = each
    return [Route(path, _answering(methods, door), methods=list(methods)) for path, methods in by_path.items()]


def _answering(methods: Mapping[str, Endpoint], door: Door) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        endpoint = methods["GET" if request.method == "HEAD" else request.method]
        try:
            return await _answer(endpoint, request, door)
        except Problem as problem:
            return problem.response()
        except Withdrawn:
            return Problem(404, "withdrawn").response()
        except ClientDisconnect:
            return Response(status_code=400)  # to nobody
        except Exception as error:
            # Only where it happened: the text of an error may quote what a reader wrote.
            _log.error(
                "%s %s: %s\n%s",
                *(endpoint.method, endpoint.path, type(error).__name__),
                "".join(traceback.format_tb(error.__traceback__)),
            )
            return Problem(500, "failed").response()

    return answer


async def _answer(endpoint: Endpoint, request: Request, door: Door) -> Response:
    if endpoint.visit:
        visit, token = await visit_of(door, request.headers.get("authorization", ""))
        held_back(door.limits.request(visit.chat_id))
    else:
        visit, token = _NOBODY, ""
        held_back(door.limits.visit() if endpoint.method == "POST" else 0)
    body = await _body(request, endpoint.takes) if endpoint.method != "GET" else None
    if _tells_nul(request, body):
        raise Problem(422, "not-in-order", "NUL")
    asked = Asked(request, door, visit, token, door.clock(), body)
    key = request.headers.get("idempotency-key", "") if endpoint.writes else ""
    try:
        return await _once(endpoint, asked, key) if key else _response(await endpoint.handle(asked), request)
    finally:
        if endpoint.writes:
            door.news.tell(visit.chat_id)


async def _once(endpoint: Endpoint, asked: Asked, key: str) -> Response:
    """What was sent with this key before is not done again: its answer is told again."""
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise Problem(400, "not-in-order", "Idempotency-Key")
    sent = asked.door.store.sent_once
    before = await sent.claim(asked.chat_id, key, asked.now)
    if before is not None:
        if not before.status:
            raise Problem(409, "being-done", headers={"Retry-After": "1"})
        return Response(before.body.encode() or None, before.status, _OWN, "application/json")
    try:
        response = _response(await endpoint.handle(asked), asked.request)
    except BaseException:
        await sent.give_up(asked.chat_id, key)
        raise
    await sent.settle(asked.chat_id, key, Answered(response.status_code, bytes(response.body).decode()))
    return response


def held_back(wait: float) -> None:
    """Raises Problem for whoever has to wait."""
    if wait > 0:
        raise Problem(429, "too-many", headers={"Retry-After": str(max(1, round(wait)))})


async def _body(request: Request, takes: type[BaseModel] | None) -> BaseModel | None:
    """The body as it is to be, sent within a time."""
    try:
        async with asyncio.timeout(_SENT_WITHIN):
            content = await body_of(request, most=LARGEST)
    except TooLarge:
        raise Problem(413, "too-large", headers={"Connection": "close"}) from None
    except TimeoutError:
        raise Problem(408, "too-slow", headers={"Connection": "close"}) from None
    if takes is None:
        return None
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise Problem(415, "not-json")
    try:
        return takes.model_validate_json(content)
    except ValidationError as error:
        where = ", ".join(sorted({".".join(map(str, fault["loc"])) for fault in error.errors(include_input=False)}))
        raise Problem(422, "not-in-order", where) from None


def _tells_nul(request: Request, body: BaseModel | None) -> bool:
    """Whether anything has the one character that PostgreSQL keeps in no text, and that nobody writes."""
    told = (*request.path_params.values(), *request.query_params.values(), *(vars(body).values() if body else ()))
    return any(isinstance(value, str) and "\0" in value for value in told)


def _response(told: object, request: Request) -> Response:
    if not isinstance(told, Told):
        told = Told(told)
    headers = {**_OWN, **told.headers}
    if told.status == 204 or told.status == 304:
        return Response(None, told.status, headers)
    if (tag := headers.get("ETag")) and tag in request.headers.get("if-none-match", ""):
        return Response(None, 304, headers)
    content = told.content if told.content is not None else orjson.dumps(told.value)
    return Response(content, told.status, headers, told.media_type)
