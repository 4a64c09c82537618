"""Fetching a document from the web: https only, never from a private network, bounded in size and time.

httpx-secure connects only to the address that was checked, on every hop of a redirect; what it does not know of
(IPv4 addresses embedded in IPv6 ones) is checked here. A document is sent again only if it has changed. What a
server asks for with Retry-After is kept to, unless it is longer than the time there is.
"""

from __future__ import annotations

import asyncio
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import stamina
from httpx_secure import SSRFProtectionError, httpx_ssrf_protection

from content.episode.faults import Absent, ContentError, Fault
from content.fetch.pantry import Kept, Pantry
from content.fetch.retry_after import read_retry_after
from content.files.head_values import checked_url

AGENT = "BuildSpeak-bot/0.1 (+https://example.org/buildspeak-bot)"
"""Names the project to whoever reads a server's log; an operator puts their own address there."""

_NAT64 = IPv6Network("64:ff9b::/96")
_ABSENT = frozenset({404, 410})
_TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Limits:
    """`size` in bytes once inflated; `seconds` for everything, attempts and the waits between them included."""

    size: int = 20 * 1024 * 1024
    seconds: float = 60
    redirects: int = 5
    attempts: int = 4
    first_wait: float = 1


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lies at `url`, the address after redirects; `is_new` is False where it has not changed since last time."""

    url: str
    data: bytes
    charset: str | None = None
    is_new: bool = True


Fetch = Callable[[str], Awaitable[Fetched]]
"""Fetches an address; raises Absent where nothing is there, ContentError with what else is wrong with it."""

Address = tuple[str, int]
"""A host and its port."""


class _TooMuch(Exception):
    pass


class _Busy(Exception):
    """A status that may pass; `wait` is what the server asks for, in seconds."""

    def __init__(self, status: int, wait: float | None) -> None:
        self.status = status
        self.wait = wait
        super().__init__(f"the server answers {status}")


@asynccontextmanager
async def fetching(
    *,
    cache: Path | None = None,
    allowed: Collection[Address] = (),
    limits: Limits | None = None,
    agent: str = AGENT,
) -> AsyncIterator[Fetch]:
    """Fetch within this context. `allowed` hosts may be private and need no https; `cache` is a folder."""
    limits = limits or Limits()
    async with guarded(limits, allowed, agent) as client:
        yield _Fetcher(client, limits, Pantry(cache) if cache else None).fetch


@asynccontextmanager
async def guarded(limits: Limits, allowed: Collection[Address], agent: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client that connects to public addresses over https alone, and to `allowed` ones."""

    async def refuse_plain(request: httpx.Request) -> None:
        address = (request.url.host, request.url.port or 80)
        if request.url.scheme != "https" and address not in allowed:
            raise ContentError([Fault(str(request.url), 0, "not fetched: only https:// is")])
        if request.url.userinfo:
            raise ContentError([Fault(request.url.host, 0, "not fetched: an address with a name and password in it")])

    client = httpx.AsyncClient(
        verify=_trusted(),
        timeout=httpx.Timeout(min(20, limits.seconds)),
        follow_redirects=True,
        max_redirects=limits.redirects,
        trust_env=False,
        headers={"User-Agent": agent, "Accept-Encoding": "gzip"},
        event_hooks={"request": [refuse_plain]},
    )

    def admits(host: str, ip: IPv4Address | IPv6Address, port: int) -> bool:
        return (host, port) in allowed or is_public(ip)

    httpx_ssrf_protection(client, check_globally_reachable=False, custom_validator=admits)
    async with client:
        yield client


@cache
def _trusted() -> ssl.SSLContext:
    """The authorities that are trusted; reading them takes longer than most documents."""
    return httpx.create_ssl_context(trust_env=False)


def is_public(ip: IPv4Address | IPv6Address) -> bool:
    """Whether `ip`, and every IPv4 address embedded in it, is one of the public internet."""
    if not ip.is_global or ip.is_multicast:
        return False
    if isinstance(ip, IPv4Address):
        return True
    if ip.is_site_local:
        return False
    embedded = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
    if ip in _NAT64 or int(ip) >> 32 == 0:
        embedded.append(IPv4Address(ip.packed[-4:]))
    return all(each is None or each.is_global for each in embedded)


class _Fetcher:
    def __init__(self, client: httpx.AsyncClient, limits: Limits, pantry: Pantry | None) -> None:
        self._client = client
        self._limits = limits
        self._pantry = pantry

    async def fetch(self, url: str) -> Fetched:
        """What lies at `url`; raises ContentError."""
        try:
            checked_url(url)
            async with asyncio.timeout(self._limits.seconds):
                return await self._patiently(url)
        except ContentError:
            raise
        except SSRFProtectionError:
            what = "not fetched: an address of a private network"
        except TimeoutError:
            what = f"not fetched: it took longer than {self._limits.seconds:g} seconds"
        except httpx.TooManyRedirects:
            what = f"not fetched: more than {self._limits.redirects} redirects"
        except _TooMuch:
            what = f"not fetched: larger than {self._limits.size // 1024} kB"
        except (httpx.HTTPError, httpx.InvalidURL, _Busy, zlib.error, ValueError, OSError) as error:
            what = f"not fetched: {_in_words(error)}"
        raise ContentError([Fault(_without_secrets(url), 0, what)]) from None

    async def _patiently(self, url: str) -> Fetched:
        attempts = stamina.retry_context(
            on=self._wait_for,
            attempts=self._limits.attempts,
            timeout=self._limits.seconds,
            wait_initial=self._limits.first_wait,
            wait_max=self._limits.seconds,
            wait_jitter=self._limits.first_wait,
        )
        async for attempt in attempts:
            with attempt:
                return await self._once(url)
        raise AssertionError  # stamina raises what the last attempt raised

    def _wait_for(self, error: Exception) -> bool | float:
        """Whether to ask again, or after how many seconds."""
        if isinstance(error, _Busy):
            if error.wait is None:
                return True
            return error.wait if error.wait < self._limits.seconds else False
        return isinstance(error, httpx.TransportError) and not isinstance(error, httpx.UnsupportedProtocol)

    async def _once(self, url: str) -> Fetched:
        kept = self._pantry.find(url) if self._pantry else None
        conditions = kept.conditions if kept else {}
        async with self._client.stream("GET", url, headers=conditions) as response:
            if response.status_code == HTTPStatus.NOT_MODIFIED and kept:
                return Fetched(kept.url, kept.data, kept.charset, is_new=False)
            if response.status_code in _TRANSIENT:
                asked = response.headers.get("Retry-After")
                raise _Busy(response.status_code, read_retry_after(asked, datetime.now(UTC)))
            if response.status_code in _ABSENT:
                what = f"not fetched: the server answers {response.status_code}"
                raise Absent([Fault(_without_secrets(url), 0, what)])
            if response.status_code != HTTPStatus.OK:
                raise ValueError(f"the server answers {response.status_code}")
            data = await self._body(response)
        found = Fetched(str(response.url), data, response.charset_encoding)
        if self._pantry:
            etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
            self._pantry.keep(url, Kept(found.url, data, found.charset, etag, modified))
        return found

    async def _body(self, response: httpx.Response) -> bytes:
        """The body, inflated here so that a small one that inflates to a huge one is noticed in time."""
        most = self._limits.size
        if int(response.headers.get("content-length", "0")) > most:
            raise _TooMuch
        match response.headers.get("content-encoding", "identity").casefold():
            case "identity" | "":
                inflater = None
            case "gzip" | "x-gzip":
                inflater = zlib.decompressobj(wbits=31)
            case other:
                raise ValueError(f"encoded as {other[:20]!r}, which was not asked for")
        data = bytearray()
        async for chunk in response.aiter_raw():
            data += inflater.decompress(chunk, most + 1 - len(data)) if inflater else chunk
            if len(data) > most or (inflater and inflater.unconsumed_tail):
                raise _TooMuch
        if inflater and not inflater.eof:
            raise ValueError("the answer is cut short")
        return bytes(data)


def _in_words(error: Exception) -> str:
    if isinstance(error, httpx.ConnectError | OSError):
        return "no connection"
    return " ".join(str(error).split())[:200] or type(error).__name__


def _without_secrets(url: str) -> str:
    """`url` without its query, in which some hosts have keys."""
    try:
        parts = urlsplit(url)
        return f"{parts.scheme}://{parts.hostname}{parts.path}"[:300] if parts.hostname else url[:300]
    except ValueError:
        return url[:300]
