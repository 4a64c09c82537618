"""One thing after the other, also where the environment has faults or no token."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

from bot.app.checkup.finding import Finding, State
from bot.app.checkup.memory import of_memory
from bot.app.checkup.outside import of_https
from bot.app.checkup.reading import of_endpoint, of_feed, of_lexicon, of_library
from bot.app.checkup.speaking import of_voice
from bot.app.checkup.telegram import OTHERS_ASK_AGAIN, of_telegram
from bot.app.config import Settings, read_settings
from bot.app.variables import ConfigError
from bot.store import Unusable
from bot.store.examining import in_use

_TOKEN = "TELEGRAM_BOT_TOKEN"  # noqa: S105  # the variable's name
_NO_TOKEN = "0:none"  # noqa: S105  # stands where a token is missing: all else can be looked at


async def examine(environment: Mapping[str, str], *, wait: int = OTHERS_ASK_AGAIN) -> AsyncIterator[Finding]:
    """Everything that the bot of this environment depends on; another poller shows itself within `wait` seconds."""
    settings, faults = _settings(environment)
    for fault in faults:
        mend = "@BotFather gives one; buildspeak demo needs none" if fault.startswith(_TOKEN) else "see .env.example"
        yield Finding("settings", State.BAD, fault, mend)
    if settings is None:
        return
    if not faults:
        yield Finding("settings", State.WELL, "no faults")
        working = await _working(settings)
        async for finding in of_telegram(settings, probe=None if working else wait):
            yield finding
    async for finding in of_memory(settings):
        yield finding
    yield await of_library(settings)
    yield await of_feed(settings)
    yield await of_endpoint(environment)
    yield of_lexicon(settings)
    yield await of_voice(settings, environment)
    yield await of_https(environment)


def _settings(environment: Mapping[str, str]) -> tuple[Settings | None, list[str]]:
    """The settings and their faults; with a token that is none where that is the only fault."""
    try:
        return read_settings(environment), []
    except ConfigError as error:
        faults = str(error).splitlines()
    if len(faults) == 1 and faults[0].startswith(_TOKEN):
        return read_settings({**environment, _TOKEN: _NO_TOKEN}), faults
    return None, faults


async def _working(settings: Settings) -> bool:
    """A bot at work here polls itself: asking for updates beside it would only disturb it."""
    try:
        return await in_use(settings.server_url)
    except Unusable:
        return False
