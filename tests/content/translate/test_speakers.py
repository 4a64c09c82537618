"""A speaker gets a name only where the text proves it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from content.episode.episode import Episode, Kind, Segment
from content.translate.budget import Budget, Usage
from content.translate.faults import BudgetReached
from content.translate.speakers import find_names
from tests.content.translate.conftest import AskedModel
from tests.kit.model_server import ModelServer

TALK = Episode(
    kind=Kind.PODCAST,
    show="Queue Hour",
    title="Ana Ruiz on Waiting",
    segments=(
        Segment("Hello and welcome, I'm Tom Berg, and today we wait in line together.", "", "Speaker 1", 0, 9),
        Segment("With me is Ana Ruiz. Ana, how long is your queue?", "", "Speaker 1", 9, 20),
        Segment("Thank you, Tom. It is longer than it should be, as my colleague Lee says.", "", "Speaker 2", 20, 40),
        Segment("And nobody ever asks why.", "", "Speaker 3", 40, 44),
    ),
)

TOM = {"label": "Speaker 1", "name": "Tom Berg", "passage": 1, "quote": "I’m Tom Berg, and today we wait"}
ANA = {"label": "Speaker 2", "name": "Ana Ruiz", "passage": 2, "quote": "Ana, how long is your queue"}


def said(model: ModelServer, *claims: dict[str, Any]) -> None:
    model.other["speakers"] = lambda user: list(claims)


def half_named() -> Episode:
    first, second, *others = TALK.segments
    return replace(TALK, segments=(replace(first, speaker="Tom"), replace(second, speaker="Tom"), *others))


def speakers(episode: Episode) -> list[str | None]:
    return [segment.speaker for segment in episode.segments]


async def test_a_name_with_its_proof_is_taken(model: ModelServer, asked_model: AskedModel) -> None:
    said(model, TOM, ANA)
    found = await find_names(asked_model(), TALK, Usage())
    again = await find_names(asked_model(), TALK, Usage())
    assert speakers(found.episode) == ["Tom Berg", "Tom Berg", "Ana Ruiz", "Speaker 3"]
    assert [claim.quote for claim in found.evidence] == [TOM["quote"], ANA["quote"]]
    assert found.unproven == ()
    assert again == found
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"quote": "I'm Tom Berg, and today we sit"}, "do not stand there"),
        ({"passage": 2}, "do not stand there"),
        ({"passage": 0}, "do not stand there"),
        ({"passage": 99}, "do not stand there"),
        ({"quote": "Tom Berg"}, "too few words"),
        ({"quote": "today we wait in line together"}, "not in the quoted words"),
        ({"name": "Tom Bergström"}, "not a name that the text spells"),
        ({"name": "Speaker 9"}, "not a name that the text spells"),
        ({"name": " "}, "not a name that the text spells"),
    ],
)
async def test_a_name_without_its_proof_is_not(
    model: ModelServer, asked_model: AskedModel, change: dict[str, Any], why: str
) -> None:
    said(model, TOM | change, ANA)
    found = await find_names(asked_model(), TALK, Usage())
    assert speakers(found.episode) == ["Speaker 1", "Speaker 1", "Ana Ruiz", "Speaker 3"]
    assert why in found.unproven[0]


async def test_two_speakers_never_share_a_name(model: ModelServer, asked_model: AskedModel) -> None:
    said(model, TOM, TOM | {"label": "Speaker 2"}, TOM | {"label": "Nobody"})
    found = await find_names(asked_model(), TALK, Usage())
    assert speakers(found.episode) == ["Tom Berg", "Tom Berg", "Speaker 2", "Speaker 3"]


async def test_a_speaker_who_has_a_name_is_not_asked_for(model: ModelServer, asked_model: AskedModel) -> None:
    named = replace(TALK, segments=tuple(replace(each, speaker="Lee") for each in TALK.segments))
    found = await find_names(asked_model(), named, Usage())
    assert found.episode == named
    assert not model.asked


async def test_only_those_without_a_name_are_asked_for(model: ModelServer, asked_model: AskedModel) -> None:
    said(model, ANA)
    found = await find_names(asked_model(), half_named(), Usage())
    assert model.asked[0].user["labels"] == ["Speaker 2", "Speaker 3"]
    assert speakers(found.episode)[2] == "Ana Ruiz"


async def test_a_model_that_does_not_know_leaves_the_labels(model: ModelServer, asked_model: AskedModel) -> None:
    assert (await find_names(asked_model(), TALK, Usage())).episode == TALK
    model.always = lambda asked, items: model.chat("Who knows?")
    assert (await find_names(asked_model(), half_named(), Usage())).unproven


async def test_the_budget_holds_for_names_too(asked_model: AskedModel) -> None:
    with pytest.raises(BudgetReached):
        await find_names(asked_model(Budget(10)), TALK, Usage())
