"""An endpoint is asked for its list of models, which costs nothing."""

from __future__ import annotations

import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from bot.app.checkup.finding import Finding, State

_PATIENCE = aiohttp.ClientTimeout(total=20)
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Answered:
    """What came; `seconds` is how far away it is."""

    host: str
    status: int
    body: bytes
    seconds: float


async def models_of(part: str, prefix: str, base: str, key: str) -> Answered | Finding:
    """The answer, or what is wrong for certain; `prefix` is that of the variables of this `part`."""
    host, began = urlsplit(base).hostname or base, time.perf_counter()
    try:
        async with (
            aiohttp.ClientSession(timeout=_PATIENCE, headers={"Authorization": f"Bearer {key}"}) as session,
            session.get(f"{base}/models", allow_redirects=False) as response,
        ):
            status, body = response.status, await response.content.read(_MOST_BYTES)
    except (aiohttp.ClientError, TimeoutError) as error:
        said = f"{host} does not answer ({type(error).__name__})"
        return Finding(part, State.BAD, said, f"see {prefix}BASE_URL")
    if status in (401, 403):
        return Finding(part, State.BAD, f"{host} does not accept {prefix}API_KEY ({status})", "renew the key")
    if 300 <= status < 400:
        said = f"{host} leads elsewhere ({status}), where the bot does not follow"
        return Finding(part, State.BAD, said, f"see {prefix}BASE_URL")
    return Answered(host, status, body, time.perf_counter() - began)
