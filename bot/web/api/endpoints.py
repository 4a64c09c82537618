"""Every endpoint, on one screen."""

from __future__ import annotations

from bot.web.api import builders, episodes, issues, rest, review, searching, sounds, terms, visit, words

ENDPOINTS = (
    *visit.ENDPOINTS,
    *issues.ENDPOINTS,
    *searching.ENDPOINTS,
    *episodes.ENDPOINTS,
    *rest.ENDPOINTS,
    *words.ENDPOINTS,
    *terms.ENDPOINTS,
    *review.ENDPOINTS,
    *sounds.ENDPOINTS,
    *builders.ENDPOINTS,
)
