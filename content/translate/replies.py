"""The body of a chat completion, as far as it is read; all else in it is ignored."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ValidationError


class _Message(BaseModel):
    content: str | None = None
    refusal: str | None = None


class _Choice(BaseModel):
    message: _Message
    finish_reason: str | None = None


MOST_TOKENS = 10_000_000
"""Of one request: several times as much as any model takes. A budget believes no more, and nothing less than none."""


def _believable(count: object) -> object:
    return count if isinstance(count, int) and 0 <= count <= MOST_TOKENS else None


_Count = Annotated[int | None, BeforeValidator(_believable)]


class _Usage(BaseModel):
    prompt_tokens: _Count = None
    completion_tokens: _Count = None


class _Completion(BaseModel):
    choices: list[_Choice]
    usage: _Usage | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said, None where it said nothing; tokens are None where the endpoint does not count them."""

    text: str | None
    cut_off: bool
    refused: bool
    tokens_in: int | None
    tokens_out: int | None


def read_reply(body: bytes) -> Reply | None:
    """The reply in `body`; None where it is no chat completion."""
    try:
        completion = _Completion.model_validate_json(body)
    except ValidationError:
        return None
    if not completion.choices:
        return None
    choice, usage = completion.choices[0], completion.usage or _Usage()
    text = choice.message.content
    return Reply(
        text=text if text and text.strip() else None,
        cut_off=choice.finish_reason == "length",
        refused=choice.message.refusal is not None or choice.finish_reason == "content_filter",
        tokens_in=usage.prompt_tokens,
        tokens_out=usage.completion_tokens,
    )
