"""A large file from the web into a file here, within the same bounds of address: gone on with where it broke off."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

import httpx
from httpx_secure import SSRFProtectionError

from content.episode.faults import ContentError, Fault
from content.fetch.fetching import AGENT, Address, Limits, guarded
from content.files.head_values import checked_url

_TRIES = 5


@dataclass(frozen=True, slots=True)
class DownloadLimits:
    """`size` in bytes, `seconds` for everything, `spare` the bytes that must be left on the disk."""

    size: int = 400 * 1024 * 1024
    seconds: float = 900
    spare: int = 500 * 1024 * 1024
    first_wait: float = 1


async def download(
    url: str,
    path: Path,
    *,
    kinds: tuple[str, ...],
    allowed: Collection[Address] = (),
    limits: DownloadLimits | None = None,
) -> None:
    """Put what lies at `url` into `path`; its content type begins with one of `kinds`. Raises ContentError, OSError.

    What broke off is asked for from there on; where a server does not know how, from the beginning.
    """
    limits = limits or DownloadLimits()
    partial = path.with_name(path.name + ".part")
    try:
        checked_url(url)
        async with asyncio.timeout(limits.seconds), guarded(Limits(), allowed, AGENT) as client:
            await _patiently(client, url, partial, kinds, limits)
        partial.replace(path)
    except SSRFProtectionError:
        what = "an address of a private network"
    except TimeoutError:
        what = f"it took longer than {limits.seconds:g} seconds"
    except httpx.TooManyRedirects:
        what = "too many redirects"
    except ContentError:
        raise
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        what = " ".join(str(error).split())[:200] or type(error).__name__
    else:
        return
    finally:
        with suppress(OSError):
            _begin_anew(partial)
    raise ContentError([Fault(url.partition("?")[0][:300], 0, f"not fetched: {what}")])


async def _patiently(
    client: httpx.AsyncClient, url: str, partial: Path, kinds: tuple[str, ...], limits: DownloadLimits
) -> None:
    _begin_anew(partial)
    tag: str | None = None
    for attempt in range(1, _TRIES + 1):
        at = _size(partial)
        headers = {"Accept-Encoding": "identity"}
        if at and tag:
            headers |= {"Range": f"bytes={at}-", "If-Range": tag}
        try:
            async with client.stream("GET", url, headers=headers) as response:
                tag = response.headers.get("etag") or response.headers.get("last-modified")
                await _append(response, partial, at, kinds, limits)
        except (httpx.TransportError, _Busy):
            if attempt == _TRIES:
                raise
            await asyncio.sleep(limits.first_wait * 2 ** (attempt - 1))
        else:
            return


def _begin_anew(partial: Path) -> None:
    partial.unlink(missing_ok=True)


def _size(partial: Path) -> int:
    return partial.stat().st_size if partial.exists() else 0


class _Busy(ValueError):
    """A status that may pass."""


async def _append(
    response: httpx.Response, partial: Path, at: int, kinds: tuple[str, ...], limits: DownloadLimits
) -> None:
    status = response.status_code
    if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE):
        raise _Busy(f"the server answers {status}")
    if status not in (HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT):
        raise ValueError(f"the server answers {status}")
    kind = response.headers.get("content-type", "").casefold()
    if not kind.startswith(kinds):
        raise ValueError(f"it is {kind[:40] or 'of no stated kind'}, no sound")
    goes_on = status == HTTPStatus.PARTIAL_CONTENT and response.headers.get("content-range", "").startswith(
        f"bytes {at}-"
    )
    had = at if goes_on else 0
    told = int(response.headers.get("content-length", "0"))
    if had + told > limits.size:
        raise ValueError(f"larger than {limits.size // 1024**2} MB")
    if shutil.disk_usage(partial.parent).free - told < limits.spare:
        raise ValueError("there is no room for it on the disk")
    with partial.open("ab" if goes_on else "wb") as file:
        async for chunk in response.aiter_raw():
            file.write(chunk)
            had += len(chunk)
            if had > limits.size:
                raise ValueError(f"larger than {limits.size // 1024**2} MB")
