"""What is fetched is small enough, soon enough, from the public internet, and sent again only if it has changed."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

import pytest

from content.episode.faults import Absent, ContentError
from content.fetch.fetching import AGENT, Address, Fetched, Limits, fetching, is_public
from content.fetch.pantry import MOST_BYTES, Kept, Pantry

QUICK = Limits(size=10_000, seconds=30, attempts=3, first_wait=0.01)
Answer = Callable[[dict[str, str]], bytes]


def response(status: str = "200 OK", body: bytes = b"", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass
class Server:
    """A loopback server that answers each request with the next of its answers, the last one for ever."""

    answers: list[bytes | Answer]
    address: Address = ("127.0.0.1", 0)
    seen: list[dict[str, str]] = field(default_factory=list)
    sent: int = 0
    idle: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def url(self) -> str:
        return f"http://{self.address[0]}:{self.address[1]}/feed"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.idle.clear()
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
            self.seen.append({k.casefold(): v for k, _, v in (line.partition(": ") for line in head[1:]) if k})
            answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
            data = answer if isinstance(answer, bytes) else answer(self.seen[-1])
            for at in range(0, len(data), 65536):
                writer.write(data[at : at + 65536])
                await writer.drain()
                self.sent += len(data[at : at + 65536])
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            self.idle.set()


@asynccontextmanager
async def serving(*answers: bytes | Answer) -> AsyncIterator[Server]:
    server = Server(list(answers))
    listening = await asyncio.start_server(server.answer, "127.0.0.1", 0)
    async with listening:
        server.address = listening.sockets[0].getsockname()[:2]
        server.idle.set()
        yield server
        await server.idle.wait()


async def fetch(server: Server, *, limits: Limits = QUICK, cache: Path | None = None) -> Fetched:
    async with fetching(allowed=[server.address], limits=limits, cache=cache) as get:
        return await get(server.url)


async def refused(url: str, *allowed: Address, limits: Limits = QUICK) -> str:
    async with fetching(allowed=allowed, limits=limits) as get:
        with pytest.raises(ContentError) as caught:
            await get(url)
    (fault,) = caught.value.faults
    return fault.what


async def test_a_document_is_fetched_under_the_projects_own_name() -> None:
    async with serving(response(body=b"caf\xe9", content_type="text/html; charset=iso-8859-1")) as server:
        assert await fetch(server) == Fetched(server.url, b"caf\xe9", "iso-8859-1")
    assert server.seen[0]["user-agent"] == AGENT


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0.0.0.0", "[::1]", "[::]",  # noqa: S104
        "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
        "[2001:0:7f00:1::]", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "[fe80::1]",
        "[fc00::1]", "[fec0::1]", "[ff02::1]", "224.0.0.1", "255.255.255.255",
    ],
)  # fmt: skip
async def test_no_private_address_is_asked_in_whatever_form(host: str) -> None:
    async with serving(response(body=b"secret")) as server:
        what = await refused(f"https://{host}:{server.address[1]}/")
    assert "private network" in what or "no connection" in what or "not a web address" in what or "Invalid IPv4" in what
    assert server.seen == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1:248:1893:25c8:1946", True), ("::ffff:10.0.0.1", False),
        ("64:ff9b::5db8:d822", True), ("64:ff9b::7f00:1", False), ("2002:a00:1::1", False),
        ("::7f00:1", False), ("fec0::1", False), ("192.0.2.1", False), ("100.64.0.1", False), ("224.0.0.1", False),
    ],
)  # fmt: skip
def test_embedded_addresses_are_looked_at(address: str, public: bool) -> None:
    assert is_public(ip_address(address)) is public


@pytest.mark.parametrize(
    "target", ["https://127.0.0.1:{port}/", "https://[::ffff:127.0.0.1]:{port}/", "https://10.0.0.1/"]
)
async def test_a_redirect_into_a_private_network_is_refused(target: str) -> None:
    async with (
        serving(response(body=b"secret")) as inner,
        serving(response("302 Found", location=target.format(port=inner.address[1]))) as outer,
    ):
        assert "private network" in await refused(outer.url, outer.address)
        assert inner.seen == []


@pytest.mark.parametrize("target", ["http://example.org/", "file:///etc/hostname", "ftp://example.org/"])
async def test_a_redirect_to_anything_but_https_is_refused(target: str) -> None:
    async with serving(response("302 Found", location=target)) as server:
        assert "not fetched" in await refused(server.url, server.address)


@pytest.mark.parametrize(
    "url", ["http://example.org/", "file:///etc/hostname", "https://", "https://a:b@example.org/", "x"]
)
async def test_only_plain_https_addresses_are_asked(url: str) -> None:
    assert await refused(url)


async def test_an_allowed_host_may_redirect_to_itself_but_not_for_ever() -> None:
    async with serving(response("302 Found", location="/there"), response(body=b"here")) as server:
        assert (await fetch(server)).url.endswith("/there")
    async with serving(response("302 Found", location="/again")) as server:
        assert "more than 5 redirects" in await refused(server.url, server.address)
    assert len(server.seen) == 6


async def test_a_body_over_the_limit_is_stopped_early() -> None:
    async with serving(response(body=b"x" * 50_000_000)) as server:
        assert "larger than" in await refused(server.url, server.address)
    assert server.sent < 10_000_000
    async with serving(response(body=b"x", content_length="50000000")) as server:
        assert "larger than" in await refused(server.url, server.address)


async def test_a_small_body_that_inflates_to_a_huge_one_is_stopped_early() -> None:
    bomb = gzip.compress(b"x" * 50_000_000)
    async with serving(response(body=bomb, content_encoding="gzip")) as server:
        assert "larger than" in await refused(server.url, server.address)
    async with serving(response(body=gzip.compress(b"fine"), content_encoding="gzip")) as server:
        assert (await fetch(server)).data == b"fine"
    async with serving(response(body=gzip.compress(b"fine")[:-9], content_encoding="gzip")) as server:
        assert "cut short" in await refused(server.url, server.address)
    async with serving(response(body=b"?", content_encoding="br")) as server:
        assert "not asked for" in await refused(server.url, server.address)


async def test_a_server_that_never_ends_is_left() -> None:
    left = asyncio.Event()

    async def hang(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(response(body=b"x", content_length="100"))
        await reader.read()
        writer.close()
        left.set()

    listening = await asyncio.start_server(hang, "127.0.0.1", 0)
    async with listening:
        host, port = listening.sockets[0].getsockname()[:2]
        what = await refused(f"http://{host}:{port}/", (host, port), limits=Limits(seconds=0.3))
        await left.wait()
    assert what.startswith("not fetched")


async def test_what_passes_is_asked_again_and_what_does_not_is_not() -> None:
    async with serving(response("503 Busy"), response("429 Slow", retry_after="0"), response(body=b"now")) as server:
        assert (await fetch(server)).data == b"now"
    async with serving(response("404 Not Found")) as server:
        assert await refused(server.url, server.address) == "not fetched: the server answers 404"
    assert len(server.seen) == 1
    async with serving(response("500 Oops")) as server:
        assert "answers 500" in await refused(server.url, server.address)
    assert len(server.seen) == QUICK.attempts


async def test_retry_after_is_kept_to_unless_it_is_too_long() -> None:
    loop = asyncio.get_running_loop()
    began = loop.time()
    async with serving(response("503 Busy", retry_after="1"), response(body=b"now")) as server:
        assert (await fetch(server)).data == b"now"
    assert loop.time() - began >= 1
    async with serving(response("503 Busy", retry_after="Fri, 31 Dec 2999 23:59:59 GMT")) as server:
        assert "answers 503" in await refused(server.url, server.address)
    assert len(server.seen) == 1


async def test_a_document_that_has_not_changed_is_not_sent_again(tmp_path: Path) -> None:
    def answer(asked: dict[str, str]) -> bytes:
        if asked.get("if-none-match") == '"v1"':
            return response("304 Not Modified")
        return response(body=b"old news", etag='"v1"', last_modified="Mon, 09 Mar 2026 12:30:00 GMT")

    async with serving(answer) as server:
        first = await fetch(server, cache=tmp_path / "kept")
        again = await fetch(server, cache=tmp_path / "kept")
        assert (first.data, first.is_new, again.data, again.is_new) == (b"old news", True, b"old news", False)
        assert server.seen[1]["if-modified-since"] == "Mon, 09 Mar 2026 12:30:00 GMT"
        (kept,) = (tmp_path / "kept").iterdir()
        kept.write_bytes(kept.read_bytes()[:-1])
        assert (await fetch(server, cache=tmp_path / "kept")).is_new


async def test_a_fault_tells_no_key_of_the_address() -> None:
    async with fetching(limits=QUICK) as get:
        with pytest.raises(ContentError) as caught:
            await get("https://127.0.0.1:1/feed?key=hidden")
    assert "hidden" not in str(caught.value)


def test_of_what_is_kept_large_documents_are_thrown_away_first(tmp_path: Path) -> None:
    pantry = Pantry(tmp_path)
    pantry.keep("small", Kept("small", b"x", etag="1"))
    for number in range(5):
        pantry.keep(f"large {number}", Kept("large", b"x" * (MOST_BYTES // 4), etag="1"))
    assert pantry.find("small") is not None
    assert [pantry.find(f"large {number}") is not None for number in range(5)] == [False, False, True, True, True]


async def test_what_is_not_there_is_told_from_what_cannot_be_read(tmp_path: Path) -> None:
    for status, absent in (("404 Not Found", True), ("410 Gone", True), ("403 Forbidden", False)):
        async with serving(response(status)) as server, fetching(allowed=[server.address], limits=QUICK) as fetch:
            with pytest.raises(ContentError) as caught:
                await fetch(server.url)
            assert isinstance(caught.value, Absent) is absent
