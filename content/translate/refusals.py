"""What an error of an endpoint means to the operator, without repeating what was sent."""

from __future__ import annotations

import re
from dataclasses import dataclass

import httpx

REFUSED = {
    401: "The endpoint refuses the key: check TRANSLATE_API_KEY.",
    402: "The endpoint's account has no credit left: top it up, then run again; what is translated is kept.",
    403: "The key may not use this: check what TRANSLATE_API_KEY is allowed, and TRANSLATE_MODEL.",
    404: "No such address or model: check TRANSLATE_BASE_URL (it ends before /chat/completions) and TRANSLATE_MODEL.",
}
_OUT_OF_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "insufficient_balance"})
_LONGEST = 160
_REPEATED = 24
"""Characters in a row that an error shares with the question: it quotes it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """An error status with the code and words that came along, as far as they may be shown."""

    status: int
    code: str | None
    words: str | None

    @property
    def out_of_credit(self) -> bool:
        """Said with 429 by some, who then never answer however long one waits."""
        return self.code in _OUT_OF_CREDIT

    def __str__(self) -> str:
        return ", ".join(part for part in (f"HTTP {self.status}", self.code, self.words) if part)


def refusal(response: httpx.Response, *, secret: str, asked: str) -> Refusal:
    """What `response` says, unless it repeats `secret` or `asked`."""
    try:
        said = response.json()
    except (ValueError, RecursionError):
        said = None
    error = said.get("error", said) if isinstance(said, dict) else None
    fields = error if isinstance(error, dict) else {"message": error}
    code = next((name for key in ("code", "type") if isinstance(name := fields.get(key), str)), None)
    if code is not None and not re.fullmatch(r"[\w.-]{1,60}", code):
        code = None
    words = fields.get("message")
    if not isinstance(words, str) or not _may_be_shown(words, secret, asked):
        return Refusal(response.status_code, code, None)
    shown = "".join(sign if sign.isprintable() else " " for sign in words[:_LONGEST])  # a terminal obeys some signs
    return Refusal(response.status_code, code, " ".join(shown.split()))


def _may_be_shown(words: str, secret: str, asked: str) -> bool:
    if secret in words or "key" in words.casefold():
        return False
    shown = words[:_LONGEST]
    return not any(shown[at : at + _REPEATED] in asked for at in range(max(1, len(shown) - _REPEATED + 1)))
