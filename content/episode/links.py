"""Links into an original, where the original can be entered at a second."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

_YOUTUBE = ("youtube.com", "www.youtube.com", "m.youtube.com")


def at_second(url: str | None, second: int | None) -> str | None:
    """The address of a video at a second; None where the address is no single video, as with a playlist."""
    if url is None or second is None:
        return None
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    watch = parts.hostname in _YOUTUBE and parts.path == "/watch" and query.get("v")
    short = parts.hostname == "youtu.be" and len(parts.path) > 1
    if not (watch or short):
        return None
    return urlunsplit(parts._replace(query=urlencode(query | {"t": f"{second}s"})))
