"""What answers in Telegram's place is read within bounds of size and time, and followed nowhere."""

import asyncio
import json
from contextlib import suppress
from datetime import timedelta

import pytest
from aiohttp import web
from telegram import Bot
from telegram import error as errors

from bot.edge.answers import MOST_BYTES, TooLarge
from bot.edge.outcome import What, outcome
from bot.edge.transport import AiohttpRequest, download
from tests.kit.loopback import Noted, done, hang_up_halfway, serving
from tests.kit.transported import MESSAGE, QUICK, TOKEN, bot_at, error_of

MEGABYTE = bytes(1 << 20)


async def test_of_a_file_no_more_is_read_than_may_be_whatever_size_is_stated() -> None:
    written = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal written
        if request.path.endswith("/getFile"):
            return done({"file_id": "1", "file_unique_id": "1", "file_size": 5, "file_path": "documents/1"})
        response = web.StreamResponse()
        await response.prepare(request)
        with suppress(ConnectionError):
            for _ in range(60):
                await response.write(bytes(1 << 20))
                written += 1
        return response

    async with serving(answer) as url:
        request = AiohttpRequest()
        bot = Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=request)
        await request.initialize()
        with pytest.raises(TooLarge):
            await download(bot, "1", 1 << 20)
        await request.shutdown()
    assert written < 20


async def test_a_file_that_drips_or_breaks_is_an_error_like_any_other() -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/getFile"):
            return done({"file_id": "1", "file_unique_id": "1", "file_path": "documents/1"})
        return await hang_up_halfway(request)

    async with serving(answer) as url:
        request = AiohttpRequest()
        bot = Bot(TOKEN, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot", request=request)
        await request.initialize()
        with pytest.raises(errors.NetworkError):
            await download(bot, "1", 1 << 20)
        await request.shutdown()


async def test_an_answer_that_comes_in_drips_ends_and_may_have_arrived() -> None:
    """Nobody would ever be silent for long, and the push would never end: all who are due behind it got nothing."""

    async def drip(request: web.Request) -> web.StreamResponse:
        answer = web.StreamResponse()
        await answer.prepare(request)
        with suppress(ConnectionError):
            while True:
                await answer.write(b" ")
                await asyncio.sleep(0.02)
        return answer

    async with serving(drip) as url:
        error = await error_of(url, longest_call=0.3, **QUICK)
    assert type(error) is errors.TimedOut
    assert outcome(error).what is What.UNKNOWN


@pytest.mark.parametrize("encoded", [False, True], ids=["long", "inflating"])
async def test_of_an_answer_without_an_end_no_more_is_read_than_any_has(encoded: bool) -> None:
    written = 0

    async def pour(request: web.Request) -> web.StreamResponse:
        nonlocal written
        answer = web.StreamResponse()
        if encoded:
            answer.enable_compression(web.ContentCoding.gzip)
        await answer.prepare(request)
        with suppress(ConnectionError):
            for _ in range(4 * MOST_BYTES // len(MEGABYTE)):
                await answer.write(MEGABYTE)
                written += len(MEGABYTE)
        return answer

    async with serving(pour) as url:
        error = await error_of(url)
    assert type(error) is errors.NetworkError
    assert "no end" in error.message
    assert outcome(error).what is What.UNKNOWN
    assert written < 2 * MOST_BYTES


@pytest.mark.parametrize("status", [301, 302, 307, 308])
async def test_nobody_is_led_elsewhere_with_what_a_reader_is_sent(status: int) -> None:
    elsewhere = Noted(MESSAGE)

    async def lead(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, headers={"Location": f"{private}/bot/sendMessage"})

    async with serving(elsewhere.answer) as private, serving(lead) as url:
        error = await error_of(url)
    assert elsewhere.asked == []
    assert type(error) is errors.NetworkError


async def test_a_gateways_page_of_five_megabytes_is_not_a_line_of_the_log() -> None:
    async def page(request: web.Request) -> web.StreamResponse:
        return web.Response(status=503, text="<html>" + "one moment, please " * 300_000)

    async with serving(page) as url:
        error = await error_of(url)
    assert len(error.message) < 5000
    assert outcome(error).what is What.UNKNOWN


@pytest.mark.parametrize(
    ("parameters", "waits"),
    [
        ({"retry_after": 40, "unknown": [1]}, 40),
        ({"retry_after": 0.2}, 1),
        ({"retry_after": 10**18}, 24 * 60 * 60),
        ({"retry_after": "40"}, None),
        ({"retry_after": -40}, None),
        ({"retry_after": [40]}, None),
        ({"migrate_to_chat_id": "-100"}, None),
        ([40], None),
        ("40", None),
    ],
)
async def test_a_rest_of_a_kind_that_no_server_asks_for_is_still_a_429(parameters: object, waits: int | None) -> None:
    async def busy(request: web.Request) -> web.StreamResponse:
        said = {"ok": False, "description": "Too Many Requests: later", "parameters": parameters}
        return web.json_response(said, status=429)

    async with serving(busy) as url:
        error = await error_of(url)
    assert outcome(error).what is What.RETRY
    assert outcome(error).retry_after == (None if waits is None else timedelta(seconds=waits))


@pytest.mark.parametrize("name", [rb"\ud83d", b"\xf0\x9f\x98", rb"\udc00\ud800", b"\xff"])
async def test_half_a_character_in_somebodys_name_leaves_nobody_unheard(name: bytes) -> None:
    """Cut through an emoji: all that came with it would be fetched again for ever, and never read."""
    said = [json.dumps({"update_id": at, "message": MESSAGE | {"text": f"{at} 😀"}}).encode() for at in (1, 2)]
    sender = b'"from":{"id":7,"is_bot":false,"first_name":"' + name + b'"},"text":"1'

    async def handler(request: web.Request) -> web.StreamResponse:
        return web.Response(body=b'{"ok":true,"result":[' + b",".join(said).replace(b'"text": "1', sender, 1) + b"]}")

    async with serving(handler) as url, bot_at(url) as bot:
        updates = await bot.get_updates()
    assert [update.message.text for update in updates if update.message] == ["1 😀", "2 😀"]
    assert updates[0].message is not None
    assert updates[0].message.from_user is not None
