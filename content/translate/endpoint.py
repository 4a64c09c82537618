"""One question to an OpenAI-compatible chat endpoint, asked until it is answered or no longer worth asking.

Endpoints differ in how they can be held to JSON: by a schema, as any object, or by the words of the prompt alone. The
strictest form that one has answered is kept for the questions to come. Nothing here logs; what an endpoint
says in an error is repeated only where it repeats neither the key nor the question.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import httpx
from pydantic import BaseModel

from content.fetch.bounded import TooLarge, whole
from content.fetch.retry_after import read_retry_after
from content.translate.answers import Item, read_items, schema
from content.translate.backoff import Patience
from content.translate.budget import BOTTOMLESS, Budget, Purse, Usage, estimate_tokens
from content.translate.faults import AnswerUnreadable, EndpointRefused, EndpointUnavailable
from content.translate.refusals import REFUSED, refusal
from content.translate.replies import Reply, read_reply
from content.translate.settings import TranslateSettings

_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529})
_NOT_THIS = frozenset({400, 413, 415, 422, 501})
"""The request itself is at fault: its form, its length, or to a filter its text."""


OnWait = Callable[[str, float], None]
"""Told why, and for how many seconds."""


def unheard(why: str, seconds: float) -> None:
    """For those who do not listen."""


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


class _Form(Enum):
    SCHEMA = 0
    OBJECT = 1
    WORDS = 2

    def response_format(self, item: type[BaseModel]) -> dict[str, Any] | None:
        match self:
            case _Form.SCHEMA:
                named = {"name": "answer", "strict": True, "schema": schema(item)}
                return {"type": "json_schema", "json_schema": named}
            case _Form.OBJECT:
                return {"type": "json_object"}
            case _Form.WORDS:
                return None


class _NotThis(Exception):
    """The endpoint does not take this request; another form of it, or one without the `named` parameter, may do."""

    def __init__(self, said: str, named: str | None = None) -> None:
        super().__init__(said)
        self.named = named


MOST_BYTES = 4 * 1024 * 1024
"""Of an answer: a hundred times as much as a long one has."""

_LIMITS = ("max_tokens", "max_completion_tokens")
_ROOM = 3
_LEAST_ROOM = 1024
"""How many times the expected answer a model may write, and at least how many tokens: some think aloud."""


class Endpoint:
    """Asks one model; `proven` once it has answered at all."""

    def __init__(
        self,
        settings: TranslateSettings,
        client: httpx.AsyncClient,
        budget: Budget,
        patience: Patience,
        purse: Purse = BOTTOMLESS,
    ) -> None:
        self._settings = settings
        self._client = client
        self._budget = budget
        self._patience = patience
        self._purse = purse
        self._form = _Form.SCHEMA
        self._temperature = True
        self._limits = list(_LIMITS)
        self._room = _ROOM
        self.proven = False

    async def ask(
        self, question: Question, item: type[Item], usage: Usage, on_wait: OnWait = unheard
    ) -> tuple[Item, ...]:
        """The sound items of the answer; `usage` counts what it took, `on_wait` hears of each wait.

        Raises AnswerUnreadable, EndpointRefused, EndpointUnavailable, BudgetReached.
        """
        said = ""
        for form in list(_Form)[self._form.value :]:
            if self.proven and form is not self._form:
                break
            try:
                reply = await self._in_this_form(question, form.response_format(item), usage, on_wait)
            except _NotThis as error:
                said = str(error)
                continue
            self._form, self.proven = form, True
            if reply.cut_off:
                self._room *= 2
            return _items(reply, item)
        if self.proven:
            raise AnswerUnreadable(f"the endpoint does not take this text ({said})")
        if self._temperature or self._limits:  # it may be those that it does not take, without saying so
            self._temperature, self._limits = False, []
            return await self.ask(question, item, usage, on_wait)
        raise EndpointRefused(f"The endpoint does not take the request ({said}): check TRANSLATE_MODEL.")

    async def _in_this_form(
        self, question: Question, response_format: dict[str, Any] | None, usage: Usage, on_wait: OnWait
    ) -> Reply:
        """The reply; a parameter that the endpoint names in refusing it is left out from then on."""
        while True:
            try:
                return await self._send(question, response_format, usage, on_wait)
            except _NotThis as error:
                if error.named == "temperature" and self._temperature:
                    self._temperature = False
                elif error.named in self._limits:
                    self._limits.remove(error.named)
                else:
                    raise

    async def _send(
        self, question: Question, response_format: dict[str, Any] | None, usage: Usage, on_wait: OnWait
    ) -> Reply:
        body: dict[str, Any] = {
            "model": self._settings.model,
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
        attempt = 0
        while True:
            attempt += 1
            outcome = await self._try(question, body, usage)
            if isinstance(outcome, Reply):
                return outcome
            wait = self._patience.delay(attempt, outcome.told)
            if wait is None:
                raise EndpointUnavailable(
                    f"The endpoint gave no answer in {attempt} {'try' if attempt == 1 else 'tries'} ({outcome.why}"
                    + (f", it asks to wait {outcome.told:.0f} s" if outcome.told else "")
                    + "); what is translated is kept, and the next run goes on from there."
                )
            usage.retried += 1
            on_wait(outcome.why, wait)
            await self._patience.sleep(wait)

    async def _try(self, question: Question, body: dict[str, Any], usage: Usage) -> Reply | _Again:
        """One request. What may have been worked on though no answer came is counted as spent."""
        reservation = self._budget.reserve(question.tokens)
        expected = self._settings.cost(question.tokens - question.answer_tokens, question.answer_tokens) or 0.0
        try:
            await self._purse.take(expected)
        except BaseException:
            self._budget.settle(reservation, spent=0)
            raise
        spent, cost = 0, 0.0
        try:
            usage.requests += 1
            async with asyncio.timeout(self._patience.answer_within):
                response = await self._post(body)
            if response.status_code != httpx.codes.OK:
                return self._judge(response, question, body)
            reply = read_reply(response.content)
            if reply is None:
                return _Again("the answer is not one of a chat endpoint: check TRANSLATE_BASE_URL")
            tokens_in, tokens_out = self._count(reply, question, usage)
            spent, cost = tokens_in + tokens_out, self._settings.cost(tokens_in, tokens_out) or 0.0
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return _Again(f"no connection: {type(error).__name__}")
        except (httpx.TimeoutException, TimeoutError):
            spent, cost = reservation.estimate, expected
            return _Again("no answer in time")
        except (httpx.TransportError, httpx.DecodingError) as error:
            spent, cost = reservation.estimate, expected
            return _Again(f"the connection broke: {type(error).__name__}")
        except TooLarge:
            spent, cost = reservation.estimate, expected
            return _Again("the answer has no end")
        else:
            return reply
        finally:
            self._budget.settle(reservation, spent=spent)
            await self._purse.settle(expected, cost)

    async def _post(self, body: dict[str, Any]) -> httpx.Response:
        """What comes back, read no further than an answer may be long; raises TooLarge. Redirects are not followed."""
        url = f"{self._settings.base_url}/chat/completions"
        key = self._settings.api_key.get_secret_value()
        headers = {"Authorization": f"Bearer {key}", "Accept-Encoding": "gzip"}
        async with self._client.stream("POST", url, json=body, headers=headers) as response:
            return await whole(response, MOST_BYTES)

    def _judge(self, response: httpx.Response, question: Question, body: dict[str, Any]) -> _Again:
        """What to do about an error: raises where asking again is of no use."""
        said = refusal(response, secret=self._settings.api_key.get_secret_value(), asked=question.user)
        status = response.status_code
        if status in REFUSED or said.out_of_credit:
            raise EndpointRefused(f"{REFUSED.get(status, REFUSED[402])} ({said})")
        if status in _NOT_THIS:
            raise _NotThis(str(said), _named_parameter(response, body))
        if status in _AGAIN or status >= 500:
            return _Again(str(said), read_retry_after(response.headers.get("Retry-After"), self._patience.now()))
        raise EndpointRefused(f"The endpoint gives no answer of a chat endpoint: check TRANSLATE_BASE_URL. ({said})")

    def _count(self, reply: Reply, question: Question, usage: Usage) -> tuple[int, int]:
        if reply.tokens_in is None or reply.tokens_out is None:
            usage.estimated += 1
        tokens_in = question.tokens - question.answer_tokens if reply.tokens_in is None else reply.tokens_in
        tokens_out = estimate_tokens(reply.text or "") if reply.tokens_out is None else reply.tokens_out
        usage.tokens_in += tokens_in
        usage.tokens_out += tokens_out
        usage.cost += self._settings.cost(tokens_in, tokens_out) or 0.0
        return tokens_in, tokens_out


@dataclass(frozen=True, slots=True)
class _Again:
    """Worth asking again: why, and after how many seconds if the endpoint told."""

    why: str
    told: float | None = None


def _named_parameter(response: httpx.Response, body: dict[str, Any]) -> str | None:
    """The parameter of the request that the error is about, if it says so."""
    said = response.text[:4000]
    return next((name for name in (*_LIMITS, "temperature") if name in body and name in said), None)


def _items(reply: Reply, item: type[Item]) -> tuple[Item, ...]:
    if reply.text is None:
        raise AnswerUnreadable("the model refused" if reply.refused else "the answer is empty")
    try:
        return read_items(reply.text, item)
    except AnswerUnreadable:
        if reply.cut_off:
            raise AnswerUnreadable("the answer was cut off") from None
        raise
