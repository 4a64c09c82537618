"""How the bot runs: settings from the environment, read once from a mapping that you pass."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from bot.app.place import Place
from bot.app.variables import ConfigError, number, one_of, read_as, url, whole, yes_or_no
from bot.locales.typed import parse_time
from bot.locales.zones import is_zone

FREE = 30
"""Messages a second that Telegram charges nothing for."""

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_WORD = re.compile(r"[A-Za-z0-9_-]{1,256}")
_LONGEST_CONTACT = 200
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


def _token(text: str) -> str:
    if not _TOKEN.fullmatch(text):
        raise ValueError("is not a bot token; @BotFather gives one, like 123456:ABC…")
    return text


def _zone(text: str) -> str:
    if not is_zone(text):
        raise ValueError("is not an IANA time zone, like Asia/Shanghai")
    return text


def _sources(text: str) -> tuple[str, ...]:
    named = sources_in(text)
    for source in named:
        if urlsplit(source).scheme not in ("http", "https") and not Path(source).exists():
            raise ValueError(f"has neither an address nor a file or folder that is there: {source}")
    return named


def sources_in(text: str) -> tuple[str, ...]:
    """Daily sources as DAILY_FEED_URL has them: separated by commas or line ends."""
    return tuple(part.rstrip("/") or part for part in re.split(r"\s*[,\n]\s*", text.strip()) if part)


def _minute(text: str) -> int:
    """In minutes after midnight."""
    minute = parse_time(text)
    if minute is None:
        raise ValueError("is not a time of day, like 06:00")
    return minute


def _ids(text: str) -> frozenset[int]:
    try:
        return frozenset(int(part) for part in text.replace(",", " ").split())
    except ValueError:
        raise ValueError("must be Telegram user ids, separated by commas") from None


def _contact(text: str) -> str:
    if len(text) > _LONGEST_CONTACT:
        raise ValueError(f"is longer than {_LONGEST_CONTACT} characters")
    return text


def _level(text: str) -> str:
    if text.upper() not in _LEVELS:
        raise ValueError(f"is not one of {', '.join(_LEVELS)}")
    return text.upper()


def _listen(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    try:
        return str(ip_address(host.removeprefix("[").removesuffix("]"))), int(port)
    except ValueError:
        raise ValueError("must be an address of this machine and a port, like 127.0.0.1:9464") from None


def _secure(text: str) -> str:
    """Telegram opens no page without https; on this machine alone, for trying it out, http will do."""
    parts = urlsplit(text)
    if not (parts.scheme == "https" or (parts.scheme == "http" and _here(parts.hostname))):
        raise ValueError("must begin with https://: Telegram opens no other page")
    if not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("is not an address like https://read.example.org")
    return text.rstrip("/")


def _here(host: str | None) -> bool:
    return host in ("127.0.0.1", "localhost", "::1")


def _word(text: str) -> str:
    if not _WORD.fullmatch(text):
        raise ValueError("must be up to 256 letters, digits, _ and -")
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Place):
    """How this bot runs. Each field is read from the variable of its name in upper case."""

    telegram_bot_token: Annotated[str, _token] = field(repr=False)
    telegram_api_url: Annotated[str, url] = "https://api.telegram.org"
    telegram_proxy: Annotated[str | None, url] = field(default=None, repr=False)
    default_zone: Annotated[str, _zone] = "Asia/Shanghai"
    tick_seconds: Annotated[float, number(0.01, 60)] = 20
    pushes_per_second: Annotated[float, number(1, 1000)] = 25
    paid_broadcast: Annotated[bool, yes_or_no] = False
    paid_stars_monthly: Annotated[int | None, whole(1, 10_000_000)] = None
    delivery_on_unknown: Annotated[Literal["park", "resend"], one_of("park", "resend")] = "park"
    daily_feed_url: Annotated[tuple[str, ...], _sources] = ()
    daily_at: Annotated[int | None, _minute] = None
    original_audio: Annotated[bool, yes_or_no] = False
    admin_ids: Annotated[frozenset[int], _ids] = frozenset()
    operator_contact: Annotated[str | None, _contact] = None
    source_url: Annotated[str | None, url] = None
    log_level: Annotated[str, _level] = "INFO"
    log_format: Annotated[Literal["human", "json"], one_of("human", "json")] = "human"
    metrics_listen: Annotated[tuple[str, int] | None, _listen] = None
    web_listen: Annotated[tuple[str, int], _listen] = ("127.0.0.1", 8080)
    web_url: Annotated[str | None, _secure] = None
    webhook_url: Annotated[str | None, url] = None
    webhook_secret: Annotated[str | None, _word] = field(default=None, repr=False)

    @property
    def secret(self) -> str:
        """What Telegram says with each update: WEBHOOK_SECRET, or made from the token."""
        return self.webhook_secret or hmac.new(self.telegram_bot_token.encode(), b"webhook", "sha256").hexdigest()


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment gives; an empty variable counts as not set. Raises ConfigError."""
    settings = read_as(Settings, environment)
    if settings.pushes_per_second > FREE and not settings.paid_broadcast:
        raise ConfigError(f"PUSHES_PER_SECOND above {FREE} costs Stars: it needs PAID_BROADCAST=yes")
    if settings.paid_broadcast and settings.paid_stars_monthly is None:
        raise ConfigError("PAID_BROADCAST needs PAID_STARS_MONTHLY, the most that a month may cost")
    return settings
