"""A speaker gets a name only where the text proves it."""

from __future__ import annotations

from typing import Any

import pytest

from content.episode.episode import Episode, Kind, Segment
from content.translate.budget import Budget
from content.translate.faults import BudgetReached
from tests.content.translate.conftest import Open
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


def speakers(episode: Episode) -> list[str | None]:
    return [segment.speaker for segment in episode.segments]


async def test_a_name_with_its_proof_is_taken(model: ModelServer, translator: Open) -> None:
    said(model, TOM, ANA)
    async with translator() as opened:
        found = await opened.name_speakers(TALK)
        again = await opened.name_speakers(TALK)
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
    model: ModelServer, translator: Open, change: dict[str, Any], why: str
) -> None:
    said(model, TOM | change, ANA)
    async with translator() as opened:
        found = await opened.name_speakers(TALK)
    assert speakers(found.episode) == ["Speaker 1", "Speaker 1", "Ana Ruiz", "Speaker 3"]
    assert why in found.unproven[0]


async def test_two_speakers_never_share_a_name(model: ModelServer, translator: Open) -> None:
    said(model, TOM, TOM | {"label": "Speaker 2"}, TOM | {"label": "Nobody"})
    async with translator() as opened:
        found = await opened.name_speakers(TALK)
    assert speakers(found.episode) == ["Tom Berg", "Tom Berg", "Speaker 2", "Speaker 3"]


async def test_what_the_operator_says_is_not_asked(model: ModelServer, translator: Open) -> None:
    names = {"Speaker 1": "Tom", "Speaker 2": "Ana", "Speaker 3": "Lee"}
    async with translator() as opened:
        found = await opened.name_speakers(TALK, names)
    assert speakers(found.episode) == ["Tom", "Tom", "Ana", "Lee"]
    assert not model.asked


async def test_only_those_the_operator_left_open_are_asked_for(model: ModelServer, translator: Open) -> None:
    said(model, ANA)
    async with translator() as opened:
        found = await opened.name_speakers(TALK, {"Speaker 1": "Tom Berg"})
    assert model.asked[0].user["labels"] == ["Speaker 2", "Speaker 3"]
    assert speakers(found.episode)[2] == "Ana Ruiz"


async def test_a_model_that_does_not_know_leaves_the_labels(model: ModelServer, translator: Open) -> None:
    async with translator() as opened:
        assert (await opened.name_speakers(TALK)).episode == TALK
        model.always = lambda asked, items: model.chat("Who knows?")
        assert (await opened.name_speakers(TALK, {"Speaker 1": "Tom"})).unproven


async def test_the_budget_holds_for_names_too(translator: Open) -> None:
    async with translator(budget=Budget(10)) as opened:
        with pytest.raises(BudgetReached):
            await opened.name_speakers(TALK)
