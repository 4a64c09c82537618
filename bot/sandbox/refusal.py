"""How the Bot API says no: an HTTP status, Telegram's own words, sometimes with what to do."""

from collections.abc import Mapping
from types import MappingProxyType

NOTHING: Mapping[str, int] = MappingProxyType({})


class Refused(Exception):
    """A call that the server answers with `ok: false`."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] = NOTHING) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = dict(parameters)


def bad_request(words: str, **parameters: int) -> Refused:
    """400, the answer to most mistakes."""
    return Refused(400, f"Bad Request: {words}", parameters)


def forbidden(words: str) -> Refused:
    """403: the chat does not want the bot."""
    return Refused(403, f"Forbidden: {words}")


def not_modelled(what: str) -> Refused:
    """400 in our own words, for what Telegram can do and this sandbox cannot: by name, never pretended."""
    return Refused(400, f"Bad Request: the sandbox does not model {what}")


def too_many_requests(retry_after: int) -> Refused:
    """429 with the seconds to wait."""
    return Refused(429, f"Too Many Requests: retry after {retry_after}", {"retry_after": retry_after})
