"""The dashboard and the alert rules speak of figures that there are."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.app.dispatch import receiving_of
from bot.web.metrics import Metrics
from tests.kit.days import daily
from tests.kit.story import Story

DEPLOY = Path(__file__).parents[3] / "docs" / "deploy"
DASHBOARD: dict[str, Any] = json.loads((DEPLOY / "dashboard.json").read_text("utf-8"))
RULES: list[dict[str, Any]] = yaml.safe_load((DEPLOY / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
EXPRESSIONS = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
EXPRESSIONS += [rule["expr"] for rule in RULES]


@pytest.fixture
async def names(story: Story) -> set[str]:
    """Every sample of a bot that has done a little of everything."""
    await daily(story)
    await story.tick(days=1)
    await story.store.facts.put("feed.changed", story.clock().isoformat(), story.clock())
    desk, polling = story.desk, receiving_of(story.app)
    polling.intake.times["callback_query"].observe(0.01)
    desk.errors["ValueError"] += 1
    metrics = Metrics(desk.store, desk.courier, polling, desk.reply, desk.errors, story.clock)
    families = text_string_to_metric_families((await metrics.text()).decode())
    return {sample.name for family in families for sample in family.samples}


def test_every_expression_asks_for_something() -> None:
    assert all(re.search(r"buildspeak", expression) for expression in EXPRESSIONS)


async def test_every_figure_that_is_asked_for_is_there(names: set[str]) -> None:
    asked = {name for expression in EXPRESSIONS for name in re.findall(r"\b(?:buildspeak|process)_\w+", expression)}
    assert asked <= names
    ours = {re.sub(r"_(bucket|sum|created)$", "_count", name) for name in names if name.startswith("buildspeak")}
    shown = {re.sub(r"_bucket$", "_count", name) for name in asked}
    assert ours - shown == set(), "a figure that nobody looks at"


def test_every_alert_says_what_is_wrong_and_where_to_look() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule["labels"]["severity"] in ("page", "ticket")
        assert rule["annotations"]["summary"]
        assert rule["annotations"]["description"]


def test_the_panels_do_not_lie_over_each_other() -> None:
    taken: set[tuple[int, int]] = set()
    for panel in DASHBOARD["panels"]:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not taken & cells, panel["title"]
        assert at["x"] + at["w"] <= 24
        taken |= cells
