"""A piece goes through the whole chain: briefed, translated in agreed words, read again, mended, held or published."""

from __future__ import annotations

from pathlib import Path

from content.checks.doubt import About
from content.episode.episode import Episode, Kind, Segment
from content.files.check import read_library
from content.publishing.gate import release
from content.publishing.piece import DRAFTS, Fate, Piece
from content.publishing.publisher import Publisher
from content.translate.explaining import explain
from tests.content.translate.conftest import Open, bundled
from tests.kit.briefs import SAID, answering, draft
from tests.kit.model_server import ModelServer, chat, chinese_of


async def brought(publisher: Publisher, episode: Episode) -> Piece:
    return await publisher.bring(episode)


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


async def test_a_second_reading_asks_for_nothing(model: ModelServer, translator: Open) -> None:
    async with translator() as opened:
        await opened.produce(draft(*SAID))
        asked = len(model.asked)
        await opened.produce(draft(*SAID))
    assert len(model.asked) == asked


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
