"""`buildspeak plan`: what a new reader would get, a line a day, before any reader gets it."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.app.place import BUNDLED_EPISODES
from content.episode.episode import Kind
from content.files.library import write_episode
from tests.bot.cli.test_cli import run
from tests.kit.feeds import BLOG, BUILDER, PODCAST, feed
from tests.kit.samples import SITE, UPSTREAM, needs
from tests.kit.site import Website, blog, podcast
from tests.kit.story import episode

JUNE = date(2026, 6, 4)


@pytest.fixture(autouse=True)
def _elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))


def days(*arguments: object) -> list[tuple[str, str]]:
    """Date and kind of each line."""
    told = run("plan", *arguments)
    assert told.exit_code == 0, told.output
    return [(line.split()[0], line.split()[1]) for line in told.stdout.splitlines()]


def stock(folder: Path) -> Path:
    """Two issues with a day between them, and an evergreen piece."""
    for day in (JUNE, JUNE + timedelta(days=3)):
        old = day - timedelta(days=30)
        write_episode(episode(f"Podcast {day}", day=old, issue=day), folder)
        write_episode(episode(f"Article {day}", day=day, kind=Kind.BLOG, length=2), folder)
        write_episode(episode(f"Ada {day}", day=day, kind=Kind.POSTS, show="Ada", length=1), folder)
    write_episode(episode("Ever", day=None), folder)
    return folder


def test_a_line_a_day_from_the_first_issue_to_the_last_says_what_and_why(tmp_path: Path) -> None:
    assert run("plan", stock(tmp_path)).stdout.splitlines() == [
        "2026-06-04  podcast  The Test Bench: Podcast 2026-06-04  (lead of its issue)",
        "2026-06-05  blog     The Test Bench: Article 2026-06-04  (also in the issue of 2026-06-04)",
        "2026-06-06  podcast  The Test Bench: Ever  (evergreen)",
        "2026-06-07  podcast  The Test Bench: Podcast 2026-06-07  (lead of its issue)",
    ]


def test_days_can_be_chosen_and_those_after_the_last_issue_are_told_too(tmp_path: Path) -> None:
    told = run("plan", stock(tmp_path), "--from", "2026-06-07", "--days", "5").stdout.splitlines()
    assert [line.split("  ")[0] for line in told] == [f"2026-06-{day:02d}" for day in range(7, 12)]
    assert told[0].endswith("Podcast 2026-06-07  (lead of its issue)")
    assert told[3].endswith("Podcast 2026-06-04  (lead of the issue of 2026-06-04, an older one)")
    assert run("plan", stock(tmp_path), "--from", "2026-06-01", "--days", "2").stdout.splitlines() == [
        "2026-06-01  podcast  The Test Bench: Ever  (evergreen)",
        "2026-06-02  nothing",
    ]


def test_the_operators_order_leads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEAD_ORDER", "posts, blog")
    assert days(stock(tmp_path))[0] == ("2026-06-04", "posts")
    monkeypatch.setenv("LEAD_ORDER", "posts,film")
    told = run("plan", tmp_path)
    assert told.exit_code == 1
    assert "LEAD_ORDER is no order of podcast, blog, posts" in told.output


def test_a_serial_reader_gets_the_lead_in_parts(tmp_path: Path) -> None:
    told = run("plan", stock(tmp_path), "--serial", "--days", "3").stdout.splitlines()
    assert [line.rpartition("  ")[2] for line in told] == [
        "(lead of its issue)",
        "(next part, from segment 9 of 12)",
        "(also in the issue of 2026-06-04)",
    ]


def test_without_a_path_it_is_the_configured_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODES_DIR", str(stock(tmp_path / "mine")))
    monkeypatch.setenv("BUNDLED_EPISODES", "no")
    assert [kind for _, kind in days()] == ["podcast", "blog", "podcast", "podcast"]


def raw(folder: Path) -> list[Path]:
    """Three daily feeds as they are received, English only; the second without a podcast."""
    feeds = []
    for number, day in enumerate(("2026-03-09", "2026-03-10", "2026-03-12")):
        issue: dict[str, Any] = {
            "generatedAt": f"{day}T10:44:54.864Z",
            "podcasts": [PODCAST | {"title": f"Podcast {number}"}] if number != 1 else [],
            "blogs": [BLOG | {"title": f"Article {number}"}],
            "x": [BUILDER | {"name": f"Ida {number}", "handle": f"ida{number}"}],
        }
        path = folder / f"feed-{number}.json"
        path.write_text(json.dumps(json.loads(feed(**issue))), "utf-8")
        feeds.append(path)
    return feeds


def test_raw_feeds_can_be_planned_and_their_podcasts_lead_each_day_that_has_one(tmp_path: Path) -> None:
    assert days(*raw(tmp_path)) == [
        ("2026-03-09", "podcast"),
        ("2026-03-10", "blog"),
        ("2026-03-11", "blog"),
        ("2026-03-12", "podcast"),
    ]


def test_every_issue_of_the_website_is_planned_beside_raw_feeds(tmp_path: Path) -> None:
    feeds, site = tmp_path / "feeds", Website(tmp_path / "site")
    feeds.mkdir()
    raw(feeds)
    site.issue("2026-03-11", [podcast("2026-03-11", "Of the website"), blog("2026-03-11")])
    site.issue("2026-03-13")
    told = run("plan", feeds, site.root).stdout.splitlines()
    assert [line[:19] for line in told] == [
        "2026-03-09  podcast",
        "2026-03-10  blog   ",
        "2026-03-11  podcast",
        "2026-03-12  podcast",
        "2026-03-13  podcast",
    ]
    assert all(line.endswith("(lead of its issue)") for line in told)
    assert "The Slow Server Hour: Of the website" in told[2]


@needs(UPSTREAM)
@needs(SITE)
def test_podcasts_lead_each_day_that_has_one_in_the_real_feeds_and_issues() -> None:
    told = dict(days(UPSTREAM, SITE))
    led = {day for day, kind in told.items() if kind == "podcast"}
    assert led == {"2026-06-05", "2026-06-09", "2026-06-13", "2026-06-18", "2026-07-14"}


def test_a_source_that_brings_nothing_is_told_and_plans_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text("{}", "utf-8")
    told = run("plan", tmp_path / "empty.json")
    assert told.exit_code == 1
    assert told.stdout == ""
    assert "empty.json" in told.stderr


def test_a_newcomer_meets_a_dialogue_then_an_article_and_posts_within_eight_days() -> None:
    told = run("plan", BUNDLED_EPISODES, "--from", "2026-06-01", "--days", "8").stdout.splitlines()
    kinds = [line.split()[1] for line in told]
    assert "Inside an Agent Loop" in told[0]
    assert kinds[:2] == ["podcast", "blog"]
    assert set(kinds) == {"podcast", "blog", "posts"}
