"""The HTTP under the bot, against a server on loopback: what is asked arrives whole, what goes wrong is told apart."""

import asyncio
import json
import traceback
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import timedelta
from typing import Any, cast

import pytest
from aiohttp import web
from aiohttp.test_utils import unused_port
from starlette.datastructures import Headers, UploadFile
from starlette.formparsers import MultiPartParser
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram import error as errors
from telegram.request import BaseRequest, RequestData

from bot.edge.answers import MOST_BYTES, TooLarge
from bot.edge.outcome import What, outcome, wait_of
from bot.edge.transport import AiohttpRequest, PollingRequest, Ready, download
from bot.sandbox.files import Upload
from tests.kit.loopback import Handler, Noted, done, hang, hang_up, hang_up_halfway, serving

TOKEN = "123456:AAECretOfThisTestOnlyAndOfNobodyElse"
MESSAGE = {"message_id": 5, "date": 1780000000, "chat": {"id": 7, "type": "private"}, "text": "早"}
QUICK: dict[str, Any] = {"read_timeout": 0.1, "write_timeout": 0.1}
"""For what never comes; what does come may take its time on a busy machine."""

MEGABYTE = bytes(1 << 20)


async def call(request: BaseRequest, url: str, body: bytes) -> Any:
    return await request.post(url, request_data=cast(RequestData, Ready(body)))


@asynccontextmanager
async def bot_at(url: str, **options: Any) -> AsyncIterator[Bot]:
    """A plain PTB bot on our transports; `options` are those of its calls."""
    async with AiohttpRequest(**options) as calls, PollingRequest(connections=1) as polls:
        yield Bot(TOKEN, base_url=f"{url}/bot", request=calls, get_updates_request=polls)


async def error_of(url: str, **options: Any) -> errors.TelegramError:
    """The error of a call: neither it nor a traceback of it and its causes names the token."""
    async with AiohttpRequest(**options) as request:
        with pytest.raises(errors.TelegramError) as caught:
            await call(request, f"{url}/bot{TOKEN}/sendMessage", b"{}")
    said = f"{caught.value} {caught.value!r}"
    assert not any(secret in said for secret in (TOKEN, url, "sendMessage"))
    assert TOKEN not in "".join(traceback.format_exception(caught.value))
    return caught.value


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


async def test_each_update_that_a_poll_brings_is_trimmed_and_a_poll_survives_nonsense() -> None:
    query = {"id": "7", "from": {"id": 7, "is_bot": False, "first_name": "x"}, "chat_instance": "1", "message": MESSAGE}
    updates = [{"update_id": 1, "callback_query": query}, {"update_id": 2, "message": MESSAGE}]
    answers = [done(updates), web.Response(text="[]"), web.Response(text="null", status=502), web.Response(text="{}")]
    answers.append(done([]))

    async def handler(request: web.Request) -> web.StreamResponse:
        return answers.pop(0)

    async with serving(handler) as url, bot_at(url) as bot:
        tap, said = await bot.get_updates()
        for _ in range(3):
            with pytest.raises(errors.TelegramError):  # polling goes on after these, and ends with any other
                await bot.get_updates()
        assert await bot.get_updates() == ()
    assert tap.callback_query is not None
    assert isinstance(tap.callback_query.message, Message)
    assert (tap.callback_query.message.message_id, tap.callback_query.message.text) == (5, None)
    assert said.message is not None
    assert said.message.text == "早"


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


WELL = b'{"ok":true,"result":5}'
LONG = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n" % len(WELL)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n6\r\n%b\r\n%x\r\n%b\r\n0\r\n\r\n"


@asynccontextmanager
async def saying(answer: bytes, *, then_leaving: bool) -> AsyncIterator[tuple[str, list[bytes]]]:
    """The address of a server that says this to every request, and what it is asked."""
    asked: list[bytes] = []
    hearing: list[asyncio.Task[None]] = []

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        hearing.append(asyncio.create_task(hear(reader, writer)))

    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                asked.append(await reader.readuntil(b"\r\n\r\n") + await reader.readexactly(2))
                writer.write(answer)
                if then_leaving:
                    break
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
        await asyncio.gather(*hearing)


@pytest.mark.parametrize("leaving", [False, True])
@pytest.mark.parametrize(
    "answer",
    [
        LONG + b"\r\n" + WELL,
        LONG + b"Connection: close\r\n\r\n" + WELL,
        b"HTTP/1.1 100 Continue\r\n\r\n" + LONG + b"\r\n" + WELL,
        CHUNKED % (WELL[:6], len(WELL) - 6, WELL[6:]),
    ],
    ids=["of a length", "the last", "after a while", "in pieces"],
)
async def test_an_answer_is_read_in_whatever_way_http_has_it(answer: bytes, leaving: bool) -> None:
    async with saying(answer, then_leaving=leaving) as (url, asked), AiohttpRequest() as request:
        for _ in range(1 if leaving else 2):
            assert await call(request, f"{url}/bot{TOKEN}/getMe", b"{}") == 5
    head, _, body = asked[0].partition(b"\r\n\r\n")
    assert (head.split(b"\r\n")[0], body) == (f"POST /bot{TOKEN}/getMe HTTP/1.1".encode(), b"{}")
    assert f"Host: {url.removeprefix('http://')}".encode() in head.split(b"\r\n")
    assert b"Content-Length: 2" in head.split(b"\r\n")


@pytest.mark.parametrize(
    "answer", [b"220 mail.example ESMTP\r\n", b"HTTP/1.1 200 OK\r\nContent-Le", LONG + b"\r\n{", b""]
)
async def test_what_is_no_whole_answer_may_have_arrived(answer: bytes) -> None:
    async with saying(answer, then_leaving=True) as (url, asked):
        error = await error_of(url)
    assert len(asked) == 1, "it is not said twice"
    assert type(error) is errors.NetworkError
    assert outcome(error).what is What.UNKNOWN
