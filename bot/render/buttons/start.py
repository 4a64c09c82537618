"""The buttons of the greeting."""

from __future__ import annotations

from dataclasses import dataclass

from bot.model.chat import Language
from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class Greet(Button, prefix="h"):
    """Speak this language, from the greeting of someone new (0) or of someone who came back (1)."""

    language: Language
    returning: int


@dataclass(frozen=True)
class Privacy(Button, prefix="hp"):
    """What is kept, and who gets it."""


@dataclass(frozen=True)
class Subscribe(Button, prefix="on"):
    """Deliver again."""
