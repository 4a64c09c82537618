"""Chinese reads with full-width marks; English phrases, numbers and addresses inside it stay as they are."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text.punctuation import widen
from tests.kit.samples import ARTICLES, SEED, needs


@pytest.mark.parametrize(
    ("half", "full"),
    [
        ("你好,世界:真的吗?好;行!", "你好，世界：真的吗？好；行！"),
        ("我们有 compute(算力),还有 RL(强化学习)。", "我们有 compute（算力），还有 RL（强化学习）。"),
        ("RL(reinforcement learning,强化学习)", "RL（reinforcement learning，强化学习）"),
        ("每小时 10,000 次,在 10:30 开始", "每小时 10,000 次，在 10:30 开始"),
        ("见 https://example.org/a?b=1,2;c 吧,好", "见 https://example.org/a?b=1,2;c 吧，好"),
        ("他说 hello, world (again) 然后走了", "他说 hello, world (again) 然后走了"),
        ("调用 f(x) 之后", "调用 f(x) 之后"),
        ("按 (⌘ + ; 或 Ctrl + ;) 打开", "按（⌘ + ; 或 Ctrl + ;）打开"),
        ("钻空子/操纵,以及 TCP/IP", "钻空子／操纵，以及 TCP/IP"),
        ("GPT, 模型", "GPT，模型"),
        ("用的是 Lean,DeepMind 很重视", "用的是 Lean，DeepMind 很重视"),
        ("是 yes?", "是 yes？"),
        ("Only English, really (no Chinese).", "Only English, really (no Chinese)."),
        ("已经是全角，（括号）。", "已经是全角，（括号）。"),
        ("没关(上", "没关（上"),
    ],
)
def test_marks_are_full_width_where_the_text_is_chinese(half: str, full: str) -> None:
    assert widen(half) == full


@given(st.text() | st.lists(st.sampled_from(["文", "a", ",", "(", ")", " ", ":", "1", "?", "，"])).map("".join))
def test_only_marks_and_the_spaces_beside_them_change(text: str) -> None:
    narrow = str.maketrans("，；：？！（）／", ",;:?!()/", " \t")
    assert widen(text).translate(narrow) == text.translate(narrow)


@needs(SEED)
def test_the_real_page_reads_as_the_article_it_was_made_from() -> None:
    path = next(Path(ARTICLES).glob("podcast-*.json"))
    article = {each["zh"] for each in json.loads(path.read_text(encoding="utf-8"))["paragraphs"]}
    page = {widen(line) for line in SEED.read_text(encoding="utf-8").split("\n")}
    assert article <= page
