"""The eight ways in which readers see the page: either language, Telegram light and dark, on a phone and at a desk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pytest

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}

THEMES = {
    "light": {
        "bg_color": "#ffffff",
        "secondary_bg_color": "#f0f2f5",
        "text_color": "#000000",
        "hint_color": "#707579",
        "link_color": "#3390ec",
        "button_color": "#3390ec",
        "button_text_color": "#ffffff",
    },
    "dark": {
        "bg_color": "#17212b",
        "secondary_bg_color": "#232e3c",
        "text_color": "#f5f5f5",
        "hint_color": "#708499",
        "link_color": "#6ab3f3",
        "button_color": "#5288c1",
        "button_text_color": "#ffffff",
    },
}
"""As Telegram's apps tell them."""


@dataclass(frozen=True)
class Look:
    """One of them."""

    language: str = "zh"
    theme: str = "light"
    size: str = "phone"

    @property
    def options(self) -> dict[str, Any]:
        """Of the browser's window."""
        size = PHONE if self.size == "phone" else DESK
        return {**size, "locale": {"zh": "zh-CN", "en": "en-GB"}[self.language], "color_scheme": self.theme}

    def worn(self, address: str) -> str:
        """With the colours that the app tells the page."""
        return f"{address}&tgWebAppThemeParams={quote(json.dumps(THEMES[self.theme]))}"

    def __str__(self) -> str:
        return f"{self.language}-{self.theme}-{self.size}"


def looks(first: Look, *, sizes: tuple[str, ...] = ("phone", "desk")) -> list[Any]:
    """Parameters of a fixture: one look in every run, the others where `make campaign` asks for all."""
    all_of_them = [Look(language, theme, size) for language in ("zh", "en") for theme in THEMES for size in sizes]
    rest = [each for each in all_of_them if each != first]
    return [pytest.param(first, id=str(first)), *(pytest.param(e, id=str(e), marks=pytest.mark.slow) for e in rest)]
