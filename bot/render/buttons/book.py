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


@dataclass(frozen=True)
class BringIn(Button, prefix="bi"):
    """Save what the file holds that this message answers; `mark` tells whether it is still the file that was read."""

    mark: int


@dataclass(frozen=True)
class LeaveOut(Button, prefix="bn"):
    """Save nothing of it."""


@dataclass(frozen=True)
class UndoImport(Button, prefix="bu"):
    """Take back what an import did; the chat's own `id` of it."""

    id: int
    mark: int
