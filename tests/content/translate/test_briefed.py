"""A piece is briefed once, and all that follows is told what it needs of that."""

from __future__ import annotations

import json

import pytest

from content.episode.episode import Kind
from content.translate.briefing import PART_WORDS
from content.translate.term_base import Taught, term_base
from tests.content.translate.conftest import Open, talk
from tests.kit.briefs import SAID, draft
from tests.kit.model_server import ModelServer, chat

BRIEF = {
    "about": "Two engineers over a queue.",
    "lead_in": "排队的学问，全在等的人身上。",
    "speakers": [{"label": "Ana", "role": "host", "voice": "dry"}, {"label": "Nobody", "role": "not there"}],
    "names": [{"heard": "a one", "meant": "o1"}, {"heard": "never said", "meant": "X"}],
    "terms": [
        {"term": "queue", "chinese": "队列", "sense": "data structure"},
        {"term": "token", "chinese": "代币", "sense": "text unit"},
        {"term": "not in the text", "chinese": "没有", "sense": ""},
    ],
    "keep": ["Kestrel"],
}


async def test_the_brief_is_made_once_and_told_to_all_that_follows(model: ModelServer, translator: Open) -> None:
    model.other["brief"] = lambda user: [BRIEF]
    async with translator() as opened:
        done = await opened.produce(draft(*SAID))
        again = await opened.produce(draft(*SAID))
    (brief,) = model.of("brief")
    assert brief.user["text"] == f"[Ana] {SAID[0]}\n[Ana] {SAID[1]}"
    assert "代币" in json.dumps(brief.user["known"]["token"], ensure_ascii=False)
    (translated,) = model.of("translate")
    assert translated.user["brief"] == {"about": BRIEF["about"], "speakers": {"Ana": "host; dry"}}
    assert translated.user["names"] == {"a one": "o1"}
    assert translated.user["keep"] == ["Kestrel"]
    assert translated.user["terms"] == {"queue": "队列 (data structure)", "token": "词元 (text unit)"}
    for kind in ("title", "judge"):
        assert model.of(kind)[0].user["brief"] == BRIEF["about"]
    assert done.episode.lead_in == BRIEF["lead_in"]
    assert done.episode == again.episode
    assert done.report.complete


async def test_a_long_piece_is_briefed_in_parts_that_are_merged(model: ModelServer, translator: Open) -> None:
    line = " ".join(["The scheduler asks the queue who is due and waits for what it says."] * 14)
    episode = talk(*[f"{line} Part {at}." for at in range(2 * PART_WORDS // 190)])
    async with translator() as opened:
        brief = await opened.brief(episode)
    asked = model.of("brief")
    assert len(asked) > 1
    assert "before" not in asked[0].user
    assert asked[1].user["before"] == "A talk about what it is about."
    assert brief.about.count("A talk") == len(asked)


@pytest.mark.parametrize("answer", ["I would rather not.", "", '{"items": []}'])
async def test_without_a_brief_the_translation_goes_on(model: ModelServer, translator: Open, answer: str) -> None:
    model.spoils["brief"] = lambda asked, items: chat(answer)
    async with translator() as opened:
        assert (await opened.produce(draft(*SAID))).report.complete


@pytest.mark.parametrize(
    ("kind", "word"), [(Kind.PODCAST, "conversation"), (Kind.BLOG, "article"), (Kind.POSTS, "posts")]
)
async def test_each_kind_is_translated_by_a_prompt_of_its_own(
    model: ModelServer, translator: Open, kind: Kind, word: str
) -> None:
    async with translator() as opened:
        await opened.translate(draft(*SAID, kind=kind))
    assert word in model.of("translate")[0].raw["messages"][0]["content"].split("\n")[0]


async def test_what_an_operator_taught_comes_before_glossary_and_brief(model: ModelServer, translator: Open) -> None:
    model.other["brief"] = lambda user: [BRIEF]
    async with translator(taught=(Taught("queue", "队伍", "队列"),)) as opened:
        await opened.produce(draft(*SAID))
    assert model.of("translate")[0].user["terms"]["queue"] == "队伍 (data structure)"
    async with translator() as opened:
        await opened.produce(draft(*SAID))
    assert model.of("translate")[1].user["terms"]["queue"] == "队列 (data structure)"


def test_the_term_base_knows_whole_words_only() -> None:
    base = term_base((Taught("cap", "上限"),))
    assert [rule.headword for rule in base.within("The capacity of the captain.")] == []
    assert [rule.headword for rule in base.within("Two caps on it.")] == ["cap"]
    assert [rule.chinese for rule in base.within("An attention head waits.")] == ["注意力头"]
