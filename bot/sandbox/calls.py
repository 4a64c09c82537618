"""One Bot API call from its parameters to its answer: the same for HTTP and in process.

Order: token, method, parameters, planned faults, flood limits, the method itself. Every call but
getUpdates is recorded.
"""

import asyncio
import inspect
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.sandbox.faults import Delay, Held, LostAfter, LostBefore, Migrate, NeverLeft, NoAnswer, Refuse, TooMany
from bot.sandbox.files import Upload
from bot.sandbox.limits import PACED
from bot.sandbox.methods import METHODS
from bot.sandbox.parameters import Arguments, Given, read_arguments
from bot.sandbox.refusal import Refused, not_modelled, too_many_requests
from bot.sandbox.world import Call, World


class Lost(Enum):
    """How the answer to a call got lost, as its client is to see it."""

    NEVER_LEFT = 1
    BROKEN = 2
    SILENT = 3


@dataclass(frozen=True, slots=True)
class Response:
    """What goes back: an HTTP status and a JSON body; or how it does not."""

    status: int
    body: Mapping[str, object]
    lost: Lost | None = None

    def as_bytes(self) -> bytes:
        """The body as the server writes it."""
        return json.dumps(self.body, ensure_ascii=False).encode()


async def answer(world: World, token: str, method: str, given: Mapping[str, Given]) -> Response:
    """Do what a bot asks, or refuse it."""
    if token != world.token:
        wrong = Refused(401, "Unauthorized") if token.partition(":")[0].isdigit() else Refused(404, "Not Found")
        return refusal(wrong)
    at, lost, arguments = world.now(), None, Arguments(dict(given))
    try:
        if method not in METHODS:
            raise not_modelled(f"method {method}")
        arguments = read_arguments(method, given)
        lost = await _meet_faults(world, method, arguments)
        if lost is Lost.NEVER_LEFT:
            response = Response(0, {}, lost)
        else:
            result = METHODS[method](world, arguments)
            response = Response(
                200, {"ok": True, "result": await result if inspect.isawaitable(result) else result}, lost
            )
    except _Broken:
        response = Response(0, {}, Lost.BROKEN)
    except Refused as refused:
        response = refusal(refused, lost)
    if method != "getUpdates":
        told = response.body.get("result") if response.status == 200 else response.body.get("description")
        shown = {name: _shown(value) for name, value in arguments.values.items()}
        call = Call(method, shown, at, response.status, told, _chat_id(world, arguments), response.lost is not None)
        world.calls.append(call)
        world.tell("call", world.chats.get(call.chat_id or 0), call)
    return response


def _shown(value: object) -> object:
    """A value with files by their names."""
    if isinstance(value, dict):
        return {key: _shown(each) for key, each in value.items()}
    return value.name if isinstance(value, Upload) else value


class _Broken(Exception):
    """The connection broke before the server acted."""


def refusal(refused: Refused, lost: Lost | None = None) -> Response:
    """The answer that a refusal becomes."""
    body: dict[str, object] = {"ok": False, "error_code": refused.code, "description": refused.description}
    if refused.parameters:
        body["parameters"] = refused.parameters
    return Response(refused.code, body, lost)


def _chat_id(world: World, arguments: Arguments) -> int | None:
    """The chat a call is about; for an answer, the chat of its tap."""
    chat_id = arguments.chat_id()
    if isinstance(chat_id, str):
        chat = world.find_chat(chat_id)
        return chat.id if chat else None
    tap = world.taps.get(arguments.text("callback_query_id"))
    return chat_id if chat_id is not None else tap.message.chat.id if tap else None


async def _meet_faults(world: World, method: str, arguments: Arguments) -> Lost | None:
    chat_id = _chat_id(world, arguments)
    match world.faults.strike(method, chat_id, world.now()):
        case Refuse(code, description):
            raise Refused(code, description)
        case TooMany(retry_after):
            raise too_many_requests(retry_after)
        case NeverLeft():
            return Lost.NEVER_LEFT
        case LostBefore():
            raise _Broken
        case LostAfter():
            return Lost.BROKEN
        case NoAnswer():
            return Lost.SILENT
        case Delay(seconds):
            await asyncio.sleep(seconds)
        case Held(go_on):
            await go_on.wait()
        case Migrate():
            chat = world.chats.get(chat_id or 0)
            if chat and not chat.migrated_to:
                world.migrate(chat)
        case None:
            pass
    if world.limits and chat_id is not None and method in PACED:
        paid = arguments.flag("allow_paid_broadcast")
        wait = world.limits.retry_after(chat_id, world.now(), paid=paid)
        if wait is not None:
            raise too_many_requests(wait)
    return None
