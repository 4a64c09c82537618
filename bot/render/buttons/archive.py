"""The buttons of the archive."""

from __future__ import annotations

from dataclasses import dataclass

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Archive(Button, prefix="a"):
    """The months of the archive."""


@dataclass(frozen=True)
class ArchiveMonth(Button, prefix="am"):
    """A page of a month, `2026-06`; the empty month holds evergreen episodes."""

    month: str
    page: int
