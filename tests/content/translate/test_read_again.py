"""A translation is read again: mended by an editor, marked by a judge, and a doubt that is none is cleared."""

from __future__ import annotations

from collections.abc import Callable

from starlette.responses import JSONResponse, Response

from content.checks.doubt import About, Severity
from content.translate.budget import Budget
from tests.content.translate.conftest import Open
from tests.kit.briefs import SAID, answering, draft
from tests.kit.model_server import Asked, Items, ModelServer, chinese_of


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


async def test_a_major_doubt_that_the_judge_looked_at_and_denies_holds_nothing(
    model: ModelServer, translator: Open
) -> None:
    odd = f"{chinese_of(SAID[0])}\\n接着又说了一遍。"
    model.spoil = [answering(lambda item: item | ({"chinese": odd} if item["id"] == 1 else {}))]
    model.spoils["edit"] = answering(lambda item: item | {"chinese": odd})

    def denying(numbers: list[int]) -> Callable[[Asked, Items], Response]:
        return answering(lambda item: item | {"unfounded": numbers})

    for unfounded, severity in (([2], Severity.MAJOR), ([1], Severity.MINOR)):
        model.spoils["judge"] = denying(unfounded)
        async with translator(name=f"judge denies {unfounded}") as opened:
            done = await opened.produce(draft(*SAID))
        first, *others = model.of("judge")[-1].shown
        assert list(first["doubts"]) == ["1"]
        assert not any("doubts" in each for each in others)
        assert [(doubt.about, doubt.severity) for doubt in done.doubts] == [(About.LEFTOVER, severity)]
        model.spoil = [answering(lambda item: item | ({"chinese": odd} if item["id"] == 1 else {}))]


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


async def test_another_model_judges_where_one_is_named(model: ModelServer, translator: Open) -> None:
    async with translator(judge_model="a-judge") as opened:
        await opened.produce(draft(*SAID))
    assert {asked.raw["model"] for asked in model.of("judge")} == {"a-judge"}
    assert {asked.raw["model"] for asked in model.of("translate")} == {"a-model"}


async def test_a_filter_or_a_crash_of_the_judge_costs_only_its_judgment(model: ModelServer, translator: Open) -> None:
    model.spoils["judge"] = lambda asked, items: JSONResponse({"error": {"message": "filtered"}}, 400)
    async with translator(budget=Budget()) as opened:
        done = await opened.produce(draft(*SAID))
    assert done.report.complete
    assert "0 of 2 segments judged" in str(done.report)
