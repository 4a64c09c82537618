"""Who may see the page: whoever has its address, from this machine, not from another site's page.

Other pages in the same browser can send requests to loopback, and a hostile name server can make their own host
name mean 127.0.0.1. So every route asks for the key in the path (compared in constant time), a loopback Host, and
our own Origin where a browser names one. Who lacks any of these learns only that there is nothing here.
"""

from __future__ import annotations

import secrets
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class Guard:
    """Stands before every route of the page."""

    def __init__(self, app: ASGIApp, key: str) -> None:
        self._app = app
        self._key = key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request in with our headers on its answer, or answer 404."""
        if scope["type"] != "http" or not self._welcome(Request(scope)):
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_guarded)

    def _welcome(self, request: Request) -> bool:
        key = request.path_params.get("key", "")
        if not secrets.compare_digest(key.encode(), self._key.encode()):
            return False
        host = request.headers.get("host", "")
        if _name_in(host) not in LOOPBACK:
            return False
        if request.headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return False
        origin = request.headers.get("origin")
        return origin == f"http://{host}" if origin else request.method in ("GET", "HEAD")


def _name_in(host: str) -> str | None:
    """The name without its port; None where it is no host at all."""
    try:
        return urlsplit(f"//{host}").hostname
    except ValueError:
        return None
