"""An answer is read in whatever way HTTP has it, and what is none of its ways may have arrived."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import aiohttp
import pytest
from aiohttp import web
from telegram import error as errors

from bot.edge.outcome import What, outcome
from bot.edge.transport import AiohttpRequest
from bot.edge.wire import Wire
from tests.kit.loopback import Noted, serving
from tests.kit.transported import MESSAGE, QUICK, TOKEN, call, error_of

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


async def test_a_body_that_comes_after_its_head_is_read_and_its_connection_used_again() -> None:
    connections = set()

    async def slowly(request: web.Request) -> web.StreamResponse:
        connections.add(request.protocol)
        answer = web.StreamResponse(headers={"Content-Length": str(len(WELL))})
        await answer.prepare(request)
        for at in range(len(WELL)):
            await answer.write(WELL[at : at + 1])
            await asyncio.sleep(0)
        return answer

    async with serving(slowly) as url, AiohttpRequest() as request:
        for _ in range(3):
            assert await call(request, f"{url}/bot{TOKEN}/getMe", b"{}") == 5
    assert len(connections) == 1


async def test_a_head_that_comes_in_drips_ends_and_may_have_been_of_an_answer() -> None:
    dripping: list[asyncio.Task[None]] = []

    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        with suppress(ConnectionError):
            while not writer.is_closing():
                writer.write(b"X-More: 1\r\n")
                await writer.drain()
                await asyncio.sleep(0.02)
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()

    def begin(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        dripping.append(asyncio.create_task(drip(writer)))

    async with await asyncio.start_server(begin, "127.0.0.1", 0) as server:
        error = await error_of(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", **QUICK)
        await asyncio.gather(*dripping)
    assert type(error) is errors.TimedOut
    assert outcome(error).what is What.UNKNOWN


async def test_those_who_found_no_free_connection_get_it_one_after_the_other() -> None:
    server = Noted("done")
    async with serving(server.answer) as url, AiohttpRequest(connections=1) as request:
        address = f"{url}/bot{TOKEN}/getMe"
        assert await asyncio.gather(*(call(request, address, b"{}") for _ in range(5))) == ["done"] * 5
    assert len({asked.protocol for asked, _ in server.asked}) == 1


async def test_a_connection_that_was_free_for_too_long_is_not_used_again() -> None:
    server = Noted("done")
    async with serving(server.answer) as url, aiohttp.ClientSession() as session:
        for idle, connections in ((30.0, 1), (-1.0, 2)):
            server.asked.clear()
            wire = Wire(session, aiohttp.TCPConnector(limit=1), "a test", idle)
            for _ in range(2):
                assert (await wire.post(f"{url}/getMe", b"{}", aiohttp.ClientTimeout(total=30)))[0] == 200
            await wire.close()
            assert len({asked.protocol for asked, _ in server.asked}) == connections


async def test_of_a_message_that_was_sent_only_its_id_is_read() -> None:
    server = Noted(MESSAGE)
    async with serving(server.answer) as url, AiohttpRequest() as request:
        assert await call(request, f"{url}/bot{TOKEN}/sendMessage", b"{}") == {"message_id": MESSAGE["message_id"]}
