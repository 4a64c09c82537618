"""The buttons of the archive."""

from __future__ import annotations

from dataclasses import dataclass

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Archive(Button, prefix="a"):
    """The archive: the newest month."""


@dataclass(frozen=True)
class ArchiveMonth(Button, prefix="am"):
    """The calendar of a month, `2026-06`; the empty month is a page of the evergreen episodes."""

    month: str
    page: int


@dataclass(frozen=True)
class Months(Button, prefix="an"):
    """The months of the archive."""
