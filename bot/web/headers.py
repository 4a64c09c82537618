"""What browsers are told about the page: what it may load and run, and who may show it in a frame."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

TELEGRAM = "https://web.telegram.org"
"""Where Telegram's app runs in a browser, and opens the page in a frame. No X-Frame-Options: it knows no address."""

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; object-src 'none'; frame-ancestors {frames}"
)


class Headers:
    """Puts them on every answer. `frames` are origins beside Telegram's: only the demo has one."""

    def __init__(self, app: ASGIApp, frames: Sequence[str] = ()) -> None:
        self._app = app
        self._headers = {
            "Content-Security-Policy": _POLICY.format(frames=" ".join((TELEGRAM, *frames))),
            "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Strict-Transport-Security": "max-age=31536000",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The answer with our headers; its own come first."""

        async def send_headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_headed if scope["type"] == "http" else send)
