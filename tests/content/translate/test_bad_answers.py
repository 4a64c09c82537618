"""Only what is wrong in an answer is asked again, with the reason; what is right is kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable

import pytest
from starlette.responses import Response

from tests.content.translate.conftest import Open, bundled, talk
from tests.kit.bad_answers import dumps
from tests.kit.model_server import Asked, Items, ModelServer, Spoil, chat

KOREAN = "우리는 이 일을 먼저 분명히 설명하고 나중에 어떻게 바뀌는지 살펴봅니다"


TRADITIONAL = "我們這個時候還沒有說清楚，因為後來發現問題與從前學過的不一樣，對誰來說都會這樣。" * 3


JAPANESE = "私たちはこの件を先に説明してから、後でどう変わるかを見ていきます。" * 4


def fenced(asked: Asked, items: Items) -> Response:
    return chat(f"```json\n{dumps(items)}\n```")


def in_prose(asked: Asked, items: Items) -> Response:
    return chat(f"Sure, here it is {{as asked}}:\n\n{dumps(items)}\n\nTell me if you need more.")


def bare_list(asked: Asked, items: Items) -> Response:
    return chat(json.dumps(items))


def own_key(asked: Asked, items: Items) -> Response:
    return chat(json.dumps({"translations": items, "note": "done"}))


def after_thoughts(asked: Asked, items: Items) -> Response:
    return chat(f'<think>First {{"id": 1}} …</think>{dumps(items)}')


def with_raw_line_breaks(asked: Asked, items: Items) -> Response:
    return chat(dumps(items).replace('"chinese": "', '"chinese": "\n'))


def reordered(asked: Asked, items: Items) -> Response:
    return chat(dumps(items[::-1]))


def ids_as_text(asked: Asked, items: Items) -> Response:
    return chat(dumps([{**item, "id": str(item["id"])} for item in items]))


def with_strangers(asked: Asked, items: Items) -> Response:
    return chat(dumps([*items, {"id": 900, "chinese": "谁也没有问过的一段。"}, {"id": "x"}, {"chinese": 3}]))


def bold(asked: Asked, items: Items) -> Response:
    return chat(dumps([{**item, "chinese": f"**{item['chinese'][:4]}**{item['chinese'][4:]}"} for item in items]))


def half_width(asked: Asked, items: Items) -> Response:
    return chat(dumps([{**item, "chinese": item["chinese"].replace("（", "(").replace("）", ")")} for item in items]))


@pytest.mark.parametrize(
    "spoil",
    [
        fenced,
        in_prose,
        bare_list,
        own_key,
        after_thoughts,
        with_raw_line_breaks,
        reordered,
        ids_as_text,
        with_strangers,
        bold,
        half_width,
    ],
)
async def test_what_can_be_read_is_not_asked_again(model: ModelServer, translator: Open, spoil: Spoil) -> None:
    model.spoil = [spoil] * 9
    async with translator() as opened:
        done = await opened.translate(bundled())
    assert done.report.complete, str(done.report)
    assert set(Counter(model.english).values()) == {1}
    assert not any(mark in segment.chinese for segment in done.episode.segments for mark in ("*", "`", "{", "("))


def short(asked: Asked, items: Items) -> Response:
    return chat(dumps(items[:-2]))


async def test_only_what_is_missing_is_asked_again(model: ModelServer, translator: Open) -> None:
    model.spoil = [short]
    async with translator() as opened:
        done = await opened.translate(bundled())
    first, again = [asked for asked in model.asked if asked.kind == "translate"][:2]
    assert again.ids == first.ids[-2:]
    assert again.user["faults"] == [{"id": at, "fault": "no translation was given for it"} for at in again.ids]
    assert done.report.complete
    assert done.report.asked_again == 2


async def test_of_a_cut_off_answer_what_is_whole_is_kept(model: ModelServer, translator: Open) -> None:
    def cut_off(asked: Asked, items: Items) -> Response:
        return chat(dumps(items)[: len(dumps(items[:1])) + 60], finish_reason="length")

    model.spoil = [cut_off] * 3
    async with translator() as opened:
        done = await opened.translate(bundled())
    assert done.report.complete, str(done.report)
    counted = Counter(model.english)
    assert counted[bundled().segments[0].english] == 1
    assert counted[bundled().segments[1].english] == 2


async def test_an_answer_that_cannot_be_read_halves_its_batch(model: ModelServer, translator: Open) -> None:
    model.spoil = [
        lambda asked, items: chat(None, refusal="I can't help with that."),
        lambda asked, items: chat(dumps(items)[:12], finish_reason="length"),
        lambda asked, items: chat("", finish_reason="content_filter"),
    ]
    async with translator() as opened:
        done = await opened.translate(bundled())
    sizes = [len(asked.ids) for asked in model.asked if asked.kind == "translate"]
    first = sizes[0]
    assert sizes[1] == first // 2
    assert sizes[2] == sizes[1] // 2
    assert done.report.complete


SPOILED: dict[str, tuple[Callable[[str], str], str]] = {
    "an echo": (lambda english: english, "repeats the English"),
    "prose instead": (lambda english: "I'm sorry, I cannot translate this paragraph for you.", "too little Chinese"),
    "half of it": (lambda english: "这里只说了一半，其余的没有译。", "too little Chinese"),
    "korean": (lambda english: KOREAN * 3, "another language"),
    "japanese": (lambda english: JAPANESE, "another language"),
    "traditional": (lambda english: TRADITIONAL, "traditional characters"),
    "nothing": (lambda english: "  \n ", "empty"),
    "a fence": (lambda english: "```\n" + "我们先把这件事讲清楚再看它后来怎样变化。" * 5 + "\n```", "fence"),
    "json": (lambda english: '{"id": 3, "chinese": "' + "我们先把这件事讲清楚再看它后来怎样变化。" * 5 + '"}', "JSON"),
    "another paragraph": (lambda english: "我们先把这件事讲清楚再看它后来怎样变化。\n" * 5, "paragraphs"),
    "a whole book": (lambda english: "我们先把这件事讲清楚再看它后来怎样变化。" * 80, "longer"),
}


@pytest.mark.parametrize("name", SPOILED)
async def test_a_segment_that_is_wrong_is_asked_again_with_the_reason(
    model: ModelServer, translator: Open, name: str
) -> None:
    wrong, reason = SPOILED[name]

    def spoil(asked: Asked, items: Items) -> Response:
        spoiled = {**items[2], "chinese": wrong(asked.english[2])}
        return chat(dumps([*items[:2], spoiled, *items[3:]]))

    model.spoil = [spoil]
    async with translator() as opened:
        done = await opened.translate(bundled())
    first, again = [asked for asked in model.asked if asked.kind == "translate"][:2]
    assert again.ids == [first.ids[2]]
    assert reason in again.user["faults"][0]["fault"]
    assert done.report.complete
    assert done.report.asked_again == 1


async def test_an_address_that_was_lost_is_asked_for(model: ModelServer, translator: Open) -> None:
    model.spoil = [
        lambda asked, items: chat(dumps([{"id": 1, "chinese": "这份说明写得很清楚，值得读一读，里面什么都有。"}]))
    ]
    async with translator() as opened:
        done = await opened.translate(talk("Read the notes at https://example.org/notes before you begin, please."))
    assert "https://example.org/notes" in done.episode.segments[0].chinese
    assert "address" in model.asked[1].user["faults"][0]["fault"]


async def test_the_same_chinese_for_two_segments_is_a_slip(model: ModelServer, translator: Open) -> None:
    def twins(asked: Asked, items: Items) -> Response:
        return chat(dumps([*items[:-1], {**items[-2], "id": items[-1]["id"]}]))

    model.spoil = [twins]
    async with translator() as opened:
        done = await opened.translate(bundled())
    again = [asked for asked in model.asked if asked.kind == "translate"][1]
    assert len(again.ids) == 2
    assert done.report.complete


async def test_a_segment_answered_twice_counts_as_unanswered(model: ModelServer, translator: Open) -> None:
    def doubled(asked: Asked, items: Items) -> Response:
        return chat(dumps([*items, {**items[1], "id": items[0]["id"]}]))

    model.spoil = [doubled]
    async with translator() as opened:
        assert (await opened.translate(bundled())).report.complete
    again = [asked for asked in model.asked if asked.kind == "translate"][1]
    assert again.ids == [1]


async def test_a_segment_that_never_comes_right_fails_by_name_and_the_rest_stands(
    model: ModelServer, translator: Open
) -> None:
    bad = bundled().segments[4].english

    def echo(asked: Asked, items: Items) -> Response:
        known = dict(zip(asked.ids, asked.english, strict=True))
        echoed = [{**item, "chinese": bad} if known[item["id"]] == bad else item for item in items]
        return chat(dumps(echoed))

    model.always = lambda asked, items: echo(asked, items) if asked.kind == "translate" else chat(dumps(items))
    async with translator() as opened:
        done = await opened.translate(bundled())
    assert Counter(model.english)[bad] == 3
    assert [failure.where for failure in done.report.failures] == ["segment 5"]
    assert "segment 5: it repeats the English" in str(done.report)
    assert not done.report.complete
    assert [bool(segment.chinese) for segment in done.episode.segments].count(False) == 1
    model.always = None
    before = len(model.english)
    async with translator() as opened:
        assert (await opened.translate(bundled())).report.complete
    assert model.english[before:] == [bad]
