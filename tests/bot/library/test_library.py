"""The folder and what is served of it: a fault in a file never takes a good episode from its readers."""

import shutil
import time
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.library.serving import sync_library
from bot.store.episodes import Synced
from content.episode.episode import Episode, Kind
from content.files.library import slug, write_episode
from content.files.markdown import write
from tests.kit.made import served
from tests.kit.story import Story, episode

ONE, TWO = episode("One"), episode("Two")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for each in (ONE, TWO):
        write_episode(each, tmp_path / "episodes")
    return tmp_path / "episodes"


def file_of(folder: Path, title: str) -> Path:
    return next(path for path in folder.iterdir() if title.casefold() in path.name)


async def titles(story: Story) -> set[str]:
    return {listing.title for listing in await served(story.store)}


async def test_what_the_folder_holds_is_served_and_an_edit_arrives(story: Story, folder: Path) -> None:
    assert await sync_library(story.store, folder) == Synced(added=2, changed=0, withdrawn=0)
    path = file_of(folder, "one")
    path.write_text(path.read_text("utf-8").replace("part 3 of the talk", "part three of the talk"), "utf-8")
    assert await sync_library(story.store, folder) == Synced(added=0, changed=1, withdrawn=0)
    (first, *_) = [listing for listing in await served(story.store) if listing.title == "One"]
    assert "part three" in (await story.store.episodes.segments(first.id))[3].english


async def test_a_removed_file_is_withdrawn_and_comes_back(story: Story, folder: Path) -> None:
    await sync_library(story.store, folder)
    path = file_of(folder, "one")
    text = path.read_text("utf-8")
    path.unlink()
    assert (await sync_library(story.store, folder)).withdrawn == 1
    assert await titles(story) == {"Two"}
    path.write_text(text, "utf-8")
    await sync_library(story.store, folder)
    assert await titles(story) == {"One", "Two"}


async def test_a_file_that_became_faulty_is_named_and_still_served_as_it_was(
    story: Story, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await sync_library(story.store, folder)
    path = file_of(folder, "one")
    path.write_text(path.read_text("utf-8").replace("\n> ", "\n", 1), "utf-8")
    assert (await sync_library(story.store, folder)).withdrawn == 0
    assert await titles(story) == {"One", "Two"}
    assert str(path) in caplog.text


async def test_where_a_head_cannot_be_read_nothing_is_withdrawn(story: Story, folder: Path) -> None:
    await sync_library(story.store, folder)
    file_of(folder, "one").write_bytes(b"\xff\x00garbage")
    file_of(folder, "two").unlink()
    assert (await sync_library(story.store, folder)).withdrawn == 0
    assert await titles(story) == {"One", "Two"}


async def test_a_folder_that_is_gone_takes_nothing_away(story: Story, folder: Path) -> None:
    await sync_library(story.store, folder)
    shutil.rmtree(folder)
    assert (await sync_library(story.store, folder)).withdrawn == 0
    assert await titles(story) == {"One", "Two"}


async def test_what_did_not_change_is_still_served_after_a_second_start(story: Story, folder: Path) -> None:
    await sync_library(story.store, folder)
    again = await sync_library(story.store, folder)
    assert (again.added, again.changed, again.withdrawn) == (0, 0, 0)
    assert await titles(story) == {"One", "Two"}
    next(folder.glob("*.md")).unlink()
    assert (await sync_library(story.store, folder)).withdrawn == 1
    assert len(await titles(story)) == 1


@pytest.mark.slow
async def test_a_thousand_articles_are_served_within_a_minute(story: Story, tmp_path: Path) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(60)]
    for day in days:
        write_to(tmp_path, episode(f"Podcast {day}", day=day, length=120))
        write_to(tmp_path, episode(f"Article {day}", day=day, kind=Kind.BLOG, length=20))
        for n in range(15):
            write_to(tmp_path, episode(f"Ada {n} · {day}", day=day, kind=Kind.POSTS, show=f"Ada {n}", length=3))
    began = time.monotonic()
    synced = await sync_library(story.store, tmp_path)
    took = time.monotonic() - began
    assert synced == Synced(added=1020, changed=0, withdrawn=0)
    assert took < 60


def write_to(folder: Path, each: Episode) -> None:
    """Past the search for an earlier file of the same episode: there is none."""
    (folder / slug(each)).write_text(write(each), "utf-8")
