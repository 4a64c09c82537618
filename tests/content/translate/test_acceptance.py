"""What people translated is accepted, one term keeps one explanation, and nothing else is lost on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.episode.episode import Segment
from content.translate.acceptance import faults_of, nothing_to_translate, tidy
from content.translate.terms import Terms, invented, without_invented
from tests.kit.bundled import bundled_library
from tests.kit.samples import ARTICLES, SEED, needs
from tests.kit.sources import read_source


def ours() -> Iterator[Segment]:
    for entry in bundled_library().entries:
        yield from entry.episode.segments


def test_our_own_translations_are_accepted_as_they_are() -> None:
    for segment in ours():
        assert tidy(segment.chinese, english=segment.english) == segment.chinese
        assert list(faults_of(segment.chinese, english=segment.english)) == []


@needs(SEED)
def test_published_translations_are_accepted() -> None:
    for path in (SEED, *ARTICLES.glob("*.json")):
        for segment in read_source(path).segments:
            assert list(faults_of(tidy(segment.chinese, english=segment.english), english=segment.english)) == []


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("Yeah.", "对。"),
        ("OpenAI.", "OpenAI。"),
        ("Wow, OK.", "哇，好。"),
        ("Sam Altman, Greg Brockman, Ilya.", "Sam Altman、Greg Brockman 和 Ilya。"),
        ("See https://example.org/a/b/c", "见 https://example.org/a/b/c"),
        ("GPT-5 or Claude?", "GPT-5 还是 Claude？"),
    ],
)
def test_interjections_and_names_are_accepted(english: str, chinese: str) -> None:
    assert list(faults_of(chinese, english=english)) == []


@pytest.mark.parametrize(
    ("english", "nothing"),
    [("https://example.org/a", True), ("@ana 100%", True), ("🚀🚀", True), ("🚀 Launch", False), ("2 + 2", True)],
)
def test_what_is_the_same_in_every_language_is_known(english: str, nothing: bool) -> None:
    assert nothing_to_translate(english) is nothing


@pytest.mark.parametrize(
    ("chinese", "left"),
    [
        ("用的是 blockchain（区块链）技术。", "用的是区块链技术。"),
        ("用的是 blockchain（区块链） 技术。", "用的是区块链技术。"),
        ("Ana 说 blockchain（区块链）很慢。", "Ana 说区块链很慢。"),
        ("compute（算力）不够。", "compute（算力）不够。"),
    ],
)
def test_an_invented_term_gives_way_to_its_chinese(chinese: str, left: str) -> None:
    english = "Ana says there is not enough compute for it."
    assert without_invented(english, chinese) == left
    assert not invented(english, left)


_PIECES = st.sampled_from(
    ["compute（算力）", "（", "）", " ", "token（词元）", "blockchain（区块链）", "我们", "。", "a", "RL（强化学习）"]
)


@given(st.lists(_PIECES | st.text(max_size=4), max_size=12).map("".join))
def test_only_explanations_are_ever_taken_out(chinese: str) -> None:
    english = "We have compute, tokens and reinforcement learning."
    text, left = without_invented(english, chinese), iter(chinese)
    assert all(letter in left for letter in text if letter != " "), json.dumps([chinese, text])


def test_terms_are_told_where_they_may_be_used() -> None:
    terms = Terms()
    terms.learn(5, "The queue has jitter.", "queue（队列）有 jitter（抖动）。")
    terms.learn(2, "A queue.", "一个 queue（排队）。")
    assert [(term.headword, term.meaning, term.position) for term in terms.within("Queues and jitter")] == [
        ("queue", "排队", 2),
        ("jitter", "抖动", 5),
    ]
    assert terms.within("The bequeued unjittered") == ()
