"""The model chooses the digest with reasons; where its choice is not sound, the offline chooser does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from content.episode.digest import feature
from content.episode.episode import Episode, Segment
from content.translate.budget import Usage
from content.translate.choice import choose
from tests.content.translate.conftest import AskedModel, bundled
from tests.kit.model_server import ModelServer


def long_episode() -> Episode:
    """Both of our own talks of queues and files, with a greeting before and thanks after them."""
    hello = Segment("Welcome back to the show, where we talk about how software is built. " * 3, "")
    thanks = Segment("Thank you so much for listening, and please subscribe wherever you get it. " * 3, "")
    first, second = bundled(), bundled("utf-8-on-a-placemat")
    return replace(first, segments=(hello, *first.segments, *second.segments, thanks))


def chosen(*ids: int) -> list[dict[str, Any]]:
    return [{"id": at, "reason": f"第 {at} 段讲清了一个机制"} for at in ids]


GOOD = (3, 6, 9, 12, 15, 18, 21, 24)


async def test_the_choice_of_the_model_is_marked_with_reasons(model: ModelServer, asked_model: AskedModel) -> None:
    model.other["digest"] = lambda user: chosen(*reversed(GOOD))
    made = await choose(asked_model(), long_episode(), Usage())
    again = await choose(asked_model(), long_episode(), Usage())
    assert [at + 1 for at, segment in enumerate(made.episode.segments) if segment.featured] == list(GOOD)
    assert made.reasons[2] == "第 3 段讲清了一个机制"
    assert made.note is None
    assert again == made
    assert len(model.asked) == 1


async def test_courtesies_are_not_offered(model: ModelServer, asked_model: AskedModel) -> None:
    model.other["digest"] = lambda user: chosen(*GOOD)
    await choose(asked_model(), long_episode(), Usage())
    offered = [candidate["id"] for candidate in model.asked[0].user["candidates"]]
    assert offered == list(range(2, len(long_episode().segments)))


@pytest.mark.parametrize(
    ("ids", "why"),
    [
        (GOOD[:-1], "7 segments, choose 8"),
        ((*GOOD[:-1], GOOD[0]), "the same segment twice"),
        ((*GOOD[:-1], 1), "not among the candidates: 1"),
        ((*GOOD[:-1], 999), "not among the candidates: 999"),
        ((*GOOD[:-1], 0), "not among the candidates: 0"),
    ],
)
async def test_an_unsound_choice_is_asked_again_and_then_made_offline(
    model: ModelServer, asked_model: AskedModel, ids: tuple[int, ...], why: str
) -> None:
    model.other["digest"] = lambda user: chosen(*ids)
    made = await choose(asked_model(), long_episode(), Usage())
    assert made.episode == feature(long_episode())
    assert made.reasons == {}
    assert made.note is not None
    assert why in made.note
    assert len(model.asked) == 3
    assert why in model.asked[1].user["faults"][0]


async def test_a_choice_without_reasons_is_not_sound(model: ModelServer, asked_model: AskedModel) -> None:
    answers = iter([[{"id": at, "reason": " "} for at in GOOD], chosen(*GOOD)])
    model.other["digest"] = lambda user: next(answers)
    assert (await choose(asked_model(), long_episode(), Usage())).reasons


async def test_what_an_editor_marked_stays(model: ModelServer, asked_model: AskedModel) -> None:
    episode = feature(long_episode(), 3)
    assert (await choose(asked_model(), episode, Usage())).episode == episode
    assert (await choose(asked_model(), replace(episode, segments=episode.segments[:4]), Usage())).reasons == {}
    assert not model.asked
