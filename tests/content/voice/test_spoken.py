"""How a text is said: signs, links, abbreviations, and each word in its place."""

from __future__ import annotations

from itertools import pairwise

import pytest

from content.voice.spoken import read_aloud, spoken

SAID = {
    "https://x.ai/foo?bar=1, and more": "link, and more",
    "See example.com today": "See example dot com today",
    "see example.com/path/a.": "see link.",
    "me@x.org": "email address",
    "Mail 🎉 done": "Mail done",
    "--dry-run": "dry run",
    "e.g. this, i.e. that": "for example this, that is that",
    "Dr. Smith vs. Mr. Jones": "Doctor Smith versus Mister Jones",
    "x -> y": "X to Y",
    "a > b": "a greater than B",
    "A/B test": "A B test",
    "R&D": "R and D",
    "@levie said": "at levie said",
    "#1 and #hashtag": "number one and hashtag",
    "state-of-the-art": "state of the art",
    "don't": "don't",
    "“quoted” (in brackets)": "quoted in brackets",
    "well... yes!": "well… yes!",
    "I/O": "I O",
    "Wait... what": "Wait… what",
    "e.g., the": "for example, the",
    "`foo_bar()`": "foo bar",
    "🤖🚀": "",
    "你好 world": "world",
    "": "",
    "···": "",
    "«oui»": "oui",
    "U.S.": "U S",
    "Q&A": "Q and A",
    "M&A": "M and A",
    "- item": "item",
    "→": "to",
}


@pytest.mark.parametrize(("written", "said"), SAID.items())
def test_what_stands_around_words_is_said_or_left_out(written: str, said: str) -> None:
    assert read_aloud(written) == said


def test_each_word_knows_what_it_is_said_for() -> None:
    text = "GPT-4o costs $1.2B (see https://example.org/a) 🎉, twice."

    said = spoken(text)

    assert [(text[each.start : each.end], " ".join(each.words)) for each in said] == [
        ("GPT-4o", "G P T four O"),
        ("costs", "costs"),
        ("$1.2B", "one point two billion dollars"),
        ("see", "see"),
        ("https://example.org/a", "link"),
        ("twice", "twice"),
    ]
    assert [each.pause for each in said] == ["", "", "", "", ",", "."]


def test_nothing_sayable_says_nothing() -> None:
    assert spoken("🎉 … —") == ()
    assert spoken("你好") == ()


def test_a_thousand_words_take_no_time() -> None:
    assert len(spoken("retry the queue, then 3.5 GB at 09:00 " * 200)) > 1000


def test_what_is_said_stands_in_the_text_in_order() -> None:
    text = "v0.3.1 shipped on 2026-06-04; p99 fell from 80ms to 5ms — a 16x win."
    said = spoken(text)
    assert all(one.end <= other.start for one, other in pairwise(said))
    assert said[-1].end <= len(text)
