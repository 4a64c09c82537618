"""An answer is read in whatever way HTTP has it, and what is none of its ways may have arrived."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from telegram import error as errors

from bot.edge.outcome import What, outcome
from bot.edge.transport import AiohttpRequest
from tests.kit.transported import TOKEN, call, error_of

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
