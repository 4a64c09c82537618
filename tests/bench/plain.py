"""The ceiling: aiohttp and orjson, nothing in between."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import orjson

from tests.bench import canned
from tests.bench.loops import Job

_JSON = {"Content-Type": "application/json"}
_HTML: dict[str, Any] = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}


@asynccontextmanager
async def sending(url: str) -> AsyncIterator[Job]:
    """sendMessage with a keyboard; the answer's JSON is read."""
    keyboard = canned.keyboard(canned.CARD_KEYS)
    async with _session() as session:

        async def send(number: int) -> Any:
            card = {"chat_id": canned.FIRST_CHAT + number, "text": canned.TEXT, "reply_markup": keyboard} | _HTML
            return (await _call(session, f"{url}/bot{canned.TOKEN}/sendMessage", card))["message_id"]

        yield send


@asynccontextmanager
async def tapped(url: str, taps: list[bytes]) -> AsyncIterator[Job]:
    """An update's JSON read, answered, its message edited."""
    keyboard = canned.keyboard(canned.SEGMENT_KEYS)
    async with _session() as session:

        async def tap(number: int) -> None:
            query = orjson.loads(taps[number % len(taps)])["callback_query"]
            place = {"chat_id": query["message"]["chat"]["id"], "message_id": query["message"]["message_id"]}
            view = place | {"text": canned.SEGMENT, "reply_markup": keyboard} | _HTML
            answer = {"callback_query_id": query["id"]}
            await _call(session, f"{url}/bot{canned.TOKEN}/answerCallbackQuery", answer)
            await _call(session, f"{url}/bot{canned.TOKEN}/editMessageText", view)

        yield tap


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=256))


async def _call(session: aiohttp.ClientSession, url: str, given: dict[str, Any]) -> Any:
    async with session.post(url, data=orjson.dumps(given), headers=_JSON) as response:
        return orjson.loads(await response.read())["result"]
