"""Buttons of exporting and forgetting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.render.buttons.packing import Button


class Shape(StrEnum):
    """What an export looks like."""

    ANKI = "a"
    TABLE = "t"
    JSON = "j"
    ALL = "e"
    """The same JSON with every row that is kept of the chat."""


@dataclass(frozen=True)
class Export(Button, prefix="bx"):
    """Send the vocabulary as a file of this shape."""

    shape: Shape


@dataclass(frozen=True)
class Forget(Button, prefix="bf"):
    """Delete everything of the chat; asked at `stamp`, in minutes since 1970."""

    stamp: int


@dataclass(frozen=True)
class Keep(Button, prefix="bk"):
    """Delete nothing."""
