"""A piece goes through the whole chain: briefed, translated in agreed words, read again, mended, held or published."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import JSONResponse, Response

from content.checks.doubt import About, Severity
from content.episode.episode import Episode, Kind, Segment
from content.files.check import read_library
from content.files.library import write_episode
from content.publishing.gate import release
from content.publishing.piece import DRAFTS, Fate, Piece
from content.publishing.publisher import Publisher
from content.translate.briefing import PART_WORDS
from content.translate.budget import Budget
from content.translate.explaining import explain
from content.translate.faults import BudgetReached
from content.translate.term_base import Taught, term_base
from tests.content.translate.conftest import Open, bundled, talk
from tests.kit.model_server import Asked, Items, ModelServer, chat, chinese_of

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
SAID = (
    "We put a queue in front of a one and it read 3.2 billion tokens a day without a hitch at all.",
    "Kestrel never lost more than 40 of them, and nobody on the team had to be woken up for it.",
)


def answering(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Asked, Items], Response]:
    """Every item of an answer changed."""

    def spoil(asked: Asked, items: Items) -> Response:
        return chat(json.dumps({"items": [change(dict(item)) for item in items]}, ensure_ascii=False))

    return spoil


def draft(*lines: str, kind: Kind = Kind.PODCAST) -> Episode:
    return replace(talk(*lines, speaker="Ana"), kind=kind, draft=True)


async def brought(publisher: Publisher, episode: Episode) -> Piece:
    return await publisher.bring(episode)


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


async def test_a_parameter_that_the_endpoint_refuses_is_dropped_and_remembered(
    model: ModelServer, translator: Open
) -> None:
    model.refused = frozenset({"temperature", "max_tokens"})
    async with translator() as opened:
        assert (await opened.translate(bundled())).report.complete
    assert [name for name in ("temperature", "max_tokens") if name in model.asked[0].raw] == [
        "temperature",
        "max_tokens",
    ]
    later = [asked.raw for asked in model.asked[3:]]
    assert later
    assert not any("temperature" in raw or "max_tokens" in raw for raw in later)
    assert all(raw["max_completion_tokens"] >= 1024 for raw in later)


async def test_an_answer_that_is_cut_off_gets_more_room_the_next_time(model: ModelServer, translator: Open) -> None:
    model.spoil = [lambda asked, items: chat('{"items": [{"id": 1, "chi', finish_reason="length")]
    async with translator() as opened:
        assert (await opened.translate(bundled())).report.complete
    first, second = (asked.raw["max_tokens"] for asked in model.of("translate")[:2])
    assert second >= first


async def test_the_editor_mends_what_the_checks_found_and_only_that(model: ModelServer, translator: Open) -> None:
    wrong = chinese_of(SAID[0]).replace("3.2 billion", "3.2 亿")
    model.spoil = [answering(lambda item: item | ({"chinese": wrong} if item["id"] == 1 else {}))]
    model.spoils["back"] = answering(lambda item: item | {"english": "It read 320 million a day."})
    model.spoils["edit"] = answering(lambda item: item | {"chinese": item["chinese"].replace("3.2 亿", "32 亿")})
    async with translator() as opened:
        done = await opened.produce(draft(*SAID))
    (edited,) = model.of("edit")
    assert edited.ids == []
    assert [each["id"] for each in edited.shown] == [1]
    assert "3.2 billion is 3.2 亿" in edited.shown[0]["doubts"][0]
    assert "32 亿" in done.episode.segments[0].chinese
    assert done.doubts == ()
    assert "1 mended" in str(done.report)


async def test_the_way_back_clears_a_doubt_that_is_none(model: ModelServer, translator: Open) -> None:
    odd = chinese_of(SAID[0]).replace("3.2 billion", "三十二个亿")
    model.spoil = [answering(lambda item: item | ({"chinese": odd} if item["id"] == 1 else {}))]
    model.spoils["back"] = answering(
        lambda item: item | {"english": "It read 3.2 billion tokens a day without a hitch."}
    )
    async with translator() as opened:
        done = await opened.produce(draft(*SAID))
    assert len(model.of("back")) == 1
    assert "english" not in model.of("back")[0].shown[0]
    assert done.doubts == ()
    assert model.of("edit") == []
    assert "1 doubt cleared" in str(done.report)


def marked(**span: str) -> Callable[[Asked, Items], Response]:
    return answering(lambda item: item | ({"score": 50, "spans": [span]} if item["id"] == 2 else {}))


async def test_what_the_judge_marks_counts_only_where_it_quotes_the_two_texts(
    model: ModelServer, translator: Open
) -> None:
    quote = chinese_of(SAID[1])[:6]
    for english, chinese, found in (("never lost", quote, 1), ("never said so", quote, 0), ("", "", 0)):
        model.spoils["judge"] = marked(
            category="mistranslation", severity="major", english=english, chinese=chinese, why=f"wrong {english}"
        )
        async with translator(name=f"judge of {english}") as opened:
            done = await opened.produce(draft(*SAID))
        assert len(done.major) == found


async def test_a_style_that_a_judge_dislikes_is_never_major(model: ModelServer, translator: Open) -> None:
    model.spoils["judge"] = marked(
        category="style", severity="major", english="never lost", chinese=chinese_of(SAID[1])[:6], why="stiff"
    )
    async with translator() as opened:
        done = await opened.produce(draft(*SAID))
    assert [(doubt.about, doubt.severity) for doubt in done.doubts] == [(About.STYLE, Severity.MINOR)]


async def test_a_second_reading_asks_for_nothing(model: ModelServer, translator: Open) -> None:
    async with translator() as opened:
        await opened.produce(draft(*SAID))
        asked = len(model.asked)
        await opened.produce(draft(*SAID))
    assert len(model.asked) == asked


async def test_another_model_judges_where_one_is_named(model: ModelServer, translator: Open) -> None:
    async with translator(judge_model="a-judge") as opened:
        await opened.produce(draft(*SAID))
    assert {asked.raw["model"] for asked in model.of("judge")} == {"a-judge"}
    assert {asked.raw["model"] for asked in model.of("translate")} == {"a-model"}


async def test_a_piece_with_a_major_doubt_is_held_and_goes_out_without_the_doubtful_chinese(
    model: ModelServer, translator: Open, tmp_path: Path
) -> None:
    wrong = chinese_of(SAID[0]).replace("3.2 billion", "3.2 亿")
    model.spoil = [answering(lambda item: item | ({"chinese": wrong} if item["id"] == 1 else {}))]
    async with translator() as opened:
        held = await brought(Publisher(tmp_path, opened), draft(*SAID))
        again = await brought(Publisher(tmp_path, opened), draft(*SAID))
    assert held.fate is again.fate is Fate.HELD
    assert held.path is not None
    assert held.path.parent.name == DRAFTS
    assert "major, number" in held.note
    assert [doubt.position for doubt in held.doubts] == [0]
    assert not read_library(tmp_path).entries
    release(held.path, tmp_path, {0})
    (entry,) = read_library(tmp_path).entries
    first, second = entry.episode.segments
    assert "有疑问" in first.chinese
    assert not first.glosses
    assert second.chinese
    assert held.path.exists()
    release(held.path, tmp_path)
    (entry,) = read_library(tmp_path).entries
    assert "3.2 亿" in entry.episode.segments[0].chinese
    assert not held.path.exists()


async def test_what_a_source_translated_gets_remarks_and_is_never_held(tmp_path: Path) -> None:
    wrong = Episode(
        kind=Kind.BLOG,
        show="A Show",
        title="A Title",
        segments=(Segment("The index has 175 billion entries.", "索引里有 17.5 亿个条目。"),),
    )
    piece = await brought(Publisher(tmp_path, remarks=True), wrong)
    assert piece.fate is Fate.PUBLISHED
    assert [doubt.about for doubt in piece.doubts] == [About.NUMBER]
    assert (await brought(Publisher(tmp_path / "x"), wrong)).doubts == ()


async def test_a_piece_that_runs_away_stops_at_its_own_budget(model: ModelServer, translator: Open) -> None:
    async with translator(piece_tokens=9000) as opened:
        done = await opened.produce(replace(bundled(), draft=True))
        assert isinstance(done.report.stopped, BudgetReached)
        assert "one piece" in str(done.report.stopped)
        assert (await opened.translate(bundled("utf-8-on-a-placemat"))).report.complete


class Counted:
    """A purse that counts, and holds so much."""

    def __init__(self, holds: float) -> None:
        self.left = holds
        self.taken = 0.0

    async def take(self, amount: float) -> None:
        if amount > self.left:
            raise BudgetReached("the month's limit is used; what is translated is kept")
        self.left -= amount
        self.taken += amount

    async def settle(self, taken: float, spent: float) -> None:
        self.left += taken - spent


async def test_a_month_that_is_used_up_uses_only_what_is_cached(model: ModelServer, translator: Open) -> None:
    async with translator(price_in=2.0, purse=Counted(1.0)) as opened:
        first = await opened.produce(draft(*SAID))
    spent = len(model.asked)
    async with translator(price_in=2.0, purse=Counted(0.0)) as opened:
        assert (await opened.produce(draft(*SAID))).episode == first.episode
        new = await opened.produce(draft("Something that was never said before in any of these tests."))
    assert isinstance(new.report.stopped, BudgetReached)
    assert len(model.asked) == spent


async def test_money_is_counted_as_the_endpoint_counts_tokens(model: ModelServer, translator: Open) -> None:
    purse = Counted(1.0)
    async with translator(price_in=2.0, purse=purse) as opened:
        done = await opened.produce(draft(*SAID))
    assert 1.0 - purse.left == pytest.approx(done.report.cost)
    assert done.report.cost == pytest.approx(2.0 * 1000 * len(model.asked) / 1_000_000)


def glossed(english: str, chinese: str, *, featured: bool = False) -> Segment:
    from content.text.glosses import find_glosses

    return Segment(english, chinese, featured=featured, glosses=find_glosses(english, chinese))


def test_a_term_is_explained_where_the_digest_and_where_the_text_has_it_first() -> None:
    episode = Episode(
        Kind.BLOG,
        "A Show",
        "A Title",
        (
            glossed("The queue waits here for a while.", "queue（队列）在这里等一会儿。"),
            glossed("The queue is full by the evening.", "到晚上 queue（队列）就满了。"),
            glossed("Another queue, and a cache beside it.", "又一个 queue，旁边有个 cache（缓存）。", featured=True),
            glossed("The queue again, in the digest too.", "又是 queue（队列），也在精选里。", featured=True),
        ),
    )
    chinese = [segment.chinese for segment in explain(episode, range(4)).segments]
    assert chinese == [
        "queue（队列）在这里等一会儿。",
        "到晚上 queue 就满了。",
        "又一个 queue（队列），旁边有个 cache（缓存）。",
        "又是 queue，也在精选里。",
    ]
    assert [segment.chinese for segment in explain(episode, ()).segments] == [s.chinese for s in episode.segments]


def test_a_word_in_another_sense_keeps_its_own_explanation() -> None:
    episode = Episode(
        Kind.BLOG,
        "A Show",
        "A Title",
        (
            glossed("The prompt is long and says a lot.", "prompt（提示词）很长，说了很多。"),
            glossed("It was a prompt failure, for once.", "难得一次，失败是 prompt（及时）的。"),
            glossed("The prompt, once more, is too long.", "prompt（提示词）还是太长。"),
        ),
    )
    chinese = [segment.chinese for segment in explain(episode, range(3)).segments]
    assert chinese == ["prompt（提示词）很长，说了很多。", "难得一次，失败是 prompt（及时）的。", "prompt 还是太长。"]


async def test_a_dry_run_says_requests_tokens_and_price_step_by_step(tmp_path: Path, translator: Open) -> None:
    source = write_episode(replace(bundled(), draft=True), tmp_path / "source")
    async with translator(price_in=2.0) as opened:
        (piece,) = await Publisher(tmp_path / "out", opened, dry_run=True).publish(
            [source], fetch=None, on_piece=lambda piece: None
        )
        real = await opened.produce(replace(bundled(), draft=True))
    assert piece.plan is not None
    assert piece.plan.cost
    for step in ("brief 1", "translation", "judge", "title 1"):
        assert step in piece.note
    assert abs(piece.plan.requests - real.report.usage.requests) <= 3


async def test_a_filter_or_a_crash_of_the_judge_costs_only_its_judgment(model: ModelServer, translator: Open) -> None:
    model.spoils["judge"] = lambda asked, items: JSONResponse({"error": {"message": "filtered"}}, 400)
    async with translator(budget=Budget()) as opened:
        done = await opened.produce(draft(*SAID))
    assert done.report.complete
    assert "0 of 2 segments judged" in str(done.report)
