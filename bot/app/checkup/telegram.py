"""Telegram: the token, who may take its updates, what a group's talk is to us, and the clock."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson

from bot.app.checkup.finding import Finding, State
from bot.app.config import Settings

_PATIENCE = aiohttp.ClientTimeout(total=20)
OTHERS_ASK_AGAIN = 4
"""Seconds of the probing poll: who was interrupted by it asks again well within them."""

_SKEW = timedelta(seconds=5)
_WAITING_MANY = 100


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    result: Any
    date: datetime | None


async def of_telegram(settings: Settings, *, probe: int | None) -> AsyncIterator[Finding]:
    """With `probe`, ask for updates for so many seconds to see whether another process polls; it confirms none."""
    async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
        try:
            me = await _ask(session, settings, "getMe")
        except (aiohttp.ClientError, TimeoutError) as error:
            yield _unreachable(settings, error)
            return
        yield _token(me)
        if me.date is not None:
            yield _clock(me.date, datetime.now(UTC))
        if not isinstance(me.result, dict):
            return
        yield _privacy(me.result)
        if settings.web_url is not None:
            yield _main_page(me.result, settings.web_url)
        try:
            told = await _ask(session, settings, "getWebhookInfo")
            webhook = told.result if isinstance(told.result, dict) else {}
            yield _updates(webhook, settings.webhook_url)
            if probe is not None and not webhook.get("url") and settings.webhook_url is None:
                waits = {"timeout": probe, "limit": 1}
                yield _poller(await _ask(session, settings, "getUpdates", waits))
        except (aiohttp.ClientError, TimeoutError) as error:
            yield _unreachable(settings, error)


async def _ask(session: aiohttp.ClientSession, settings: Settings, method: str, given: object = None) -> _Answer:
    """The address holds the token: it is told to nobody, whatever happens."""
    url = f"{settings.telegram_api_url}/bot{settings.telegram_bot_token}/{method}"
    async with session.post(url, json=given or {}, proxy=settings.telegram_proxy) as response:
        body = await response.read()
        date = response.headers.get("Date")
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError:
        told = None
    result = told.get("result") if isinstance(told, dict) else None
    return _Answer(response.status, result, _parsed(date) if date else None)


def _unreachable(settings: Settings, error: Exception) -> Finding:
    host = urlsplit(settings.telegram_api_url).hostname
    through = " through TELEGRAM_PROXY" if settings.telegram_proxy else ""
    said = f"{host} does not answer{through} ({type(error).__name__})"
    return Finding("telegram", State.BAD, said, "see that this machine reaches it; where it is blocked, set a proxy")


def _token(me: _Answer) -> Finding:
    if isinstance(me.result, dict):
        return Finding("token", State.WELL, f"of @{me.result.get('username')}, number {me.result.get('id')}")
    if me.status in (401, 404):
        return Finding("token", State.BAD, "Telegram does not accept it", "copy it anew from @BotFather")
    return Finding(
        "token", State.BAD, f"the Bot API answers {me.status}", "try again; see that TELEGRAM_API_URL is one"
    )


def _privacy(me: dict[str, Any]) -> Finding:
    if me.get("can_read_all_group_messages"):
        return Finding(
            "privacy", State.WATCH, "the bot hears all that is said in its groups", "@BotFather: /setprivacy, Enable"
        )
    return Finding("privacy", State.WELL, "of groups only what is said to the bot reaches it")


def _main_page(me: dict[str, Any], web_url: str) -> Finding:
    if urlsplit(web_url).scheme != "https":
        return Finding("page", State.BAD, "WEB_URL is not https: Telegram opens no such page", "put https before it")
    if not me.get("has_main_web_app"):
        said = "opens from private chats; groups and channels lead into the chat instead"
        return Finding(
            "page", State.WATCH, said, "@BotFather: Bot Settings, Configure Mini App, Enable, with WEB_URL/app/"
        )
    return Finding("page", State.WELL, "opens from every chat")


def _updates(told: dict[str, Any], wanted: str | None) -> Finding:
    waiting = int(told.get("pending_update_count") or 0)
    if wanted is not None:
        return _webhook(told, wanted, waiting)
    if url := told.get("url"):
        host = urlsplit(str(url)).hostname
        return Finding(
            "updates",
            State.BAD,
            f"a webhook is set, to {host}: polling is refused",
            "set WEBHOOK_URL, or start the bot, which takes it away",
        )
    if waiting >= _WAITING_MANY:
        return Finding("updates", State.WATCH, f"{waiting} wait to be fetched", "start the bot")
    return Finding("updates", State.WELL, f"by polling; {waiting} wait")


def _webhook(told: dict[str, Any], wanted: str, waiting: int) -> Finding:
    host = urlsplit(wanted).hostname
    if told.get("url") != wanted:
        return Finding("updates", State.WATCH, f"no webhook is set to {host}", "start the bot, which sets it")
    if (error := told.get("last_error_message")) and waiting:
        said = f"Telegram cannot bring them to {host}: {error}; {waiting} wait"
        return Finding("updates", State.BAD, said, "see that WEBHOOK_URL reaches WEB_LISTEN from outside, over https")
    return Finding("updates", State.WELL, f"brought to {host}; {waiting} wait")


def _poller(asked: _Answer) -> Finding:
    if asked.status == 409:
        return Finding("poller", State.BAD, "another process polls with this token", "stop it: there may be one only")
    if asked.result:
        return Finding("poller", State.NOT_USED, "updates wait, so that nobody seems to poll")
    return Finding("poller", State.WELL, "nobody else polls")


def _clock(theirs: datetime, ours: datetime) -> Finding:
    """Their header has whole seconds."""
    ahead = ours - theirs
    if abs(ahead) <= _SKEW:
        return Finding("clock", State.WELL, "agrees with Telegram's")
    where = "ahead of" if ahead > timedelta() else "behind"
    said = f"{abs(ahead).total_seconds():.0f} s {where} Telegram's"
    return Finding("clock", State.BAD, said, "let this machine keep time by NTP: digests come by its clock")


def _parsed(date: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(date)
    except (TypeError, ValueError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
