"""What a model answered: a list of small objects, wherever in its answer they stand.

Asked for JSON, models give it bare, in a Markdown fence, after prose or their thoughts, under a key of their own,
with raw line breaks in strings, or cut off in the middle. What is whole is used; the rest is asked again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from content.translate.faults import AnswerUnreadable

LONGEST_ANSWER = 400_000
"""Characters; an answer of a batch has about 3 000."""
_MOST_STARTS = 500
"""Braces that are tried as the beginning of an object: each try may read to the end of the answer."""

_THOUGHTS = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_FENCE = re.compile(r"```[a-zA-Z]*\s*\n?(.*?)```", re.DOTALL)
_BRACE = re.compile(r"[{\[]")
_DECODER = json.JSONDecoder(strict=False)

Item = TypeVar("Item", bound=BaseModel)


def schema(item: type[BaseModel]) -> dict[str, Any]:
    """The JSON schema of `{"items": [item, …]}` in the strict form that structured outputs ask for."""
    one = item.model_json_schema()
    one["additionalProperties"] = False
    return {
        "type": "object",
        "properties": {"items": {"type": "array", "items": one}},
        "required": ["items"],
        "additionalProperties": False,
    }


def read_items(text: str, item: type[Item]) -> tuple[Item, ...]:
    """The sound items of an answer, in its order; raises AnswerUnreadable where there is not one.

    An empty list is an answer too.
    """
    if len(text) > LONGEST_ANSWER:
        raise AnswerUnreadable("the answer is far too long")
    text = _THOUGHTS.sub("", text).strip()
    for value in _values(text):
        found = _list_in(value)
        if found is None:
            continue
        if items := tuple(_sound(found, item)):
            return items
        if not found:
            return ()
    if items := tuple(_sound(_objects(text), item)):
        return items
    raise AnswerUnreadable("the answer is not the JSON that was asked for" if text else "the answer is empty")


def _values(text: str) -> Iterator[Any]:
    """Whole JSON values: the answer, what its fences hold, what begins at its first bracket."""
    for piece in (text, *(match.group(1) for match in _FENCE.finditer(text))):
        value = _decode(piece.strip(), 0)
        if value is not None and not piece.strip()[value[1] :].strip():
            yield value[0]
    if (first := _BRACE.search(text)) and (value := _decode(text, first.start())):
        yield value[0]


def _list_in(value: Any) -> Sequence[Any] | None:
    """The list that was meant: bare, under the only key that has one, or of the one object that is there."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict):
        return None
    if isinstance(items := value.get("items"), list):
        return items
    lists = [held for held in value.values() if isinstance(held, list)]
    return lists[0] if len(lists) == 1 else [value]


def _objects(text: str) -> Iterator[Any]:
    """What every whole object of a broken answer holds."""
    at = starts = 0
    while starts < _MOST_STARTS and (at := text.find("{", at)) >= 0:
        starts += 1
        value = _decode(text, at)
        if value is None:
            at += 1
        else:
            yield from _meant(value[0])
            at = value[1]


def _meant(value: Any) -> Iterator[Any]:
    """An object itself, or what its only list holds: an item may have a list of its own."""
    found = _list_in(value) or ()
    if isinstance(value, dict) and value not in found:
        yield value
    yield from found


def _decode(text: str, at: int) -> tuple[Any, int] | None:
    try:
        return _DECODER.raw_decode(text, at)
    except (ValueError, RecursionError):
        return None


def _sound(values: Sequence[Any] | Iterator[Any], item: type[Item]) -> Iterator[Item]:
    for value in values:
        try:
            yield item.model_validate(value)
        except (ValidationError, RecursionError):
            continue
