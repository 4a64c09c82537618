"""A run that is killed has lost nothing that was accepted."""

from __future__ import annotations

import asyncio
import os
import random
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from content.episode.episode import Episode
from content.translate.batches import context_of, told_of
from content.translate.cache import AnswerCache, cache_key
from content.translate.prompts import TRANSLATE_PROSE, version_of
from content.translate.told import Known
from tests.content.translate.conftest import Open, bundled
from tests.kit.forked import Forked, forked
from tests.kit.model_server import ModelServer

STEM = "retries-with-jitter"


def start(model: ModelServer, cache: Path) -> Forked:
    says = cache.with_suffix(".said")
    return forked(model.url, str(cache), STEM, says=says, environment=os.environ, module="tests.kit.one_run")


def accepted(cache: Path, episode: Episode) -> set[str]:
    """The English of the segments that the cache holds, read as nobody's process is alive to tell."""
    with closing(sqlite3.connect(cache)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE name = 'answers'").fetchall()
        kept = {key for (key,) in connection.execute("SELECT key FROM answers")} if tables else set()
    keys = {
        segment.english: cache_key(
            version_of(TRANSLATE_PROSE),
            "a-model",
            segment.english,
            context_of(episode, at),
            told_of(episode, at, Known()),
        )
        for at, segment in enumerate(episode.segments)
    }
    return {english for english, key in keys.items() if key in kept}


async def test_a_killed_run_never_asks_again_for_what_was_accepted(model: ModelServer, tmp_path: Path) -> None:
    chance = random.Random(7)
    episode, cache = bundled(STEM), tmp_path / "translations.db"
    model.delay = 0.05
    done: set[str] = set()
    kills = 0
    for requests in (1, 1, 2, 2, 3):
        before = len(model.asked)
        process = start(model, cache)
        asked = asyncio.create_task(model.has_been_asked(before + requests))
        await asyncio.wait((asked, ended := asyncio.create_task(process.wait())), return_when="FIRST_COMPLETED")
        asked.cancel()
        await asyncio.sleep(chance.uniform(0, 0.15))
        if process.returncode is None:
            process.kill()
            kills += 1
        await ended
        assert not done & {english for asked in model.asked[before:] for english in asked.english}
        now = accepted(cache, episode)
        assert done <= now
        done = now
    before = len(model.asked)
    process = start(model, cache)
    assert await process.wait() == 0
    assert not done & {english for asked in model.asked[before:] for english in asked.english}
    assert kills
    assert all(count <= 1 + kills for count in Counter(model.english).values())

    before = len(model.asked)
    process = start(model, cache)
    assert await process.wait() == 0
    assert len(model.asked) == before


async def test_a_run_that_is_cancelled_keeps_what_it_has(
    model: ModelServer, translator: Open, cache: AnswerCache, tmp_path: Path
) -> None:
    model.delay = 0.05
    async with translator() as opened:
        task = asyncio.create_task(opened.translate(bundled(STEM)))
        await model.has_been_asked(2)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    done = accepted(tmp_path / "translations.db", bundled(STEM))
    assert done
    before = len(model.asked)
    async with translator() as opened:
        assert (await opened.translate(bundled(STEM))).report.complete
    assert not done & {english for asked in model.asked[before:] for english in asked.english}
