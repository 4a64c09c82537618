"""A term that was invented and a title without Chinese are asked about once, and then done without."""

from __future__ import annotations

from starlette.responses import Response

from tests.content.translate.conftest import Open, bundled, talk
from tests.kit.bad_answers import dumps
from tests.kit.model_server import Asked, Items, ModelServer, chat


def inventing(asked: Asked, items: Items) -> Response:
    text = items[1]["chinese"]
    return chat(dumps([items[0], {**items[1], "chinese": f"这里说的是 blockchain（区块链），{text}"}, *items[2:]]))


async def test_a_term_that_was_invented_is_asked_about_once(model: ModelServer, translator: Open) -> None:
    model.spoil = [inventing]
    async with translator() as opened:
        done = await opened.translate(bundled())
    again = [asked for asked in model.asked if asked.kind == "translate"][1]
    assert again.ids == [2]
    assert '"blockchain"' in again.user["faults"][0]["fault"]
    assert "blockchain" not in done.episode.segments[1].chinese
    assert not done.report.notes


async def test_a_term_that_is_invented_again_gives_way_to_its_chinese(model: ModelServer, translator: Open) -> None:
    def only(asked: Asked, items: Items) -> Response:
        return chat(dumps([{**items[0], "chinese": f"这里说的是 blockchain（区块链），{items[0]['chinese']}"}]))

    model.spoil = [inventing, only]
    async with translator() as opened:
        done = await opened.translate(bundled())
    chinese = done.episode.segments[1].chinese
    assert chinese.startswith("这里说的是区块链，")
    assert done.report.complete
    assert done.report.notes == (
        "segment 2: explained terms that its English does not have; their Chinese stands alone",
    )


async def test_a_title_that_is_no_chinese_is_asked_again(model: ModelServer, translator: Open) -> None:
    answers = iter(["A Talk About Queues", "《说说队列。》"])
    model.other["title"] = lambda user: [{"id": 0, "chinese": next(answers)}]
    async with translator() as opened:
        done = await opened.translate(talk("The queue is full and nobody knows why it is so."))
    assert done.episode.title_zh == "说说队列"
    assert [asked.user.get("faults") for asked in model.asked if asked.kind == "title"][1]


async def test_an_episode_whose_title_has_no_chinese_is_not_complete(model: ModelServer, translator: Open) -> None:
    model.other["title"] = lambda user: [{"id": 0, "chinese": "A Talk About Queues"}]
    async with translator() as opened:
        done = await opened.translate(talk("The queue is full and nobody knows why it is so."))
    assert done.episode.title_zh is None
    assert [failure.where for failure in done.report.failures] == ["title"]
