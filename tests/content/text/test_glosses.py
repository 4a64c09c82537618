"""Terms that the Chinese explains are found, and found again in the English however that spells them."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text.glosses import find_glosses
from tests.kit.samples import ARTICLES, needs


def found(english: str, chinese: str) -> list[tuple[str, str, bool]]:
    return [(gloss.headword, gloss.meaning, gloss.span is not None) for gloss in find_glosses(english, chinese)]


@pytest.mark.parametrize(
    ("english", "chinese", "headword", "meaning"),
    [
        ("We need compute.", "我们需要 compute（算力）。", "compute", "算力"),
        ("We need compute.", "我们需要compute(算力)。", "compute", "算力"),
        ("Compute matters.", "compute（算力）很重要。", "Compute", "算力"),
        ("All the models agree.", "所有 model（模型）都同意。", "models", "模型"),
        ("One model agrees.", "一个 models（模型）同意。", "model", "模型"),
        ("Two queries ran.", "两个 query（查询）跑完了。", "queries", "查询"),
        ("It was cached.", "它被 cache（缓存）了。", "cached", "缓存"),
        ("We were batching.", "我们在做 batch（批处理）。", "batching", "批处理"),
        ("We stopped it.", "我们把它 stop（停）了。", "stopped", "停"),
        ("After pretraining.", "在 pre-training（预训练）之后。", "pretraining", "预训练"),
        ("After pre training.", "在 pre-training（预训练）之后。", "pre training", "预训练"),
        ("After pre-training.", "在 pretraining（预训练）之后。", "pre-training", "预训练"),
        ("Then AI research grew.", "后来用 AI research（AI 研究）的人多了。", "AI research", "AI 研究"),
        (
            "Supervised learning.",
            "RL versus supervised learning（监督学习）。",
            "Supervised learning",
            "监督学习",
        ),
        ("An agent waits.", "一个 LLM agent（智能体）在等。", "agent", "智能体"),
        (
            "Reinforcement learning works.",
            "RL(reinforcement learning,强化学习)有效。",
            "Reinforcement learning",
            "强化学习",
        ),
        ("Reinforcement learning works.", "RL（强化学习）有效。", "Reinforcement learning", "强化学习"),
        ("RL works.", "reinforcement learning（强化学习）有效。", "RL", "强化学习"),
        ("The p99 latency rose.", "p99 latency（第 99 百分位延迟）上升。", "p99 latency", "第 99 百分位延迟"),
        ("Written in C++ then.", "当时用 C++（一种语言）写。", "C++", "一种语言"),
        ("Use CI/CD here.", "这里用 CI/CD（持续集成与交付）。", "CI/CD", "持续集成与交付"),
        ("It is “idempotent”.", "它是“idempotent”（幂等）的。", "idempotent", "幂等"),
        ("A naïve cache.", "一个 naïve cache（朴素缓存）。", "naïve cache", "朴素缓存"),
        (
            "The p99 is high.",
            "p99（第 99 百分位，即最慢的那 1%）很高。",
            "p99",
            "第 99 百分位，即最慢的那 1%",
        ),
        ("A mutex helps.", "mutex（即互斥锁）有用。", "mutex", "互斥锁"),
    ],
)
def test_a_term_reads_as_in_the_english(english: str, chinese: str, headword: str, meaning: str) -> None:
    assert found(english, chinese) == [(headword, meaning, True)]


@pytest.mark.parametrize(
    "chinese",
    [
        "按 Ctrl (⌘ + ; 或 Ctrl + ;) 打开。",
        "按 Ctrl + K（或 Cmd + K）。",
        "Dota（a game by Valve）很难。",
        "OpenAI（2015 年成立）在旧金山。",
        "OpenAI（我在那里工作过两年，后来离开了）很大。",
        "Redis（见上一段）很快。",
        "这件事（真的）很难。",
        "很难（hard）。",
        "（算力）",
        "Redis（）。",
        "那是 2017（当时）。",
    ],
)
def test_a_parenthesis_that_explains_nothing_is_no_gloss(chinese: str) -> None:
    assert find_glosses("Ctrl K Dota OpenAI Redis 2017 hard", chinese) == ()


def test_a_term_that_the_english_says_otherwise_reads_as_in_the_chinese() -> None:
    assert found("We lock it.", "我们用 mutex（互斥锁）。") == [("mutex", "互斥锁", False)]


def test_a_part_of_a_term_never_takes_the_meaning_of_the_whole() -> None:
    assert found("We get rewards.", "我们得到 sparse rewards（稀疏奖励）。") == [("sparse rewards", "稀疏奖励", False)]


def test_a_term_is_listed_once_whatever_its_ending() -> None:
    chinese = "model（模型）与 models（模型）与 Model（范式）。"
    assert found("A model and models.", chinese) == [("model", "模型", True)]


def test_terms_come_in_the_order_of_the_english_and_never_overlap() -> None:
    english = "Deep learning, then learning theory, then learning."
    chinese = "learning（学习）、deep learning（深度学习）和 learning theory（学习理论）。"
    glosses = find_glosses(english, chinese)
    assert [gloss.headword for gloss in glosses] == ["Deep learning", "learning theory", "learning"]
    assert [english[slice(*gloss.span)] for gloss in glosses if gloss.span] == [g.headword for g in glosses]


def test_a_word_inside_another_word_is_not_the_term() -> None:
    assert found("A formation.", "一个 format（格式）。") == [("format", "格式", False)]
    assert found("End. Point.", "一个 endpoint（端点）。") == [("endpoint", "端点", False)]


_MIXED = st.lists(st.text(max_size=8) | st.sampled_from(["compute", "（算力）", "(a,模型)", "AI", " ", "-", "es"]))


@given(_MIXED.map("".join), _MIXED.map("".join))
def test_any_text_has_glosses_that_stand_in_order_in_its_english(english: str, chinese: str) -> None:
    glosses = find_glosses(english, chinese)
    spans = [gloss.span for gloss in glosses if gloss.span is not None]
    assert all(english[slice(*gloss.span)] == gloss.headword for gloss in glosses if gloss.span is not None)
    assert spans == sorted(spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert [gloss.span is None for gloss in glosses] == sorted(gloss.span is None for gloss in glosses)


@needs(ARTICLES)
def test_the_real_episode_has_two_hundred_terms_nine_in_ten_located() -> None:
    path = next(Path(ARTICLES).glob("podcast-*.json"))
    paragraphs = json.loads(path.read_text(encoding="utf-8"))["paragraphs"]
    glosses = [gloss for each in paragraphs for gloss in find_glosses(each["en"], each["zh"])]
    assert len(glosses) >= 200
    assert sum(gloss.span is not None for gloss in glosses) >= 0.98 * len(glosses)
