"""An English episode comes back complete, is paid for once, and stops where it is told to."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from content.files.check import read_library
from content.files.library import write_episode
from content.translate.budget import Budget
from content.translate.cache import AnswerCache
from content.translate.faults import BudgetReached, EndpointRefused
from tests.content.translate.conftest import EPISODES, KEY, Open, World, bundled, english_only, talk
from tests.kit.bundled import bundled_entry
from tests.kit.model_server import ModelServer, chinese_of
from tests.kit.samples import SEED, needs
from tests.kit.sources import read_source


async def test_an_english_episode_becomes_one_that_the_check_accepts(
    model: ModelServer, translator: Open, tmp_path: Path, world: World
) -> None:
    episode = bundled()
    async with translator() as opened:
        done = await opened.translate(episode)
    assert done.report.complete
    assert done.report.translated == len(episode.segments)
    assert done.episode.title_zh == "一个说得通的中文标题"
    assert [each.english for each in done.episode.segments] == [each.english for each in episode.segments]
    assert all(each.chinese for each in done.episode.segments)
    write_episode(done.episode, tmp_path / "out")
    library = read_library(tmp_path / "out")
    assert not library.faults
    assert library.entries[0].episode == done.episode
    assert world.progress[-1].done == world.progress[-1].total == len(episode.segments)


@pytest.mark.parametrize("path", sorted(EPISODES.glob("*.md")), ids=lambda path: path.stem)
async def test_every_bundled_episode_goes_through_at_once_and_in_one_asking(
    model: ModelServer, translator: Open, path: Path
) -> None:
    async with translator(at_once=4) as opened:
        done = await opened.translate(bundled(path.stem))
    assert done.report.complete
    assert done.report.asked_again == 0
    assert set(Counter(model.english).values()) == {1}


async def test_a_second_run_asks_for_nothing(model: ModelServer, translator: Open) -> None:
    async with translator() as opened:
        first = await opened.translate(bundled())
    asked = len(model.asked)
    async with translator() as opened:
        second = await opened.translate(bundled())
    assert len(model.asked) == asked
    assert second.episode == first.episode
    assert second.report.usage.requests == 0
    assert second.report.cached == len(first.episode.segments)


async def test_another_model_is_asked_anew(model: ModelServer, translator: Open) -> None:
    for name in ("a-model", "another"):
        async with translator(name=name) as opened:
            await opened.translate(talk("The queue is full and nobody knows why it is so."))
    assert [asked.raw["model"] for asked in model.asked] == ["a-model", "a-model", "another", "another"]


async def test_chinese_that_is_there_is_neither_asked_for_nor_changed(model: ModelServer, translator: Open) -> None:
    episode = bundled_entry("retries-with-jitter").episode
    without = replace(episode, segments=(*episode.segments[:-1], replace(episode.segments[-1], chinese="", glosses=())))
    async with translator() as opened:
        done = await opened.translate(without)
        assert (await opened.translate(episode)).episode == episode
    assert model.english == [episode.segments[-1].english]
    assert done.episode.segments[:-1] == episode.segments[:-1]
    assert done.episode.title_zh == episode.title_zh
    assert done.report.given == len(episode.segments) - 1


async def test_links_handles_and_paragraphs_survive(model: ModelServer, translator: Open) -> None:
    english = "Read it at https://example.org/notes/3 before you ask @ana_builds why.\nThen run `make test` and wait."
    async with translator() as opened:
        done = await opened.translate(talk(english, "https://example.org/only/a/link", "@ana_builds 100%"))
    first, link, handle = (segment.chinese for segment in done.episode.segments)
    assert first.count("\n") == 1
    assert "https://example.org/notes/3" in first
    assert "`make test`" in first
    assert (link, handle) == ("https://example.org/only/a/link", "@ana_builds 100%")
    assert model.english == [english]


async def test_neighbours_give_the_context_and_the_chinese_before(model: ModelServer, translator: Open) -> None:
    async with translator() as opened:
        done = await opened.translate(bundled())
    first, second = [asked.user for asked in model.asked if asked.kind == "translate"][:2]
    chinese = [segment.chinese for segment in done.episode.segments]
    count = len(first["translate"])
    assert first["next"][0] == second["translate"][0]["english"][:300]
    assert [each["chinese"] for each in second["earlier"]] == [text[-300:] for text in chinese[count - 2 : count]]
    assert first["piece"]["title"] == bundled().title
    assert "earlier" not in first


async def test_each_run_goes_in_order_so_that_it_sees_its_own_chinese(model: ModelServer, translator: Open) -> None:
    async with translator(at_once=3) as opened:
        await opened.translate(bundled())
    asked = [asked.user for asked in model.asked if asked.kind == "translate"]
    blind = [user for user in asked if user["translate"][0]["id"] > 1 and "chinese" not in user["earlier"][-1]]
    assert len(blind) < 3


async def test_the_budget_stops_before_it_is_exceeded_and_the_next_run_goes_on(
    model: ModelServer, translator: Open
) -> None:
    budget = Budget(5000)
    async with translator(budget=budget, at_once=3) as opened:
        done = await opened.translate(bundled())
    assert isinstance(done.report.stopped, BudgetReached)
    assert "5000 tokens" in str(done.report.stopped)
    assert 0 < budget.spent <= 5000
    assert not done.report.complete
    assert 0 < done.report.translated < 15
    kept = {segment.english for segment in done.episode.segments if segment.chinese}
    before = len(model.asked)
    async with translator() as opened:
        rest = await opened.translate(bundled())
    assert rest.report.complete
    assert not kept & {english for asked in model.asked[before:] for english in asked.english}


async def test_no_budget_means_not_one_request(model: ModelServer, translator: Open) -> None:
    async with translator(budget=Budget(100)) as opened:
        done = await opened.translate(bundled())
    assert not model.asked
    assert done.report.translated == 0
    assert isinstance(done.report.stopped, BudgetReached)


async def test_tokens_and_cost_are_counted(model: ModelServer, translator: Open) -> None:
    async with translator(price_in=2.0) as opened:
        done = await opened.translate(bundled())
        assert opened.cost == done.report.cost
    asked = len(model.asked)
    assert done.report.usage.requests == asked
    assert (done.report.usage.tokens_in, done.report.usage.tokens_out) == (1000 * asked, 500 * asked)
    assert done.report.cost == pytest.approx(2.0 * asked / 1000)
    assert f"{asked} requests" in str(done.report)


async def test_tokens_that_the_endpoint_does_not_count_are_estimated(model: ModelServer, translator: Open) -> None:
    model.counts_tokens = False
    async with translator() as opened:
        done = await opened.translate(bundled())
    usage = done.report.usage
    assert usage.estimated == usage.requests
    assert usage.tokens_in > 3000
    assert usage.tokens_out > 2000
    assert "partly estimated" in str(done.report)


async def test_two_runs_at_once_share_a_cache(model: ModelServer, translator: Open, tmp_path: Path) -> None:
    with AnswerCache(tmp_path / "translations.db"):
        async with translator() as one, translator() as other:
            first, second = await asyncio.gather(
                one.translate(bundled()), other.translate(bundled("utf-8-on-a-placemat"))
            )
    assert first.report.complete
    assert second.report.complete


async def test_nothing_that_was_said_reaches_the_log(
    model: ModelServer, translator: Open, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with translator() as opened:
        done = await opened.translate(bundled())
    logged = caplog.text
    assert KEY not in logged
    assert not any(segment.english[:40] in logged for segment in done.episode.segments)
    assert not any(segment.chinese[:20] in logged for segment in done.episode.segments)
    assert "You translate for" not in logged
    assert model.asked[0].authorization == f"Bearer {KEY}"


async def test_an_episode_without_segments_still_gets_its_title(translator: Open) -> None:
    async with translator() as opened:
        done = await opened.translate(talk())
    assert done.report.complete
    assert done.episode.title_zh


async def test_short_answers_are_kept_by_what_was_said_before_them(model: ModelServer, translator: Open) -> None:
    first = ("Was it right to do that so early in the year?", "Right.")
    second = ("Which hand do you write with, by the way?", "Right.")
    async with translator() as opened:
        for lines in (first, second, first):
            await opened.translate(talk(*lines))
    assert model.english == [*first, *second]


@needs(SEED)
async def test_the_real_episode_goes_through(model: ModelServer, translator: Open, tmp_path: Path) -> None:
    episode = english_only(read_source(SEED))
    async with translator(at_once=3) as opened:
        done = await opened.translate(episode)
    assert done.report.complete, str(done.report)
    assert [each.english for each in done.episode.segments] == [each.english for each in episode.segments]
    write_episode(done.episode, tmp_path / "out")


def test_the_model_of_these_tests_writes_what_would_be_accepted() -> None:
    assert chinese_of("The scheduler waits.") == chinese_of("The scheduler waits.")
    assert "scheduler（" in chinese_of("The scheduler waits.")


async def test_a_model_that_never_answers_usably_is_named_as_such(model: ModelServer, translator: Open) -> None:
    model.always = lambda asked, items: model.chat("I would be glad to help you with that.")
    async with translator() as opened:
        with pytest.raises(EndpointRefused, match="TRANSLATE_MODEL"):
            await opened.translate(bundled())
    assert len(model.asked) == 12
