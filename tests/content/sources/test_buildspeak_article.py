"""Articles of every kind become episodes; a fault is told with its line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.episode.episode import Kind
from content.episode.faults import ContentError
from content.sources.recognising import read_text
from tests.kit.samples import ARTICLES, needs
from tests.kit.sources import read_source


def article(**changes: object) -> str:
    whole: dict[str, Any] = {
        "id": "a1",
        "type": "blog",
        "sourceName": "Workshop &amp; Co",
        "title": "It&#x27;s a queue",
        "url": "https://example.org/q",
        "publishedAt": "Apr 14, 2026",
        "digestDate": "2026-05-01",
        "paragraphs": [{"id": "a1-p0", "en": "It&#x27;s a queue.", "zh": "这是一个 queue（队列）。"}],
        "wordCount": 4,
        **changes,
    }
    return json.dumps({key: value for key, value in whole.items() if value is not None}, ensure_ascii=False, indent=1)


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as caught:
        read_text(text, "a.json")
    return [(fault.line, fault.what) for fault in caught.value.faults]


def test_a_blog_is_read_with_its_entities_resolved() -> None:
    episode = read_text(article(), "a.json")
    assert (episode.kind, episode.show, episode.title) == (Kind.BLOG, "Workshop & Co", "It's a queue")
    assert (episode.date, episode.url, episode.stated_words) == (
        date(2026, 4, 14),
        "https://example.org/q",
        4,
    )
    assert episode.segments[0].english == "It's a queue."


def test_a_podcast_has_speakers_and_times() -> None:
    spoken = [{"speaker": "Speaker 1", "timecode": "1:00:00 - 1:00:05", "en": "Yes, a queue.", "zh": "对，队列。"}]
    episode = read_text(article(type="podcast", paragraphs=spoken, publishedAt="2026-06-04T12:30:00.000Z"), "a.json")
    assert (episode.kind, episode.date) == (Kind.PODCAST, date(2026, 6, 4))
    assert [(each.speaker, each.start, each.end) for each in episode.segments] == [("Speaker 1", 3600, 3605)]


def test_posts_of_two_days_are_two_episodes_and_each_post_is_its_own_segment() -> None:
    posts = [{"en": "Shipping a queue", "zh": "发布队列"}, {"en": "It is fast", "zh": "它很快"}]
    late, early = "2026-06-04T21:31:14.000Z", "2026-06-04T07:34:18.000Z"
    first = read_text(article(type="tweet", paragraphs=posts, publishedAt=early, digestDate="2026-06-04"), "a.json")
    second = read_text(article(type="tweet", paragraphs=posts, publishedAt=late, digestDate="2026-06-05"), "a.json")
    assert len(first.segments) == 2
    assert first.kind is Kind.POSTS
    assert (first.date, first.issue) == (second.date, date(2026, 6, 4))
    assert first.key != second.key


@pytest.mark.parametrize(
    ("changes", "line", "word"),
    [
        ({"type": "song"}, 3, "type"),
        ({"title": None}, 1, "title is missing"),
        ({"sourceName": " "}, 4, "sourceName"),
        ({"url": "example.org"}, 6, "not a web address"),
        ({"publishedAt": "soon", "digestDate": "later"}, 7, "date"),
        ({"paragraphs": []}, 9, "no paragraphs"),
        ({"paragraphs": [{"id": "p0", "en": "Only English."}]}, 11, "no translation"),
        ({"paragraphs": [{"id": "p0", "zh": "只有中文。"}]}, 11, "no English"),
        ({"paragraphs": ["x"]}, 9, "no object"),
        (
            {"paragraphs": [{"id": "p0", "en": "A.", "zh": "一。", "timecode": "late"}]},
            11,
            "a time that is none",
        ),
        (
            {"paragraphs": [{"id": "p0", "en": "A.", "zh": "一。", "timecode": "00:09 - 00:08"}]},
            11,
            "ends before",
        ),
        ({"paragraphs": "x"}, 1, "list of paragraphs"),
    ],
)
def test_a_fault_is_told_with_its_line(changes: dict[str, object], line: int, word: str) -> None:
    found = faults(article(**changes))
    assert [(at, word in what) for at, what in found] == [(line, True)]


def test_json_that_ends_early_is_refused_with_its_line() -> None:
    cut = article()[:-30]
    assert [at for at, _ in faults(cut)] == [cut.count("\n") + 1]
    assert faults("{" * 100_000)[0][0] == 1
    assert faults('{"a": ' + "[" * 100_000)[0][0] == 1
    assert faults('{"a": ' + "1" * 10_000 + "}")[0][0] == 1


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["en", "zh", "id", "speaker"]), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(list(json.loads(article()))), _JSON))
def test_any_json_is_an_episode_or_has_faults(changes: dict[str, object]) -> None:
    try:
        found = len(read_text(article(**changes), "a.json").segments)
    except ContentError as error:
        found = len(error.faults)
    assert found


@needs(ARTICLES)
@pytest.mark.parametrize("path", sorted(ARTICLES.glob("*.json")), ids=lambda path: path.name[:12])
def test_the_real_articles_are_read(path: Path) -> None:
    episode = read_source(path)
    assert episode.segments
    assert "&#" not in "".join(each.english for each in episode.segments)
