"""How the bot is reached from outside: what Telegram and readers' apps open is https, with a certificate they trust.

Looked at from this machine: that a router lets the world in is seen by Telegram only, and told under `updates`.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from bot.app.checkup.finding import Finding, State

ADDRESSES = ("WEBHOOK_URL", "WEB_URL")
_PORTS = (443, 80, 88, 8443)
"""To which Telegram brings updates."""

_PATIENCE = 10.0
_SOON = timedelta(days=10)
"""A proxy renews a certificate a month before its end: one that is so near it is not being renewed."""


async def of_https(
    environment: Mapping[str, str], *, trusting: ssl.SSLContext | None = None, now: datetime | None = None
) -> Finding:
    """Each public address that is set. `trusting` and `now` are this machine's own unless given."""
    given = {name: value for name in ADDRESSES if (value := environment.get(name, "").strip())}
    if not given:
        return Finding("https", State.NOT_USED, "no public address is set, and none is needed for polling")
    told = []
    for name, value in given.items():
        found = await _address(name, value, trusting or ssl.create_default_context(), now or datetime.now(UTC))
        if found.state is not State.WELL:
            return found
        told.append(found.said)
    return Finding("https", State.WELL, "; ".join(dict.fromkeys(told)))


async def _address(name: str, value: str, trusting: ssl.SSLContext, now: datetime) -> Finding:
    parts = urlsplit(value)
    try:
        host, port = parts.hostname, parts.port or 443
    except ValueError:
        host, port = None, 0
    if parts.scheme != "https" or host is None:
        return Finding("https", State.BAD, f"{name} must begin with https://", "let a proxy hold a certificate")
    if name == "WEBHOOK_URL" and port not in _PORTS:
        allowed = ", ".join(map(str, _PORTS))
        return Finding("https", State.BAD, f"{name}: Telegram comes to port {allowed} only", "let the proxy have one")
    try:
        async with asyncio.timeout(_PATIENCE):
            _, writer = await asyncio.open_connection(host, port, ssl=trusting)
    except ssl.SSLCertVerificationError as error:
        said = f"{name}: the certificate of {host} is not trusted ({error.verify_message})"
        return Finding("https", State.BAD, said, "see that the proxy can get one: ports 80 and 443 must reach it")
    except (OSError, TimeoutError) as error:
        said = f"{name}: {host} does not answer over https ({type(error).__name__})"
        return Finding("https", State.BAD, said, "see that its name leads here, and that the proxy runs")
    certificate = writer.get_extra_info("peercert") or {}
    writer.close()
    return _until(host, certificate, now)


def _until(host: str, certificate: Mapping[str, object], now: datetime) -> Finding:
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)
    said = f"{host}, a certificate until {ends:%Y-%m-%d}"
    if ends - now < _SOON:
        return Finding("https", State.WATCH, said, "see in the proxy's log why it is not renewed")
    return Finding("https", State.WELL, said)
