"""Segments fit one message, and no letter of either language is lost on the way."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.episode.episode import Segment
from content.episode.words import count_words
from content.text.division import LONGEST_SENTENCE
from content.text.prose import AIMED_WORDS, MOST_CHINESE, MOST_ENGLISH, clean, units
from content.text.segments import Paragraph, segment
from tests.kit.samples import ARTICLES, needs


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def times(segments: tuple[Segment, ...]) -> list[tuple[int | None, int | None]]:
    return [(each.start, each.end) for each in segments]


def test_a_fragment_joins_what_the_same_speaker_says_next() -> None:
    found = segment(
        [
            Paragraph("The answer may be stale, and everyone", "答案可能过期，而每个人", "S1", 10, 20),
            Paragraph("can be told so.", "都可以被告知。", "S1", 20, 25),
            Paragraph("Good.", "好。", "S2", 25, 26),
        ]
    )
    assert [each.english for each in found] == [
        "The answer may be stale, and everyone can be told so.",
        "Good.",
    ]
    assert found[0].chinese == "答案可能过期，而每个人都可以被告知。"
    assert times(found) == [(10, 25), (25, 26)]


def test_a_fragment_never_joins_another_speaker_or_another_post() -> None:
    spoken = [Paragraph("I was about to", "我正要", "S1"), Paragraph("Go on.", "请说。", "S2")]
    posts = [Paragraph("Shipping today", "今天发布"), Paragraph("It works", "能用")]
    assert len(segment(spoken)) == 2
    assert len(segment(posts, join=False)) == 2


def test_a_heading_stays_a_paragraph_of_its_own_with_what_follows() -> None:
    found = segment([Paragraph("Getting started", "开始使用"), Paragraph("Download it.", "下载它。")])
    assert [(each.english, each.chinese) for each in found] == [("Getting started\nDownload it.", "开始使用\n下载它。")]


def _numbered(count: int) -> tuple[str, str]:
    english = " ".join(f"Step {at} takes a little while and then the server answers us again." for at in range(count))
    chinese = "".join(f"第 {at} 步要花一点时间，然后服务器会再次回答我们。" for at in range(count))
    return english, chinese


def test_a_long_paragraph_is_divided_at_sentence_ends_with_its_translation() -> None:
    english, chinese = _numbered(30)
    found = segment([Paragraph(english, chinese, "S1", 100, 400)])
    assert len(found) == -(-count_words(english) // AIMED_WORDS)
    for each in found:
        assert each.words <= AIMED_WORDS
        assert each.english.endswith(".")
        assert re.findall(r"\d+", each.english) == re.findall(r"\d+", each.chinese)
    assert (found[0].start, found[-1].end) == (100, 400)
    assert all(left.end == right.start for left, right in pairwise(found))
    assert max(each.words for each in found) - min(each.words for each in found) <= 26


@pytest.mark.parametrize("joint", [" ", ", "])
def test_a_text_without_sentences_is_divided_too(joint: str) -> None:
    english = joint.join(f"word{at}" for at in range(700))
    chinese = "，".join("没有句号的一段话" for _ in range(200))
    found = segment([Paragraph(english, chinese)])
    assert all(each.words <= AIMED_WORDS for each in found)
    assert all(each.english and each.chinese for each in found)


def test_a_translation_that_is_too_long_is_divided() -> None:
    found = segment([Paragraph("One two three four. Five six seven eight.", "很长的译文。" * 400)])
    assert all(units(each.chinese) <= MOST_CHINESE for each in found)
    assert bare("".join(each.chinese for each in found)) == "很长的译文。" * 400


def test_a_cut_falls_where_a_sentence_ends_in_both_languages() -> None:
    english, chinese = _numbered(12)
    merged = chinese.replace("会再次回答我们。第 5 步", "会再次回答我们，第 5 步")
    found = segment([Paragraph(english, merged)])
    assert [each.chinese[-1] for each in found] == ["。"] * len(found)
    assert all(re.findall(r"\d+", each.english) == re.findall(r"\d+", each.chinese) for each in found)


def test_a_source_says_where_its_sentences_begin() -> None:
    spoken = [f"yes. no. step {at} is done by the server, and nobody has to look" for at in range(16)]
    found = segment([Paragraph(" ".join(spoken), sentences=tuple(spoken))])
    assert len(found) > 1
    assert all(each.english.startswith("yes.") and each.english.endswith("look") for each in found)
    joined = segment(
        [Paragraph("And so", "所以", "S1", sentences=("And so",)), Paragraph("it ends.", "结束。", "S1")],
    )
    assert [each.english for each in joined] == ["And so it ends."]


def test_terms_are_found_in_the_segment_that_explains_them() -> None:
    found = segment([Paragraph("We need compute.", "我们需要 compute（算力）。")])
    assert [gloss.headword for gloss in found[0].glosses] == ["compute"]


_TEXT = st.lists(
    st.text(max_size=20)
    | st.sampled_from(
        ["word " * 30, "A sentence. ", "一句话。" * 20, "，", ", ", "\n", "（算力）", "compute", "x" * 300]
    )
).map("".join)
_PARAGRAPHS = st.lists(
    st.builds(
        Paragraph,
        english=_TEXT,
        chinese=_TEXT,
        speaker=st.sampled_from([None, "S1", "S2"]),
    ),
    max_size=5,
)


@given(_PARAGRAPHS, st.booleans())
def test_nothing_is_lost_or_reordered_in_either_language(paragraphs: list[Paragraph], join: bool) -> None:
    found = segment(paragraphs, join=join)
    for texts, segmented in (
        ([each.english for each in paragraphs], [each.english for each in found]),
        ([each.chinese for each in paragraphs], [each.chinese for each in found]),
    ):
        assert bare("".join(segmented)) == bare("".join(clean(text) for text in texts))
    assert all(each.english == clean(each.english) and each.chinese == clean(each.chinese) for each in found)
    assert all(each.english or each.chinese for each in found)


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.integers(1, 400)), min_size=1, max_size=6))
def test_times_keep_increasing_and_stay_within_the_episode(spans: list[tuple[int, int, int]]) -> None:
    paragraphs: list[Paragraph] = []
    now = 0
    for gap, length, words in spans:
        start = now + gap
        now = start + length
        paragraphs.append(Paragraph("word " * words, "词" * words, "S1", start, now))
    found = times(segment(paragraphs))
    flat = [each for pair in found for each in pair if each is not None]
    assert len(flat) == 2 * len(found)
    assert flat == sorted(flat)
    assert (flat[0], flat[-1]) == (paragraphs[0].start, paragraphs[-1].end)


@needs(ARTICLES)
@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.json")), ids=lambda path: path.name[:12])
def test_the_real_articles_fit_and_keep_every_letter(path: Path) -> None:
    raw = json.loads(path.read_text(encoding="utf-8"))["paragraphs"]
    found = segment(Paragraph(each["en"], each["zh"]) for each in raw)
    assert bare("".join(each.english for each in found)) == bare("".join(clean(each["en"]) for each in raw))
    assert bare("".join(each.chinese for each in found)) == bare("".join(clean(each["zh"]) for each in raw))
    for each in found:
        assert each.words <= LONGEST_SENTENCE
        assert units(each.english) <= MOST_ENGLISH
        assert 1.3 <= len(each.english) / len(each.chinese) <= 5
    assert sum(each.words > AIMED_WORDS for each in found) <= 1 + 0.05 * len(found)
