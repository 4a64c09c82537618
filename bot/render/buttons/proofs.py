"""Buttons of operators over doubtful translations and what corrections taught."""

from __future__ import annotations

from dataclasses import dataclass

from bot.render.buttons.packing import Button


@dataclass(frozen=True)
class LetOut(Button, prefix="ph"):
    """Publish a held piece as it is; `mark` is that of its draft."""

    mark: str


@dataclass(frozen=True)
class LetOutWithout(Button, prefix="phw"):
    """Publish it without the Chinese that is doubtful."""

    mark: str


@dataclass(frozen=True)
class ShowLessons(Button, prefix="pls"):
    """What corrections taught the term base."""


@dataclass(frozen=True)
class ForgetLesson(Button, prefix="plf"):
    """Take back what a correction taught; `stay` shows the list again."""

    lesson: str
    stay: int
