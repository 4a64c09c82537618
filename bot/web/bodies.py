"""Bodies of requests, of a bounded size however they are sent."""

from __future__ import annotations

from starlette.requests import Request


class TooLarge(Exception):
    """More than was to be read."""


async def body_of(request: Request, *, most: int) -> bytes:
    """At most so many bytes; raises TooLarge, beforehand where the request says so, and ClientDisconnect."""
    stated = request.headers.get("content-length", "0")
    if not stated.isdecimal() or int(stated) > most:
        raise TooLarge
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise TooLarge
    return bytes(body)
