"""An operator fills the archive from the command line, is told what is wrong, and takes out what somebody asks for."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli.main import main
from bot.library.serving import sync_library
from bot.store import open_store
from content.files.check import read_library
from content.files.site_words import WORDS
from tests.kit.site import DAY, Website, podcast


@pytest.fixture
def website(tmp_path: Path) -> Website:
    website = Website(tmp_path / "site")
    website.issue("2026-03-07", [podcast("2026-03-07", "One")], latest=False)
    website.issue()
    website.words()
    return website


def run(*arguments: object, data: Path, **environment: str) -> Result:
    given = {"DATA_DIR": str(data), "EPISODES_DIR": "", "DATABASE_URL": "", "DAILY_FEED_URL": "", **environment}
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env=given)


def titles(library: Path) -> list[str]:
    return sorted(entry.episode.title for entry in read_library(library).entries)


def test_every_issue_since_a_day_comes_into_the_bots_own_library(tmp_path: Path, website: Website) -> None:
    told = run("daily", website.root, "--since", "2026-03-05", data=tmp_path)
    assert told.exit_code == 0, told.output
    assert "2026-03-06: no issue" in told.output
    assert "2026-03-07: done" in told.output
    assert len(titles(tmp_path / "episodes")) == 5
    assert (tmp_path / "episodes" / WORDS).exists()
    again = run("daily", website.root, "--since", "2026-03-05", data=tmp_path)
    assert "wrote" not in again.output


def test_several_sources_are_named_at_once_and_the_setting_is_the_default(tmp_path: Path, website: Website) -> None:
    feed = tmp_path / "feed.json"
    feed.write_text(json.dumps({"generatedAt": f"{DAY}T11:00:00Z", "podcasts": [{"name": "No Text"}]}), "utf-8")
    told = run("daily", data=tmp_path, DAILY_FEED_URL=f"{feed},\n{website.root}/")
    assert told.exit_code == 1
    assert len(titles(tmp_path / "episodes")) == 4
    assert "no transcript" in told.output


def test_the_table_says_why_a_piece_is_faulty(tmp_path: Path, website: Website) -> None:
    website.write(f"articles/{podcast()['id']}.json", "{")
    told = run("daily", website.root, "--out", tmp_path / "out", data=tmp_path)
    table = " ".join(told.output.partition("fate")[2].replace("│", " ").split())
    assert told.exit_code == 1
    assert "faulty" in table
    assert "not whole" in table


def test_what_is_withdrawn_leaves_files_and_store_and_does_not_come_back(tmp_path: Path, website: Website) -> None:
    run("daily", website.root, "--since", DAY, data=tmp_path)
    library = tmp_path / "episodes"
    before = titles(library)
    assert run("withdraw", data=tmp_path).exit_code == 2
    heard = [
        tmp_path / "voices" / "ab" / "x.mp3",
        tmp_path / "work" / "y.recording",
        tmp_path / "work" / "fetched" / "z",
    ]
    for each in heard:
        each.parent.mkdir(parents=True, exist_ok=True)
        each.write_bytes(b"x")
    told = run("withdraw", "--handle", "@IdaHolm", "--url", "https://example.org/queues", data=tmp_path)
    assert told.exit_code == 0, told.output
    assert "withdrawn: Workshop & Co: Why queues fill" in told.output
    assert not [each for each in heard if each.exists()]
    assert len(titles(library)) == len(before) - 2
    website.issue(made_at="T23:00:00.000Z")
    again = run("daily", website.root, data=tmp_path)
    assert again.output.count("withdrawn, and stays so") >= 2
    assert len(titles(library)) == len(before) - 2


async def test_the_running_bots_memory_of_it_goes_at_once(tmp_path: Path, website: Website) -> None:
    library, place = tmp_path / "episodes", f"sqlite:///{tmp_path / 'buildspeak.db'}"
    await asyncio.to_thread(run, "daily", website.root, "--since", DAY, data=tmp_path)
    async with open_store(place) as store:
        await sync_library(store, library)
        key = next(entry.episode.key for entry in read_library(library).entries if entry.episode.kind == "podcast")
        listing = await store.episodes.by_key(key)
        assert listing is not None
        assert await store.episodes.segments(listing.id)
    await asyncio.to_thread(run, "withdraw", "--show", "The Slow Server Hour", data=tmp_path)
    async with open_store(place) as store:
        assert await store.episodes.segments(listing.id) == ()
        assert await store.episodes.passage(listing.id, 0, 0) is None
