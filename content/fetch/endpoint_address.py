"""The address of an OpenAI-compatible endpoint, as an operator writes it."""

from __future__ import annotations

from urllib.parse import urlsplit


def endpoint_address(value: str, *, path: str, key: str) -> str:
    """Without the `path` that requests end in; raises ValueError. `key` names the variable that has the key."""
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("is not a URL; it begins with https:// and often ends with /v1")
    if parts.username or parts.query or parts.fragment:
        raise ValueError(f"has more than an address; the key goes into {key}")
    return value.rstrip("/").removesuffix(path)
