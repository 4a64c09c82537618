"""From a feed to files: drafts are translated, checked and published; what is known already stays as it is."""

from __future__ import annotations

import json
import random
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.responses import JSONResponse, Response

from content.episode.episode import Kind
from content.files.check import read_library
from content.files.library import write_episode
from content.publishing.by_hand import correct, publish_draft, withdraw
from content.publishing.piece import DRAFTS, Fate, Piece
from content.publishing.publisher import Publisher
from content.translate.budget import Budget
from tests.content.translate.conftest import Open, bundled
from tests.kit.model_server import Asked, Items, ModelServer, Spoil, chat
from tests.kit.samples import UPSTREAM, needs

FEED = {
    "generatedAt": "2026-06-04T06:00:00Z",
    "podcasts": [
        {
            "name": "Field Notes",
            "title": "Queues &amp; Patience",
            "guid": "a",
            "url": "https://www.youtube.com/watch?v=xyz",
            "publishedAt": "2026-06-03T12:00:00.000Z",
            "transcript": "Speaker 1 | 00:00 - 00:20\nA queue hides a slow worker until the day it cannot.\n\n"
            "Speaker 2 | 00:20 - 00:40\nSo you measured the latency before you changed the code.",
        }
    ],
    "blogs": [{"name": "Notes", "title": "On Retries", "url": "https://example.org/retries", "content": "too short"}],
    "x": [
        {
            "name": "Ada Tester",
            "handle": "adatests",
            "tweets": [
                {
                    "id": "1",
                    "text": "A good test fails for one reason, and tells you which.",
                    "createdAt": "2026-06-03T10:00:00.000Z",
                    "url": "https://x.com/adatests/status/1",
                    "likes": 42,
                }
            ],
        }
    ],
}


def dumps(items: Items) -> str:
    return json.dumps({"items": items}, ensure_ascii=False)


def well(asked: Asked, items: Items) -> Response:
    return chat(dumps(items))


def fenced(asked: Asked, items: Items) -> Response:
    return chat(f"Here it is:\n```json\n{dumps(items[::-1])}\n```")


def short(asked: Asked, items: Items) -> Response:
    return chat(dumps(items[:-1]))


def cut_off(asked: Asked, items: Items) -> Response:
    return chat(dumps(items)[: len(dumps(items)) // 2], finish_reason="length")


def down(asked: Asked, items: Items) -> Response:
    return JSONResponse({"error": {"message": "down"}}, 500)


def busy(asked: Asked, items: Items) -> Response:
    return JSONResponse({"error": {"message": "slow down"}}, 429, {"Retry-After": "1"})


def feed(folder: Path) -> Path:
    path = folder / "feed.json"
    path.write_text(json.dumps(FEED), "utf-8")
    return path


async def published(publisher: Publisher, *sources: Path) -> list[Piece]:
    seen: list[Piece] = []
    pieces = await publisher.publish(sources, fetch=None, on_piece=seen.append)
    assert seen == pieces
    return pieces


def fates(pieces: list[Piece]) -> Counter[Fate]:
    return Counter(piece.fate for piece in pieces)


async def test_without_a_model_english_is_refused_with_a_word_or_published_so_by_choice(tmp_path: Path) -> None:
    out = tmp_path / "out"
    refused = await published(Publisher(out), feed(tmp_path))
    assert fates(refused)[Fate.PUBLISHED] == 0
    assert any("TRANSLATE_BASE_URL" in piece.note and "--english-only" in piece.note for piece in refused)
    assert not out.exists()
    chosen = await published(Publisher(out, english_only=True), feed(tmp_path))
    assert fates(chosen)[Fate.PUBLISHED] >= 2
    assert read_library(out).faults == ()
    assert all(entry.episode.english_only for entry in read_library(out).entries)


async def test_a_dry_run_writes_nothing_and_asks_nothing(tmp_path: Path, translator: Open, model: ModelServer) -> None:
    async with translator() as opened:
        pieces = await published(Publisher(tmp_path / "out", opened, dry_run=True), feed(tmp_path))
    assert fates(pieces)[Fate.DRAFT] >= 2
    assert not (tmp_path / "out").exists()
    assert model.asked == []
    assert all(piece.plan and piece.plan.requests for piece in pieces if piece.fate is Fate.DRAFT)
    assert all("requests" in piece.note and "tokens in" in piece.note for piece in pieces if piece.fate is Fate.DRAFT)


async def test_a_second_run_of_the_feed_finds_it_all_known(
    tmp_path: Path, translator: Open, model: ModelServer
) -> None:
    async with translator() as opened:
        first = await published(Publisher(tmp_path / "out", opened, keep_repeats=False), feed(tmp_path))
        asked = len(model.asked)
        again = dict(FEED, generatedAt="2026-06-14T06:00:00Z")
        (tmp_path / "feed.json").write_text(json.dumps(again), "utf-8")
        second = await published(Publisher(tmp_path / "out", opened, keep_repeats=False), tmp_path / "feed.json")
    assert fates(second)[Fate.REPEAT] == fates(first)[Fate.PUBLISHED] >= 2
    assert len(model.asked) == asked
    kinds = [piece.episode.kind for piece in first if piece.episode is not None]
    assert kinds == sorted(kinds, key=[Kind.PODCAST, Kind.BLOG, Kind.POSTS].index)


async def test_a_budget_that_ends_leaves_a_draft_that_the_next_run_finishes(
    tmp_path: Path, translator: Open, model: ModelServer
) -> None:
    source = write_episode(replace(bundled(), draft=True), tmp_path / "source")
    out = tmp_path / "out"
    async with translator(budget=Budget(9000)) as opened:
        (stopped,) = await published(Publisher(out, opened), source)
    assert stopped.fate is Fate.DRAFT
    assert "budget" in stopped.note
    assert not list(out.glob("*.md"))
    assert len(list((out / DRAFTS).glob("*.md"))) == 1
    before = Counter(model.english)
    async with translator() as opened:
        (done,) = await published(Publisher(out, opened), source)
    assert done.fate is Fate.PUBLISHED
    assert max(Counter(model.english).values()) == max(before.values()) == 1
    assert not list((out / DRAFTS).glob("*.md"))


async def test_without_its_proof_a_piece_is_kept_from_readers_until_the_next_run(
    tmp_path: Path, translator: Open, model: ModelServer
) -> None:
    model.spoils["judge"] = down
    source = write_episode(replace(bundled(), draft=True), tmp_path / "source")
    out = tmp_path / "out"
    async with translator() as opened:
        (stopped,) = await published(Publisher(out, opened), source)
    assert stopped.fate is Fate.DRAFT
    assert "15 of 15 segments translated" in stopped.note
    assert not read_library(out).entries
    del model.spoils["judge"]
    async with translator() as opened:
        (done,) = await published(Publisher(out, opened), source)
    assert done.fate is Fate.PUBLISHED
    assert max(Counter(model.english).values()) == 1
    assert len(read_library(out).entries) == 1


async def test_a_model_that_cannot_choose_costs_only_its_choice(
    tmp_path: Path, translator: Open, model: ModelServer
) -> None:
    model.spoils["digest"] = down
    source = write_episode(replace(bundled(), draft=True), tmp_path / "source")
    async with translator() as opened:
        (done,) = await published(Publisher(tmp_path / "out", opened), source)
    assert done.fate is Fate.PUBLISHED
    assert "the digest is chosen offline" in done.note
    assert done.episode is not None
    assert sum(segment.featured for segment in done.episode.segments) == 8


async def test_a_held_episode_waits_among_the_drafts_until_someone_publishes_it(
    tmp_path: Path, translator: Open
) -> None:
    source = write_episode(replace(bundled(), draft=True), tmp_path / "source")
    out = tmp_path / "out"
    async with translator() as opened:
        (held,) = await published(Publisher(out, opened, hold=True), source)
    assert held.fate is Fate.DRAFT
    assert held.path is not None
    path = publish_draft(held.path, out)
    (entry,) = read_library(out).entries
    assert entry.path == path
    assert not entry.episode.draft
    _, corrected = correct(path, 2, "编辑改好的译文，说的是 retry（重试）。")
    assert read_library(out).entries[0].episode == corrected
    withdraw(path, out)
    assert read_library(out).entries == ()


def begun(feed: Path, folder: Path) -> Path:
    """The feed with the beginning of its conversation, and a few of those who post."""
    whole = json.loads(feed.read_text("utf-8"))
    for talk in whole["podcasts"]:
        talk["transcript"] = talk["transcript"][:8000].rpartition("\n\n")[0]
    part = folder / feed.name
    part.write_text(json.dumps(whole | {"x": whole["x"][:5]}), "utf-8")
    return part


@needs(UPSTREAM)
@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("digest-20260618.json", False),
        pytest.param("digest-20260618.json", True, marks=pytest.mark.slow),
        pytest.param("digest-20260605.json", True, marks=pytest.mark.slow),
        pytest.param("digest-20260714.json", True, marks=pytest.mark.slow),
    ],
)
async def test_every_piece_of_a_real_feed_is_published_though_the_model_answers_badly(
    tmp_path: Path, translator: Open, model: ModelServer, name: str, whole: bool
) -> None:
    source = UPSTREAM / name if whole else begun(UPSTREAM / name, tmp_path)
    chance = random.Random(name)
    spoils: list[Spoil] = [fenced, short, cut_off, down, busy, *[well] * 20]
    model.spoil = [chance.choice(spoils) for _ in range(300)]
    out = tmp_path / "out"
    async with translator(at_once=3) as opened:
        pieces = await published(Publisher(out, opened, keep_repeats=False), source)
    assert fates(pieces) == {Fate.PUBLISHED: len(pieces)}, [piece.note for piece in pieces]
    library = read_library(out)
    assert library.faults == ()
    assert len(library.entries) == len(pieces)
    assert all(entry.episode.title_zh and not entry.episode.untranslated for entry in library.entries)
    drafts = [piece.episode for piece in await published(Publisher(tmp_path / "x", dry_run=True), source)]
    said = {episode.key: [segment.english for segment in episode.segments] for episode in drafts if episode}
    assert {e.episode.key: [s.english for s in e.episode.segments] for e in library.entries} == said
