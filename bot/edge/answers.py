"""What a Bot API server answers, as PTB can take it: that believes whatever stands in it.

In its place a gateway may answer, or a server that is older, newer, or out of order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from math import ceil
from typing import Any

import orjson
from aiohttp import StreamReader
from telegram.error import TelegramError

MOST_BYTES = 64 * 1024 * 1024
"""Of an answer or a file: many times as much as a hundred updates have, and more than Telegram takes of a file."""

_LONGEST_ERROR = 2048
"""Bytes of an error's answer that are looked at: a gateway's page would stand in the log, whole, at every try."""

_LONGEST_REST = 24 * 60 * 60
"""Seconds: what asks for more, or for no number of them, is no server in order."""


class TooLarge(Exception):
    """There are more bytes than are read."""


async def answer_bytes(status: int, headers: Mapping[str, str], content: StreamReader) -> bytes:
    """What was answered: of an error its beginning. Raises TooLarge."""
    well = status < HTTPStatus.MULTIPLE_CHOICES
    return await read_bytes(headers, content, MOST_BYTES if well else _LONGEST_ERROR, whole=well)


def answer_at_hand(status: int, content: StreamReader) -> bytes:
    """The same of an answer that has come whole."""
    data = content.read_nowait()
    if status >= HTTPStatus.MULTIPLE_CHOICES:
        return data[:_LONGEST_ERROR]
    if len(data) > MOST_BYTES:
        raise TooLarge
    return data


async def read_bytes(headers: Mapping[str, str], content: StreamReader, most: int, *, whole: bool = True) -> bytes:
    """The body; raises TooLarge where it has more than so many bytes, or else leaves the rest unread."""
    stated = headers.get("Content-Length", "")
    if stated.isdecimal() and int(stated) <= most and "Content-Encoding" not in headers:
        return await content.read()
    data = bytearray()
    async for chunk in content.iter_any():
        data += chunk
        if len(data) > most:
            if whole:
                raise TooLarge
            break
    return bytes(data[:most])


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
