"""Every endpoint, on one screen."""

from __future__ import annotations

from bot.web.api import episodes, issues, visit

ENDPOINTS = (
    *visit.ENDPOINTS,
    *issues.ENDPOINTS,
    *episodes.ENDPOINTS,
)
