"""The bot watched from outside: health and metrics over HTTP, and systemd's own way, where either is asked for."""

from __future__ import annotations

import asyncio
import logging
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from bot.app.config import Settings
from bot.app.dispatch import App, desk_of, hearing_of, receiving_of
from bot.web.health import Health

_OFTEN = 0.4
"""Of the time within which systemd wants to hear from us."""

_log = logging.getLogger(__name__)


@asynccontextmanager
async def watched(app: App, settings: Settings, environment: Mapping[str, str]) -> AsyncIterator[None]:
    """For as long as the bot is at work. Raises CannotListen."""
    desk = desk_of(app)
    health = Health(
        desk.store, desk.courier, receiving_of(app), desk.clock, settings.tick_seconds, hearing_of(app).role.works
    )
    async with AsyncExitStack() as stack:
        if settings.metrics_listen is not None:
            from bot.web.metrics import Metrics  # a few megabytes, for who asks for them
            from bot.web.operating import operating_routes
            from bot.web.serving import serving

            host, port = settings.metrics_listen
            metrics = Metrics(desk.store, desk.courier, receiving_of(app), desk.reply, desk.errors, desk.clock)
            port = await stack.enter_async_context(
                serving(operating_routes(health, metrics), host, port, setting="METRICS_LISTEN")
            )
            _log.info("health and metrics on %s port %d", host, port)
        if address := environment.get("NOTIFY_SOCKET"):
            systemd = Systemd(address, health, environment.get("WATCHDOG_USEC", ""))
            await stack.enter_async_context(systemd.told())
        yield


class Systemd:
    """sd_notify: READY once at work, WATCHDOG while the clockwork goes, STOPPING at the end."""

    def __init__(self, address: str, health: Health, watchdog_usec: str) -> None:
        self._address = "\0" + address[1:] if address.startswith("@") else address
        self._health = health
        self._every = int(watchdog_usec) / 1_000_000 * _OFTEN if watchdog_usec.isdigit() else None

    @asynccontextmanager
    async def told(self) -> AsyncIterator[None]:
        """For the block."""
        self._say("READY=1")
        watching = asyncio.create_task(self._watch(self._every), name="watchdog") if self._every else None
        try:
            yield
        finally:
            self._say("STOPPING=1")
            if watching is not None:
                watching.cancel()
                with suppress(asyncio.CancelledError):
                    await watching

    async def _watch(self, every: float) -> None:
        """A bot whose ticks no longer come is to be started anew; whether Telegram answers is no reason."""
        while True:
            late = self._health.late_tick()
            if not late or self._health.courier.last_step is None:
                self._say("WATCHDOG=1")
            else:
                _log.error("the tick is late (%s): systemd is not told that all is well", late)
            await asyncio.sleep(every)

    def _say(self, word: str) -> None:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as out:
            try:
                out.sendto(word.encode(), self._address)
            except OSError as error:
                _log.warning("systemd cannot be told: %s", error.strerror)
