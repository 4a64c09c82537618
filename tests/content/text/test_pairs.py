"""A word is shown in its sentence, with that sentence's own translation."""

import pytest

from content.episode.episode import Gloss, Segment
from content.text.pairs import sentence_of

ENGLISH = "We built the queue in a week. It failed under load, so we added a cache. Nobody noticed the change at all."
CHINESE = "我们用一周搭好了队列。它一上量就垮，于是我们加了 cache（缓存）。谁也没察觉到有什么变化。"


def found(word: str, meaning: str = "", english: str = ENGLISH, chinese: str = CHINESE) -> tuple[str, str]:
    at = english.index(word)
    return sentence_of(Segment(english=english, chinese=chinese), Gloss(word, meaning, (at, at + len(word))))


@pytest.mark.parametrize(
    ("word", "meaning", "chinese"),
    [
        ("cache", "缓存", "它一上量就垮，于是我们加了 cache（缓存）。"),
        ("load", "负载", "它一上量就垮，于是我们加了 cache（缓存）。"),
        ("queue", "", "我们用一周搭好了队列。"),
        ("noticed", "注意到；通知", "谁也没察觉到有什么变化。"),
    ],
)
def test_a_word_of_a_dictionary_has_its_sentence_and_not_the_paragraph(word: str, meaning: str, chinese: str) -> None:
    english, translation = found(word, meaning)
    assert word in english
    assert english in ENGLISH
    assert english != ENGLISH
    assert translation == chinese


def test_one_sentence_that_was_translated_in_two_has_both() -> None:
    english = (
        "When the queue grew past what one machine could hold, we moved the oldest half of it to disk. It was fine."
    )
    chinese = "队列长到一台机器装不下了。于是我们把最早的那一半挪到了磁盘上。这样就没事了。"
    assert found("queue", "", english, chinese)[1] == "队列长到一台机器装不下了。于是我们把最早的那一半挪到了磁盘上。"


def test_a_meaning_that_the_translator_said_elsewhere_is_followed_there() -> None:
    assert found("queue", "缓存")[1] == "它一上量就垮，于是我们加了 cache（缓存）。"


def test_a_gloss_without_a_place_has_the_sentence_that_explains_it() -> None:
    segment = Segment(english=ENGLISH, chinese=CHINESE)
    assert sentence_of(segment, Gloss("caching", "缓存")) == (ENGLISH, "它一上量就垮，于是我们加了 cache（缓存）。")


def test_what_is_not_translated_has_none() -> None:
    assert found("queue", "队列", chinese="") == ("We built the queue in a week.", "")
