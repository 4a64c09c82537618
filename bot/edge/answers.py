"""What a Bot API server answers, as PTB can take it: that believes whatever stands in it.

In its place a gateway may answer, or a server that is older, newer, or out of order.
"""

from __future__ import annotations

import json
from math import ceil
from typing import Any

import orjson
from telegram.error import TelegramError

_LONGEST_REST = 24 * 60 * 60
"""Seconds: what asks for more, or for no number of them, is no server in order."""


def read_answer(payload: bytes) -> dict[str, Any]:
    """A result, or an error in order; raises TelegramError where it is neither."""
    answer = _json_of(payload)
    if isinstance(answer, dict) and "result" in answer:
        return answer
    if isinstance(answer, dict) and answer.get("ok") is False:
        return _in_order(answer)
    raise TelegramError("Invalid server response")


def _json_of(payload: bytes) -> Any:
    """JSON; of half a character in somebody's name only that is lost, not the hundred updates that it came among."""
    try:
        return orjson.loads(payload)
    except orjson.JSONDecodeError as error:
        try:
            whole = json.dumps(json.loads(payload.decode("utf-8-sig", "replace")), ensure_ascii=False)
            return orjson.loads(whole.encode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise TelegramError("Invalid server response") from error


def _in_order(answer: dict[str, Any]) -> dict[str, Any]:
    """An error with no more than PTB looks for in it, and believes: what is of another kind is left out."""
    kept: dict[str, Any] = {"ok": False}
    if isinstance(described := answer.get("description"), str):
        kept["description"] = described
    match answer.get("parameters"):
        case {"migrate_to_chat_id": int(chat_id)} if not isinstance(chat_id, bool):
            kept["parameters"] = {"migrate_to_chat_id": chat_id}
        case {"retry_after": int() | float() as wait} if wait > 0:
            kept["parameters"] = {"retry_after": ceil(min(wait, _LONGEST_REST))}
    return kept
