"""One question to an OpenAI-compatible chat endpoint, asked until it is answered or no longer worth asking.

Nothing here logs; what an endpoint says in an error is repeated only where it repeats neither the key nor the question.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from content.fetch.bounded import TooLarge, whole
from content.fetch.retry_after import read_retry_after
from content.translate.answers import Item, read_items
from content.translate.backoff import Patience
from content.translate.budget import BOTTOMLESS, Budget, Purse, Usage, estimate_tokens
from content.translate.faults import AnswerUnreadable, EndpointRefused, EndpointUnavailable
from content.translate.manner import Manner, NotThis, Question, named_parameter
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


MOST_BYTES = 4 * 1024 * 1024
"""Of an answer: a hundred times as much as a long one has."""


class Endpoint:
    """Asks one model."""

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
        self._manner = Manner(settings.model)

    @property
    def proven(self) -> bool:
        """Whether it has answered at all."""
        return self._manner.proven

    async def ask(
        self, question: Question, item: type[Item], usage: Usage, on_wait: OnWait = unheard
    ) -> tuple[Item, ...]:
        """The sound items of the answer; `usage` counts what it took, `on_wait` hears of each wait.

        Raises AnswerUnreadable, EndpointRefused, EndpointUnavailable, BudgetReached.
        """
        said = ""
        for form in self._manner.forms:
            if form not in self._manner.forms:  # another question was answered meanwhile, in another form
                break
            try:
                reply = await self._in_this_form(question, form.response_format(item), usage, on_wait)
            except NotThis as error:
                said = str(error)
                continue
            self._manner.answered(form, cut_off=reply.cut_off)
            return _items(reply, item)
        if self._manner.proven:
            raise AnswerUnreadable(f"the endpoint does not take this text ({said})")
        if self._manner.plainly():
            return await self.ask(question, item, usage, on_wait)
        raise EndpointRefused(f"The endpoint does not take the request ({said}): check TRANSLATE_MODEL.")

    async def _in_this_form(
        self, question: Question, response_format: dict[str, Any] | None, usage: Usage, on_wait: OnWait
    ) -> Reply:
        """The reply; a parameter that the endpoint names in refusing it is left out from then on."""
        while True:
            try:
                return await self._send(question, response_format, usage, on_wait)
            except NotThis as error:
                if not self._manner.without(error.named):
                    raise

    async def _send(
        self, question: Question, response_format: dict[str, Any] | None, usage: Usage, on_wait: OnWait
    ) -> Reply:
        body = self._manner.body(question, response_format)
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
            raise NotThis(str(said), named_parameter(response, body))
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


def _items(reply: Reply, item: type[Item]) -> tuple[Item, ...]:
    if reply.text is None:
        raise AnswerUnreadable("the model refused" if reply.refused else "the answer is empty")
    try:
        return read_items(reply.text, item)
    except AnswerUnreadable:
        if reply.cut_off:
            raise AnswerUnreadable("the answer was cut off") from None
        raise
