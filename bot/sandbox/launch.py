"""What an app hands to a page that it opens: who its reader is, signed with the bot's token, as Telegram signs it."""

import hmac
import json
import secrets
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

from bot.sandbox.people import User

VERSION = "9.1"
"""Of what pages may ask of the app."""


def init_data(user: User, token: str, at: datetime, /, *, start_param: str = "", **changed: str) -> str:
    """The fields of a visit; `changed` ones are signed as they are."""
    told = {key: value for key, value in user.as_json().items() if key != "is_bot"}
    fields = {
        "query_id": secrets.token_urlsafe(12),
        "user": json.dumps(told, ensure_ascii=False, separators=(",", ":")),
        "auth_date": str(int(at.timestamp())),
        "signature": secrets.token_urlsafe(48),
        **({"start_param": start_param} if start_param else {}),
        **changed,
    }
    key = hmac.digest(b"WebAppData", token.encode(), sha256)
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    return urlencode({**fields, "hash": hmac.new(key, lines.encode(), sha256).hexdigest()})


def opened_at(page: str, user: User, token: str, at: datetime, *, start_param: str = "") -> str:
    """The page's address with all of it. Colours are for whoever shows the page to add."""
    told = {
        "tgWebAppData": init_data(user, token, at, start_param=start_param),
        "tgWebAppVersion": VERSION,
        "tgWebAppPlatform": "weba",
        **({"tgWebAppStartParam": start_param} if start_param else {}),
    }
    return f"{page}#{urlencode(told)}"
