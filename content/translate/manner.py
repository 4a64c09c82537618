"""How an endpoint is asked: endpoints differ in how they can be held to JSON, and in which parameters they take.

By a schema, as any object, or by the words of the prompt alone: the strictest form that one has answered is kept for
the questions to come, and what it was found not to take is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

import httpx
from pydantic import BaseModel

from content.translate.answers import schema
from content.translate.budget import estimate_tokens

_LIMITS = ("max_tokens", "max_completion_tokens")
_ROOM = 3
_LEAST_ROOM = 1024
"""How many times the expected answer a model may write, and at least how many tokens: some think aloud."""


@dataclass(frozen=True, slots=True)
class Question:
    """What to ask. `answer_tokens` is about how long the answer will be; `temperature` how freely it may choose."""

    system: str
    user: str
    answer_tokens: int
    temperature: float = 0.2

    @property
    def tokens(self) -> int:
        """About what it costs, both ways."""
        return estimate_tokens(self.system) + estimate_tokens(self.user) + self.answer_tokens


class Form(Enum):
    """How an answer is held to JSON, the strictest first."""

    SCHEMA = 0
    OBJECT = 1
    WORDS = 2

    def response_format(self, item: type[BaseModel]) -> dict[str, Any] | None:
        """The parameter that asks for it; None where the prompt alone does."""
        match self:
            case Form.SCHEMA:
                named = {"name": "answer", "strict": True, "schema": schema(item)}
                return {"type": "json_schema", "json_schema": named}
            case Form.OBJECT:
                return {"type": "json_object"}
            case Form.WORDS:
                return None


class NotThis(Exception):
    """The endpoint does not take this request; another form of it, or one without the `named` parameter, may do."""

    def __init__(self, said: str, named: str | None = None) -> None:
        super().__init__(said)
        self.named = named


class Manner:
    """What one endpoint takes, as far as it is known; `proven` once it has answered at all."""

    def __init__(self, model: str) -> None:
        self._model = model
        self._form = Form.SCHEMA
        self._temperature = True
        self._limits = list(_LIMITS)
        self._room = _ROOM
        self.proven = False

    @property
    def forms(self) -> Sequence[Form]:
        """Those to try: the one that was answered, or else all from the strictest on."""
        return (self._form,) if self.proven else tuple(Form)

    def body(self, question: Question, response_format: dict[str, Any] | None) -> dict[str, Any]:
        """The request."""
        body: dict[str, Any] = {
            "model": self._model,
            "messages": [
                {"role": "system", "content": question.system},
                {"role": "user", "content": question.user},
            ],
        }
        if response_format:
            body["response_format"] = response_format
        if self._temperature:
            body["temperature"] = question.temperature
        if self._limits:
            body[self._limits[0]] = max(_LEAST_ROOM, self._room * question.answer_tokens)
        return body

    def answered(self, form: Form, *, cut_off: bool) -> None:
        """It takes this form; of an answer that was cut off the next may be longer."""
        self._form, self.proven = form, True
        if cut_off:
            self._room *= 2

    def without(self, named: str | None) -> bool:
        """Leave a parameter out from now on; False where it was none of those that can be."""
        if named == "temperature" and self._temperature:
            self._temperature = False
        elif named in self._limits:
            self._limits.remove(named)
        else:
            return False
        return True

    def plainly(self) -> bool:
        """Leave out all that it may not take without saying so; False where nothing is left of that."""
        had = self._temperature or bool(self._limits)
        self._temperature, self._limits = False, []
        return had


def named_parameter(response: httpx.Response, body: dict[str, Any]) -> str | None:
    """The parameter of the request that the error is about, if it says so."""
    said = response.text[:4000]
    return next((name for name in (*_LIMITS, "temperature") if name in body and name in said), None)
