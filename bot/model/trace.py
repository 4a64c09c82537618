"""A thing that happened to a chat, as whoever traces a complaint is told of it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any


class What(StrEnum):
    """What kind of thing."""

    SETTINGS = "settings"
    CAME = "came"
    WENT = "went"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Trace:
    """When it was, and what."""

    at: datetime
    what: What
    detail: str


def differences(before: Any, after: Any, *, apart_from: Collection[str] = ()) -> str:
    """The fields of two values of a dataclass that differ, as `minute 480 → 510`; empty where none do."""
    names = [field.name for field in fields(after) if field.name not in apart_from]
    pairs = [(name, getattr(before, name), getattr(after, name)) for name in names]
    return ", ".join(f"{name} {_told(was)} → {_told(now)}" for name, was, now in pairs if was != now)


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%MZ}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return str(value.value)
    return "none" if value is None else str(value)
