"""A headword is found in a text however it is spelt there, and never within another word."""

import pytest

from content.episode.words import IN_NAME, words
from content.text.phrases import listed
from content.text.places import Places, as_written
from content.translate.terms import Terms


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("cap", "They capped it."),
        ("retry", "Two retries later."),
        ("tuning fork", "He struck both tuning forks."),
        ("mouthpiece", "Speak into the mouth-piece."),
        ("fine-tuning", "A model fine tuned on letters."),
        ("tokens", "One token a second."),
        ("C++", "It is written in C++."),
        ("node.js", "Node.js, again."),
    ],
)
def test_a_term_stands_in_a_text_in_another_form(term: str, text: str) -> None:
    assert Places(text).has(term)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("cap", "The capacity of the captain."),
        ("reading", "They read it aloud."),
        ("C", "It is written in C++."),
        ("tuning fork", "A tuning, a fork."),
        ("", "Anything."),
        ("缓存", "A cache."),
    ],
)
def test_a_term_does_not_stand_where_another_word_does(term: str, text: str) -> None:
    assert not Places(text).has(term)


def test_a_language_and_another_with_signs_after_it_are_two_terms_to_a_translator() -> None:
    terms = Terms()
    terms.learn(0, "C and C++.", "C（一种语言）和 C++（另一种语言）。")
    assert sorted(terms.meanings()) == ["C", "C++"]


def test_the_english_within_chinese_is_cut_where_the_script_changes() -> None:
    assert words("用Claude的API跑GPT-4o、café和Q&A", IN_NAME) == ["Claude", "API", "GPT-4o", "café", "Q&A"]


def test_a_phrase_is_found_as_it_is_written_and_as_whole_words() -> None:
    assert list(as_written("a/b test", "An A/B test, an a/b tester, A/B Test")) == [(3, 11), (28, 36)]
    assert list(as_written("", "Anything")) == []


def test_of_phrases_that_are_listed_the_longest_counts() -> None:
    known = {"attention head": 1, "head": 2, "attention": 3}
    found = list(listed("An attention head, attention; head", known.get))
    assert found == [(3, "attention head", 1), (19, "attention", 3), (30, "head", 2)]
