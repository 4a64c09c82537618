"""Who opened the page: what Telegram's app hands to it, signed with the bot's token.

See "Validating data received via the Mini App" in Telegram's documentation: every field but `hash`, sorted, a line
each, under a key made of the token. What is not exactly as Telegram makes it is refused, without saying why.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qsl

import orjson

LONGEST = 4096
OLDEST = timedelta(hours=24)
_AHEAD = timedelta(minutes=5)
"""By how much Telegram's clock may be ahead of ours."""


class Forged(Exception):
    """Not from Telegram, not for this bot, not whole, or too old."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Who opened the page, and when."""

    user_id: int
    language_code: str | None
    at: datetime


def opened(raw: str, token: str, now: datetime) -> Opened:
    """What it says; raises Forged."""
    if len(raw) > LONGEST:
        raise Forged
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, strict_parsing=True, errors="strict")
        fields = dict(pairs)
        given = fields.pop("hash")
        if len(pairs) != len(fields) + 1 or not hmac.compare_digest(given.encode(), sign(fields, token).encode()):
            raise Forged
        at, user = datetime.fromtimestamp(int(fields["auth_date"]), UTC), orjson.loads(fields["user"])
        user_id, code = user["id"], user.get("language_code")
    except (KeyError, ValueError, TypeError, AttributeError, OverflowError, OSError):
        raise Forged from None
    if not -_AHEAD <= now - at <= OLDEST or type(user_id) is not int or not 0 < user_id < 1 << 53:
        raise Forged
    return Opened(user_id, code if isinstance(code, str) else None, at)


def sign(fields: dict[str, str], token: str) -> str:
    """The hash of the fields."""
    key = hmac.digest(b"WebAppData", token.encode(), sha256)
    return hmac.new(key, "\n".join(f"{k}={v}" for k, v in sorted(fields.items())).encode(), sha256).hexdigest()
