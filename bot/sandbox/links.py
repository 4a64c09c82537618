"""Addresses as Telegram takes them, in text and on buttons."""

import re

from bot.sandbox.refusal import not_modelled


def checked_link(link: str) -> str | None:
    """The link as Telegram stores it (scheme added, host lowered, path never empty); None if it drops it."""
    if link.lower().startswith("tg://user?id="):
        raise not_modelled("mentions of users by tg://user links")
    if link.lower().startswith("tg://"):
        return link
    host_and_port = r"((?:[^\s/?#@]+@)?)([^\s/?#@:]+\.[^\s/?#@:]+)((?::\d{1,5})?)"
    whole = re.fullmatch(rf"(?:(https?)://)?{host_and_port}([/?#].*)?", link.strip(), re.IGNORECASE)
    if not whole:
        return None
    scheme, login, host, port, path = whole.groups(default="")
    path = path.replace(" ", "%20") if path.startswith("/") else f"/{path}"
    return f"{(scheme or 'http').lower()}://{login}{host.lower()}{port}{path}"
