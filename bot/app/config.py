"""How the bot runs: settings from the environment, read once from a mapping that you pass."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    BeforeValidator,
    Field,
    SecretStr,
    field_validator,
    model_validator,
)

from bot.app.place import Place, read_as
from bot.locales.typed import parse_time
from bot.locales.zones import is_zone

FREE = 30
"""Messages a second that Telegram charges nothing for."""

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_WORD = re.compile(r"[A-Za-z0-9_-]{1,256}")
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


def _minute(value: object) -> object:
    if not isinstance(value, str):
        return value
    minute = parse_time(value)
    if minute is None:
        raise ValueError("is not a time of day, like 06:00")
    return minute


Minute = Annotated[int, BeforeValidator(_minute), Field(ge=0, lt=24 * 60)]
"""A time of day, in minutes after midnight."""


class Settings(Place):
    """How this bot runs. Each field is read from the variable of its name in upper case."""

    telegram_bot_token: SecretStr
    telegram_api_url: str = "https://api.telegram.org"
    telegram_proxy: str | None = None
    default_zone: str = "Asia/Shanghai"
    tick_seconds: Annotated[float, Field(gt=0, le=60)] = 20
    pushes_per_second: Annotated[float, Field(ge=1, le=1000)] = 25
    paid_broadcast: bool = False
    paid_stars_monthly: Annotated[int, Field(ge=1, le=10_000_000)] | None = None
    delivery_on_unknown: Literal["park", "resend"] = "park"
    daily_feed_url: tuple[str, ...] = ()
    daily_at: Minute | None = None
    original_audio: bool = False
    admin_ids: frozenset[int] = frozenset()
    operator_contact: Annotated[str, Field(min_length=1, max_length=200)] | None = None
    source_url: str | None = None
    log_level: str = "INFO"
    log_format: Literal["human", "json"] = "human"
    metrics_listen: tuple[str, int] | None = None
    web_listen: tuple[str, int] = ("127.0.0.1", 8080)
    web_url: str | None = None
    webhook_url: str | None = None
    webhook_secret: SecretStr | None = None

    @property
    def secret(self) -> str:
        """What Telegram says with each update: WEBHOOK_SECRET, or made from the token."""
        if self.webhook_secret is not None:
            return self.webhook_secret.get_secret_value()
        return hmac.new(self.telegram_bot_token.get_secret_value().encode(), b"webhook", "sha256").hexdigest()

    @field_validator("telegram_bot_token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        if not _TOKEN.fullmatch(value.get_secret_value()):
            raise ValueError("is not a bot token; @BotFather gives one, like 123456:ABC…")
        return value

    @model_validator(mode="after")
    def _paid(self) -> Settings:
        if self.pushes_per_second > FREE and not self.paid_broadcast:
            raise ValueError(f"PUSHES_PER_SECOND above {FREE} costs Stars: it needs PAID_BROADCAST=yes")
        if self.paid_broadcast and self.paid_stars_monthly is None:
            raise ValueError("PAID_BROADCAST needs PAID_STARS_MONTHLY, the most that a month may cost")
        return self

    @field_validator("webhook_secret")
    @classmethod
    def _word(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not _WORD.fullmatch(value.get_secret_value()):
            raise ValueError("must be up to 256 letters, digits, _ and -")
        return value

    @field_validator("telegram_api_url", "telegram_proxy", "source_url", "webhook_url")
    @classmethod
    def _url(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in ("http", "https"):
            raise ValueError("is not a URL; it begins with https:// or http://")
        return value and value.rstrip("/")

    @field_validator("daily_feed_url", mode="before")
    @classmethod
    def _sources(cls, value: object) -> object:
        named = sources_in(value) if isinstance(value, str) else value
        for source in named if isinstance(named, tuple) else ():
            if urlsplit(source).scheme not in ("http", "https") and not Path(source).exists():
                raise ValueError(f"has neither an address nor a file or folder that is there: {source}")
        return named

    @field_validator("default_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if not is_zone(value):
            raise ValueError("is not an IANA time zone, like Asia/Shanghai")
        return value

    @field_validator("admin_ids", mode="before")
    @classmethod
    def _ids(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return frozenset(int(part) for part in value.replace(",", " ").split())
        except ValueError:
            raise ValueError("must be Telegram user ids, separated by commas") from None

    @field_validator("web_url")
    @classmethod
    def _secure(cls, value: str | None) -> str | None:
        """Telegram opens no page without https; on this machine alone, for trying it out, http will do."""
        parts = urlsplit(value or "")
        if value is not None and not (parts.scheme == "https" or (parts.scheme == "http" and _here(parts.hostname))):
            raise ValueError("must begin with https://: Telegram opens no other page")
        if value is not None and (not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment):
            raise ValueError("is not an address like https://read.example.org")
        return value and value.rstrip("/")

    @field_validator("metrics_listen", "web_listen", mode="before")
    @classmethod
    def _listen(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        host, _, port = value.rpartition(":")
        try:
            return str(ip_address(host.removeprefix("[").removesuffix("]"))), int(port)
        except ValueError:
            raise ValueError("must be an address of this machine and a port, like 127.0.0.1:9464") from None

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in _LEVELS:
            raise ValueError(f"is not one of {', '.join(_LEVELS)}")
        return value.upper()


def _here(host: str | None) -> bool:
    return host in ("127.0.0.1", "localhost", "::1")


def sources_in(text: str) -> tuple[str, ...]:
    """Daily sources as DAILY_FEED_URL has them: separated by commas or line ends."""
    return tuple(part.rstrip("/") or part for part in re.split(r"\s*[,\n]\s*", text.strip()) if part)


def read_settings(environment: Mapping[str, str]) -> Settings:
    """The settings that an environment gives; an empty variable counts as not set. Raises ConfigError."""
    return read_as(Settings, environment)
