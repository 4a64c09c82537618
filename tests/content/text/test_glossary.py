"""The glossary of builder terms, as its writers promise to keep it."""

import re
import tomllib
from collections import Counter
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.text.glossary import builder_glossary, parse_glossary
from content.text.words import base_forms, content_words, fold, words_of

TEXT = resources.files("content").joinpath("glossary.toml").read_text("utf-8")
ENTRIES = builder_glossary().entries
HALF_WIDTH = re.compile(r"[,;:!?()]|\.(?!\d)")
UNSPACED = re.compile(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9%][\u4e00-\u9fff]")


def test_some_hundreds_of_terms_are_explained() -> None:
    assert len(ENTRIES) >= 300


def test_entries_are_sorted_and_no_name_is_taken_twice() -> None:
    keys = [fold(entry.headword) for entry in ENTRIES]
    assert keys == sorted(keys)
    names = Counter(key for entry in ENTRIES for key in {fold(n) for n in (entry.headword, *entry.aliases)})
    assert [name for name, count in names.items() if count > 1] == []


def test_headwords_are_ascii_and_meanings_are_chinese_with_its_own_punctuation() -> None:
    for entry in ENTRIES:
        assert all(name.isascii() and name.strip() == name and name for name in (entry.headword, *entry.aliases))
        assert entry.meanings
        for meaning in entry.meanings:
            assert re.search(r"[\u4e00-\u9fff]", meaning), entry
            assert not HALF_WIDTH.search(meaning), entry
            assert not UNSPACED.search(meaning), f"{entry}: a space between Chinese and Latin"
            assert len(meaning) <= 40, entry


def test_one_line_is_one_entry() -> None:
    lines = [line for line in TEXT.splitlines() if line and not line.startswith("#")]
    assert len(lines) == len(ENTRIES)


def test_a_term_twice_is_refused() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        parse_glossary('"eval" = { zh = "评测" }\n"eval" = { zh = "评估" }\n')


@pytest.mark.parametrize(
    ("asked", "headword", "meaning"),
    [
        ("LLMs", "LLM", "大语言模型"),
        ("embeddings", "embedding", "嵌入"),
        ("fine-tuned", "fine-tuning", "微调（在已有模型上用自己的数据接着训练）"),
        ("Large Language Models", "LLM", "大语言模型"),
        ("runway", "runway", "资金跑道（现金还能撑多久）"),
        ("a moat", "moat", "护城河（让对手难以追上的优势）"),
        ("rolled out", "rollout", "逐步上线"),
    ],
)
def test_a_builders_word_means_what_builders_mean(asked: str, headword: str, meaning: str) -> None:
    entry = builder_glossary().find(asked)
    assert entry is not None
    assert (entry.headword, entry.meanings[0]) == (headword, meaning)


@given(st.text(max_size=80))
def test_any_text_may_be_asked_and_read(text: str) -> None:
    builder_glossary().find(text)
    assert all(fold(form) == form for form in base_forms(text)) or not text.isascii()
    for word in (*words_of(text), *content_words(text)):
        assert text[word.start : word.start + len(word.text)] == word.text


def test_common_words_are_no_content() -> None:
    words = [word.text for word in content_words("We don't know the model's latency, and it's what we've measured.")]
    assert words == ["model", "latency", "measured"]
