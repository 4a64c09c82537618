"""The body of an answer, read no further than it may be long, also where a small one inflates to a huge one."""

from __future__ import annotations

import zlib

import httpx


class TooLarge(Exception):
    """There is more of it."""


async def whole(response: httpx.Response, most: int) -> httpx.Response:
    """The same answer with its body read; raises TooLarge, httpx.TransportError. Only gzip is inflated."""
    encoding = response.headers.get("content-encoding", "identity").casefold()
    if encoding not in ("identity", "", "gzip", "x-gzip"):
        raise httpx.DecodingError(f"encoded as {encoding[:20]!r}, which was not asked for")
    inflater = zlib.decompressobj(wbits=31) if "gzip" in encoding else None
    data = bytearray()
    try:
        async for chunk in response.aiter_raw():
            data += inflater.decompress(chunk, most + 1 - len(data)) if inflater else chunk
            if len(data) > most or (inflater and inflater.unconsumed_tail):
                raise TooLarge
    except zlib.error as error:
        raise httpx.DecodingError("not in order") from error
    kept = {name: value for name, value in response.headers.items() if name in ("content-type", "retry-after")}
    return httpx.Response(response.status_code, headers=kept, content=bytes(data))
