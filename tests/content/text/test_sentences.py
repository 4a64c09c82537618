"""Texts are divided where a reader would pause, and the pieces are the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from content.text.sentences import CHINESE_WORD, ENGLISH_WORD, clauses, middle, sentences


def test_sentences_keep_titles_quotes_and_decimals_whole() -> None:
    assert sentences("Dr. Holm waits 1.5 seconds. Then she asks. “Why?”", language="en")[:2] == [
        "Dr. Holm waits 1.5 seconds. ",
        "Then she asks. ",
    ]
    assert sentences("他问：“行吗？”然后走了。真的。", language="zh") == [
        "他问：“行吗？”",
        "然后走了。",
        "真的。",
    ]


def test_clauses_end_at_commas_and_dashes_but_never_inside_a_number() -> None:
    assert clauses("It took 10,000 reads, then it stopped and we waited") == [
        "It took 10,000 reads, ",
        "then it stopped ",
        "and we waited",
    ]
    assert clauses("等了很久，然后——停了") == ["等了很久，", "然后——", "停了"]


def test_the_middle_is_after_a_clause_else_after_a_word() -> None:
    assert middle("one two three, four five six", ENGLISH_WORD) == len("one two three, ")
    assert middle("one two three four", ENGLISH_WORD) == len("one two ")
    assert middle("一二三（compute）四五六", CHINESE_WORD) in {3, 12}
    assert middle(" word ", ENGLISH_WORD) is None


@given(st.text(), st.sampled_from(["en", "zh"]))
def test_nothing_is_lost(text: str, language: str) -> None:
    assert "".join(sentences(text, language=language)) == text
    assert "".join(clauses(text)) == text
