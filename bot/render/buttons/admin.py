"""The buttons of /admin."""

from __future__ import annotations

from dataclasses import dataclass

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class ResendParked(Button, prefix="ar"):
    """An operator: send what may have arrived again."""


@dataclass(frozen=True)
class Preview(Button, prefix="ap"):
    """An operator: see what tomorrow brings."""
