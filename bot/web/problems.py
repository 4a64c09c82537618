"""What goes wrong, told as RFC 9457 has it. Nothing that a reader wrote stands in it."""

from __future__ import annotations

from collections.abc import Mapping

import orjson
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"

_TITLES = {
    400: "The request is not in order",
    401: "The visit is over",
    403: "Not allowed",
    404: "There is nothing here",
    405: "That cannot be done here",
    408: "The request took too long",
    409: "It has changed since",
    413: "The request is too large",
    415: "JSON is expected",
    422: "The request is not in order",
    429: "Too many requests",
    500: "Something went wrong",
    503: "Not now",
}


class Problem(Exception):
    """Ends a request. `kind` is for the page: it says what to tell its reader by it; `detail` is for whoever debugs."""

    def __init__(self, status: int, kind: str, detail: str = "", *, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(kind)
        self.status, self.kind, self.detail = status, kind, detail
        self.headers = dict(headers or {})

    @property
    def body(self) -> bytes:
        """As it is sent."""
        told: dict[str, object] = {"type": f"urn:buildspeak:{self.kind}", "title": _TITLES.get(self.status, "Fault")}
        told |= {"status": self.status, "kind": self.kind}
        return orjson.dumps(told | ({"detail": self.detail} if self.detail else {}))

    def response(self) -> Response:
        """For Starlette."""
        return Response(self.body, self.status, {"Cache-Control": "no-store", **self.headers}, MEDIA_TYPE)


def not_there() -> Problem:
    """Not there, or another's: nobody is told which."""
    return Problem(404, "not-there")


def changed() -> Problem:
    """What is asked about was edited since the page got it."""
    return Problem(409, "changed")
