"""What a piece and a month may cost: counted as the endpoint counts, and where it ends what is cached still serves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from content.files.library import write_episode
from content.publishing.publisher import Publisher
from content.translate.faults import BudgetReached
from tests.content.translate.conftest import Open, bundled
from tests.kit.briefs import SAID, draft
from tests.kit.model_server import ModelServer


async def test_a_piece_that_runs_away_stops_at_its_own_budget(model: ModelServer, translator: Open) -> None:
    async with translator(piece_tokens=9000) as opened:
        done = await opened.produce(replace(bundled(), draft=True))
        assert isinstance(done.report.stopped, BudgetReached)
        assert "one piece" in str(done.report.stopped)
        assert (await opened.translate(bundled("utf-8-on-a-placemat"))).report.complete


class Counted:
    """A purse that counts, and holds so much."""

    def __init__(self, holds: float) -> None:
        self.left = holds
        self.taken = 0.0

    async def take(self, amount: float) -> None:
        if amount > self.left:
            raise BudgetReached("the month's limit is used; what is translated is kept")
        self.left -= amount
        self.taken += amount

    async def settle(self, taken: float, spent: float) -> None:
        self.left += taken - spent


async def test_a_month_that_is_used_up_uses_only_what_is_cached(model: ModelServer, translator: Open) -> None:
    async with translator(price_in=2.0, purse=Counted(1.0)) as opened:
        first = await opened.produce(draft(*SAID))
    spent = len(model.asked)
    async with translator(price_in=2.0, purse=Counted(0.0)) as opened:
        assert (await opened.produce(draft(*SAID))).episode == first.episode
        new = await opened.produce(draft("Something that was never said before in any of these tests."))
    assert isinstance(new.report.stopped, BudgetReached)
    assert len(model.asked) == spent


async def test_money_is_counted_as_the_endpoint_counts_tokens(model: ModelServer, translator: Open) -> None:
    purse = Counted(1.0)
    async with translator(price_in=2.0, purse=purse) as opened:
        done = await opened.produce(draft(*SAID))
    assert 1.0 - purse.left == pytest.approx(done.report.cost)
    assert done.report.cost == pytest.approx(2.0 * 1000 * len(model.asked) / 1_000_000)


async def test_a_dry_run_says_requests_tokens_and_price_step_by_step(tmp_path: Path, translator: Open) -> None:
    source = write_episode(replace(bundled(), draft=True), tmp_path / "source")
    async with translator(price_in=2.0) as opened:
        (piece,) = await Publisher(tmp_path / "out", opened, dry_run=True).publish(
            [source], fetch=None, on_piece=lambda piece: None
        )
        real = await opened.produce(replace(bundled(), draft=True))
    assert piece.plan is not None
    assert piece.plan.cost
    for step in ("brief 1", "translation", "judge", "title 1"):
        assert step in piece.note
    assert abs(piece.plan.requests - real.report.usage.requests) <= 3
