"""The HTTP under the bot, against a server on loopback: what is asked arrives whole, what goes wrong is told apart."""

import asyncio
import json
from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram import error as errors

from bot.edge.outcome import What, outcome, wait_of
from bot.edge.transport import AiohttpRequest
from bot.sandbox.files import Upload
from tests.kit.loopback import Handler, Noted, done, hang, hang_up, hang_up_halfway, serving
from tests.kit.transported import MESSAGE, QUICK, TOKEN, bot_at, call, error_of


async def test_what_ptb_asks_arrives_as_json_with_the_types_it_has() -> None:
    server = Noted(MESSAGE)
    async with serving(server.answer) as url, bot_at(url) as bot:
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("▶", callback_data="r:1:8:0")]])
        sent = await bot.send_message(7, "早", reply_markup=keys, disable_notification=True)
    assert (sent.message_id, sent.text) == (5, "早")
    ((request, body),) = server.asked
    assert (request.path, request.content_type) == (f"/bot{TOKEN}/sendMessage", "application/json")
    rows = {"inline_keyboard": [[{"text": "▶", "callback_data": "r:1:8:0"}]]}
    assert json.loads(body) == {"chat_id": 7, "text": "早", "disable_notification": True, "reply_markup": rows}


async def parsed(content_type: str, body: bytes) -> dict[str, Upload | str]:
    async def stream() -> AsyncGenerator[bytes, None]:
        yield body

    form = await MultiPartParser(Headers({"content-type": content_type}), stream()).parse()
    try:
        return {name: value if isinstance(value, str) else await uploaded(value) for name, value in form.items()}
    finally:
        await form.close()


async def uploaded(file: UploadFile) -> Upload:
    return Upload((file.filename or "").replace("%22", '"'), file.content_type or "", await file.read())


@pytest.mark.parametrize("name", ["terms.csv", "生词 2026.csv", 'my "words".csv', "100%25 a+b.csv"])
async def test_a_file_goes_up_with_the_name_it_has_and_its_content(name: str) -> None:
    server = Noted(MESSAGE)
    content = bytes(range(256)) + b"\r\n--\r\n"
    async with serving(server.answer) as url, bot_at(url) as bot:
        await bot.send_document(7, content, filename=name, caption="生词", disable_notification=True)
    ((request, body),) = server.asked
    form = await parsed(request.headers["Content-Type"], body)
    assert form.pop("document") == Upload(name, "text/csv", content)
    assert form == {"chat_id": "7", "caption": "生词", "disable_notification": "true"}


async def test_a_big_file_may_take_longer_than_an_answer_may_but_not_for_ever() -> None:
    async def slow(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.5)
        return done(MESSAGE | {"text": str(sum([len(chunk) async for chunk in request.content.iter_any()]))})

    content = bytes(12_000_000)
    async with serving(slow) as url:
        async with bot_at(url, **QUICK) as bot:
            assert int((await bot.send_document(7, content)).text or 0) > len(content)
        async with bot_at(url, media_timeout=0.2) as bot:
            with pytest.raises(errors.TimedOut) as caught:
                await bot.send_document(7, content)
    assert outcome(caught.value).what is What.UNKNOWN


async def test_ready_bytes_arrive_as_they_are_and_the_result_comes_back() -> None:
    server = Noted({"message_id": 5})
    body = '{"chat_id" : 7,\n"text":"早"}'.encode()
    async with serving(server.answer) as url, AiohttpRequest() as request:
        for _ in range(3):
            assert await call(request, f"{url}/bot{TOKEN}/sendMessage", body) == {"message_id": 5}
    assert [(asked.content_type, sent) for asked, sent in server.asked] == [("application/json", body)] * 3
    assert len({asked.protocol for asked, _ in server.asked}) == 1, "a connection is used again"


@pytest.mark.parametrize(
    ("status", "told", "kind", "what"),
    [
        (400, {"description": "Bad Request: message is too long"}, errors.BadRequest, What.REJECTED),
        (400, {"description": "Bad Request: chat not found"}, errors.BadRequest, What.GONE),
        (400, {"description": "grew", "parameters": {"migrate_to_chat_id": -100}}, errors.ChatMigrated, What.MOVED),
        (401, {"description": "Unauthorized"}, errors.InvalidToken, What.RETRY),
        (403, {"description": "Forbidden: bot was blocked by the user"}, errors.Forbidden, What.GONE),
        (404, {"description": "Not Found"}, errors.InvalidToken, What.RETRY),
        (
            409,
            {"description": "Conflict: terminated by another"},
            errors.Conflict,
            What.UNKNOWN,
        ),
        (429, {"description": "Too Many Requests", "parameters": {"retry_after": 40}}, errors.RetryAfter, What.RETRY),
        (429, {"description": "Too Many Requests: later"}, errors.NetworkError, What.RETRY),
        (500, {"description": "Internal Server Error"}, errors.NetworkError, What.RETRY),
        (502, {"description": "Bad Gateway"}, errors.NetworkError, What.UNKNOWN),
        (502, "<html>Bad Gateway</html>", errors.NetworkError, What.UNKNOWN),
        (502, "[]", errors.NetworkError, What.UNKNOWN),
        (200, "<html>Welcome to this hotel</html>", errors.TelegramError, What.UNKNOWN),
        (200, "", errors.TelegramError, What.UNKNOWN),
        (200, "[]", errors.TelegramError, What.UNKNOWN),
        (200, "null", errors.TelegramError, What.UNKNOWN),
    ],
)
async def test_each_refusal_is_the_error_that_ptb_has_for_it(
    status: int, told: dict[str, Any] | str, kind: type[errors.TelegramError], what: What
) -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        body = told if isinstance(told, str) else json.dumps({"ok": False, "error_code": status, **told})
        return web.Response(status=status, text=body)

    async with serving(handler) as url:
        error = await error_of(url)
    assert type(error) is kind
    assert outcome(error).what is what
    if isinstance(error, errors.RetryAfter):
        assert wait_of(error) == timedelta(seconds=40)


@pytest.mark.parametrize("handler", [hang, hang_up, hang_up_halfway])
async def test_what_broke_after_it_left_may_have_arrived(handler: Handler) -> None:
    async with serving(handler) as url:
        error = await error_of(url, **(QUICK if handler is hang else {}))
    assert type(error) is (errors.TimedOut if handler is hang else errors.NetworkError)
    assert outcome(error).what is What.UNKNOWN


@pytest.mark.parametrize("proxied", [False, True])
async def test_where_nobody_listens_nothing_has_left(proxied: bool) -> None:
    nobody = f"http://127.0.0.1:{unused_port()}"
    error = await (error_of("http://api.example", proxy=nobody) if proxied else error_of(nobody))
    assert type(error) is errors.NetworkError
    assert outcome(error).what is What.RETRY


async def test_what_found_no_free_connection_has_not_left_and_the_others_are_not_disturbed() -> None:
    asked, answer = asyncio.Event(), asyncio.Event()

    async def handler(request: web.Request) -> web.StreamResponse:
        asked.set()
        await answer.wait()
        return done("first")

    async with serving(handler) as url, AiohttpRequest(connections=1, connect_timeout=0.7) as request:
        address = f"{url}/bot{TOKEN}/sendMessage"
        first = asyncio.create_task(call(request, address, b"{}"))
        await asked.wait()
        with pytest.raises(errors.TimedOut) as caught:
            await call(request, address, b"{}")
        answer.set()
        assert await first == "first"
    assert outcome(caught.value).what is What.RETRY
    # aiohttp's own error, the cause, names the whole address: the log's formatter is what stars the token there.
    assert not any(secret in f"{caught.value} {caught.value!r}" for secret in (TOKEN, url))


async def test_it_is_closed_until_initialized_and_may_be_opened_again() -> None:
    async def handler(request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"a file")

    request = AiohttpRequest()
    async with serving(handler) as url:
        for _ in range(2):
            with pytest.raises(RuntimeError, match="not initialized"):
                await request.do_request(url, "GET")
            await request.initialize()
            await request.initialize()
            assert await request.retrieve(url) == b"a file"
            await request.shutdown()
    await request.shutdown()


async def test_a_proxy_that_is_given_is_asked() -> None:
    server = Noted("by proxy")
    async with serving(server.answer) as proxy, AiohttpRequest(proxy=proxy) as request:
        assert await call(request, "http://api.example/bot1:a/getMe", b"{}") == "by proxy"
    assert [(asked.method, asked.raw_path) for asked, _ in server.asked] == [
        ("POST", "http://api.example/bot1:a/getMe")
    ]


async def test_a_poll_survives_nonsense() -> None:
    answers = [
        done([{"update_id": 2, "message": MESSAGE}]),
        web.Response(text="[]"),
        web.Response(text="null", status=502),
        web.Response(text="{}"),
    ]
    answers.append(done([]))

    async def handler(request: web.Request) -> web.StreamResponse:
        return answers.pop(0)

    async with serving(handler) as url, bot_at(url) as bot:
        (said,) = await bot.get_updates()
        for _ in range(3):
            with pytest.raises(errors.TelegramError):  # polling goes on after these, and ends with any other
                await bot.get_updates()
        assert await bot.get_updates() == ()
    assert said.message is not None
    assert said.message.text == "早"
