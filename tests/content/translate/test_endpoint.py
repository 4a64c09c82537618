"""An endpoint is waited for as it asks, given up in the end, and told from one that will never answer."""

from __future__ import annotations

import asyncio
import json
from collections import Counter

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import JSONResponse, PlainTextResponse, Response

from content.fetch.retry_after import read_retry_after
from content.translate.backoff import Patience
from content.translate.budget import Budget
from content.translate.cache import AnswerCache
from content.translate.faults import EndpointRefused, EndpointUnavailable
from content.translate.settings import TranslateSettings
from content.translate.translator import Translator
from tests.content.translate.conftest import KEY, Open, World, bundled, talk
from tests.kit.model_server import Asked, Items, ModelServer, Spoil

ONE = talk("The queue is full and nobody knows why it is so.", title="Queues")


def status(code: int, error: object = None, **headers: str) -> Spoil:
    def spoil(asked: Asked, items: Items) -> Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return JSONResponse({"error": error or {"message": "no", "type": "an_error"}}, code, headers=named)

    return spoil


@pytest.mark.parametrize(
    ("after", "slept"),
    [("0", 0.0), ("1", 1.0), ("7.5", 7.5), ("Fri, 05 Jun 2026 12:00:09 GMT", 9.0), ("soon", 0.5)],
)
async def test_too_many_requests_are_waited_out_as_told(
    model: ModelServer, translator: Open, world: World, after: str, slept: float
) -> None:
    model.spoil = [status(429, Retry_After=after)]
    async with translator() as opened:
        done = await opened.translate(ONE)
    assert done.report.complete
    assert done.report.usage.retried == 1
    assert world.slept == [pytest.approx(slept)]
    assert any(told.waiting and "429" in told.waiting for told in world.progress)


async def test_waits_grow_and_end(model: ModelServer, translator: Open, world: World) -> None:
    model.always = status(503)
    async with translator() as opened:
        done = await opened.translate(bundled())
    assert isinstance(done.report.stopped, EndpointUnavailable)
    assert "5 tries" in str(done.report.stopped)
    assert world.slept == [0.5, 1.0, 2.0, 4.0]
    assert len(model.asked) == 5


async def test_a_wait_that_is_too_long_is_left_to_the_next_run(
    model: ModelServer, translator: Open, world: World
) -> None:
    model.always = status(429, Retry_After="3600")
    async with translator() as opened:
        done = await opened.translate(ONE)
    assert "3600 s" in str(done.report.stopped)
    assert not world.slept


async def test_errors_now_and_then_do_not_matter(model: ModelServer, translator: Open) -> None:
    model.spoil = [status(500), status(502), status(429, Retry_After="0"), status(529)]
    async with translator(at_once=3) as opened:
        done = await opened.translate(bundled())
    assert done.report.complete
    assert done.report.usage.retried == 4


async def test_a_slow_answer_is_asked_for_again(model: ModelServer, translator: Open, world: World) -> None:
    given_up = asyncio.Event()

    async def slow(asked: Asked, items: Items) -> Response:
        await given_up.wait()
        return model.chat("late")

    model.spoil = [slow]
    budget = Budget()
    async with translator(patience=world.patience(answer_within=1.0), budget=budget) as opened:
        done = await opened.translate(ONE)
        given_up.set()
    assert done.report.complete
    assert budget.spent > done.report.usage.tokens  # the late answer was worked on and may be charged
    assert done.report.usage.retried == 1


async def test_a_page_instead_of_an_answer_is_no_answer(model: ModelServer, translator: Open) -> None:
    model.spoil = [lambda asked, items: PlainTextResponse("<html>busy</html>")]
    async with translator() as opened:
        assert (await opened.translate(ONE)).report.usage.retried == 1


async def test_an_error_within_an_answer_is_an_error(model: ModelServer, translator: Open) -> None:
    model.spoil = [lambda asked, items: JSONResponse({"error": {"message": "overloaded"}})]
    async with translator() as opened:
        assert (await opened.translate(ONE)).report.usage.retried == 1


@pytest.mark.parametrize(
    ("code", "error", "word"),
    [
        (401, {"message": f"Incorrect API key provided: {KEY}", "code": "invalid_api_key"}, "TRANSLATE_API_KEY"),
        (403, "no", "TRANSLATE_API_KEY"),
        (404, {"message": "The model does not exist", "code": "model_not_found"}, "TRANSLATE_MODEL"),
        (402, None, "credit"),
        (429, {"message": "You exceeded your quota", "code": "insufficient_quota"}, "credit"),
        (302, None, "TRANSLATE_BASE_URL"),
    ],
)
async def test_what_will_not_change_fails_at_once(
    model: ModelServer, translator: Open, code: int, error: object, word: str
) -> None:
    model.always = status(code, error)
    async with translator(at_once=3) as opened:
        with pytest.raises(EndpointRefused, match=word) as refused:
            await opened.translate(bundled())
    assert len(model.asked) == 1
    assert KEY not in str(refused.value)


async def test_an_error_that_quotes_the_text_is_not_repeated(model: ModelServer, translator: Open) -> None:
    quoted = bundled().segments[0].english[:80]
    model.always = status(403, {"message": quoted, "code": quoted})
    async with translator() as opened:
        with pytest.raises(EndpointRefused) as refused:
            await opened.translate(bundled())
    assert quoted[:20] not in str(refused.value)


@pytest.mark.parametrize("forms", [{"json_object", None}, {None}])
async def test_an_endpoint_without_schemas_is_asked_without_and_that_is_remembered(
    model: ModelServer, translator: Open, forms: set[str | None]
) -> None:
    model.forms = frozenset(forms)
    async with translator(at_once=3) as opened:
        done = await opened.translate(bundled())
    assert done.report.complete
    tried = [asked.form for asked in model.asked]
    assert tried[:2] == ["json_schema", "json_object"]
    assert len(set(tried[3 - len(forms) :])) == 1
    assert tried[-1] not in ("json_schema",)


async def test_the_schema_that_is_asked_for_is_strict(model: ModelServer, translator: Open) -> None:
    async with translator() as opened:
        await opened.translate(ONE)
    asked = model.asked[0].raw["response_format"]["json_schema"]
    assert asked["strict"] is True
    item = asked["schema"]["properties"]["items"]["items"]
    assert item["additionalProperties"] is False
    assert sorted(item["required"]) == ["chinese", "id"]


async def test_an_endpoint_that_takes_no_form_at_all_is_refused(model: ModelServer, translator: Open) -> None:
    model.forms = frozenset()
    async with translator() as opened:
        with pytest.raises(EndpointRefused, match="HTTP 400"):
            await opened.translate(ONE)
    assert len(model.asked) == 6  # each form with and without what an endpoint may not know


async def test_a_text_that_a_filter_stops_fails_alone(model: ModelServer, translator: Open) -> None:
    bad = bundled().segments[12].english

    def filtered(asked: Asked, items: Items) -> Response:
        if bad in asked.english:
            return JSONResponse({"error": {"message": "filtered", "code": "content_filter"}}, 400)
        return model.chat(json.dumps({"items": items}))

    model.always = filtered
    async with translator() as opened:
        done = await opened.translate(bundled())
    assert [failure.position for failure in done.report.failures] == [12]
    assert "content_filter" in done.report.failures[0].why
    assert Counter(model.english)[bundled().segments[0].english] == 1


async def test_an_address_where_nobody_is_says_so(cache: AnswerCache, world: World) -> None:
    settings = TranslateSettings.model_validate({"base_url": "http://127.0.0.1:9/v1", "api_key": KEY, "model": "m"})
    async with Translator(settings, cache, patience=world.patience()) as opened:
        done = await opened.translate(ONE)
    assert "no connection" in str(done.report.stopped)
    assert len(world.slept) == 4


async def test_the_client_is_closed_with_the_translator(translator: Open) -> None:
    client = httpx.AsyncClient()
    async with translator(client=lambda: client):
        assert not client.is_closed
    assert client.is_closed


@given(st.text(max_size=40) | st.floats().map(str) | st.datetimes().map(lambda at: at.strftime("%a, %d %b %Y %X GMT")))
def test_any_retry_after_is_a_wait_or_none(value: str) -> None:
    found = read_retry_after(value, World().patience().now())
    assert found is None or 0 <= found < float("inf")


@given(st.integers(1, 9), st.none() | st.floats(0, 500))
def test_a_wait_is_never_shorter_than_told_and_never_endless(attempt: int, told: float | None) -> None:
    wait = Patience().delay(attempt, told)
    assert wait is None or (told or 0) <= wait <= 121
    assert (wait is None) == (attempt >= 5 or (told is not None and told > 120))
