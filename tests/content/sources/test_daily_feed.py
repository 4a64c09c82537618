"""Every podcast, blog and builder of a day becomes a draft, whole; what is broken is told beside them."""

from __future__ import annotations

import html
import json
import re
from datetime import date
from pathlib import Path

import pytest

from content.episode.episode import Episode, Kind
from content.files.check import read_library
from content.files.library import write_episode
from content.sources.document import Document, Reading
from content.sources.recognising import open_document, read_document, read_text
from content.text.prose import AIMED_WORDS, clean
from tests.kit.feeds import BLOG, BUILDER, PODCAST, feed, page_as_article, page_as_feed
from tests.kit.samples import ARTICLES, PAGE, SEED, UPSTREAM, needs
from tests.kit.sources import read_source

DIGESTS = sorted(UPSTREAM.glob("digest-*.json"))


def read(text: str) -> Reading:
    return read_document(Document(text, "feed.json"))


def english(episode: Episode) -> list[tuple[str, str | None, int | None, int | None]]:
    return [(each.english, each.speaker, each.start, each.end) for each in episode.segments]


def told(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.what) for fault in read(text).faults]


def test_a_day_is_an_episode_for_each_podcast_blog_and_builder() -> None:
    reading = read(feed())
    assert reading.faults == ()
    assert [(each.kind, each.show, each.title, each.date, each.draft) for each in reading.episodes] == [
        (Kind.PODCAST, "Slow & Steady", 'Ida Holm on "caches"', date(2026, 3, 8), True),
        (Kind.BLOG, "Workshop", "Why queues fill", date(2026, 3, 2), True),
        (Kind.POSTS, "Ida Holm", "Ida Holm · @idaholm · 2026-03-09", date(2026, 3, 9), True),
    ]


def test_what_was_said_stays_and_sounds_go() -> None:
    podcast = read(feed()).episodes[0]
    assert english(podcast) == [
        ("Um, so what is a cache, you know?", "Speaker 1", 0, 20),
        ("It's a promise that an answer is still true.", "Speaker 2", 20, 3602),
        ("Right.", None, 3602, 3603),
    ]


def test_a_blog_in_html_is_read_without_its_scripts() -> None:
    blog = read(feed()).episodes[1]
    assert [each.english for each in blog.segments] == ["The load\nA queue hides <b> it.", "It fills at night."]


def test_posts_say_who_where_and_how_many_liked_them() -> None:
    posts = read(feed()).episodes[2]
    assert posts.handle == "idaholm"
    assert posts.url == "https://x.com/idaholm"
    assert [(each.english, each.url, each.likes) for each in posts.segments] == [
        ("Latency < 5 ms\nShipping today", "https://x.com/idaholm/status/2", 12),
        ("It works", "https://x.com/idaholm/status/1", 3),
    ]


def test_turns_on_one_line_are_told_apart() -> None:
    line = "&gt;&gt; ADA: Welcome back. >> IDA: Thank you. Is it on? >> ADA: It is. >> IDA: Good [ then."
    podcast = read(feed(podcasts=[{**PODCAST, "transcript": line}])).episodes[0]
    assert [(each.speaker, each.english) for each in podcast.segments] == [
        ("ADA", "Welcome back."),
        ("IDA", "Thank you. Is it on?"),
        ("ADA", "It is."),
        ("IDA", "Good then."),
    ]


def test_turns_without_names_are_never_joined() -> None:
    podcast = read(feed(podcasts=[{**PODCAST, "transcript": ">> I was about to >> Go on. >> say so"}])).episodes[0]
    assert [each.english for each in podcast.segments] == ["I was about to", "Go on.", "say so"]


def test_a_paragraph_of_24000_characters_without_punctuation_is_divided_whole() -> None:
    said = "and then we cached the answer because nobody asked for it again " * 400
    podcast = read(feed(podcasts=[{**PODCAST, "transcript": f"Speaker 1 | 00:00 - 30:00\n{said}"}])).episodes[0]
    assert all(each.words <= AIMED_WORDS for each in podcast.segments)
    assert " ".join(each.english for each in podcast.segments).split() == said.split()
    assert (podcast.segments[0].start, podcast.segments[-1].end) == (0, 1800)


@pytest.mark.parametrize(
    ("changes", "line", "word", "sound"),
    [
        ({"podcasts": [{**PODCAST, "transcript": None}]}, 8, "no transcript", 2),
        ({"podcasts": [{**PODCAST, "transcript": "[music]"}]}, 8, "no text", 2),
        ({"podcasts": [{**PODCAST, "title": " "}]}, 8, "title is missing", 2),
        ({"podcasts": [{**PODCAST, "url": "youtube"}]}, 8, "not a web address", 2),
        ({"podcasts": ["x"]}, 1, "no object", 2),
        ({"podcasts": "x"}, 3, "no list", 2),
        ({"blogs": [{**BLOG, "content": ""}]}, 40, "no text", 2),
        ({"blogs": [{**BLOG, "content": "x" * 5000}]}, 40, "at most", 2),
        ({"x": [{**BUILDER, "tweets": []}]}, 18, "no posts", 2),
        ({"x": [{**BUILDER, "tweets": [{"text": "今天发布了新的缓存系统"}]}]}, 18, "Chinese where", 2),
        ({"x": [{**BUILDER, "tweets": [*BUILDER["tweets"], 7]}]}, 18, "no object", 3),
        ({"x": [{**BUILDER, "name": None}]}, 18, "name is missing", 2),
    ],
)
def test_a_faulty_piece_is_told_and_hides_no_other(
    changes: dict[str, object], line: int, word: str, sound: int
) -> None:
    text = feed(**changes)
    assert [(at, word in what) for at, what in told(text)] == [(line, True)]
    assert len(read(text).episodes) == sound


def test_an_empty_day_says_so() -> None:
    assert told(feed(podcasts=[], x=None, blogs=[])) == [(1, "a daily feed with nothing in it")]


def test_page_article_and_feed_of_one_episode_have_the_same_segments() -> None:
    page, article, raw = read_source(PAGE), read_text(page_as_article(), "a.json"), read(page_as_feed()).episodes[0]
    assert english(page) == english(article) == english(raw)
    assert page.key == article.key == raw.key


def words_of(text: str) -> list[str]:
    return clean(html.unescape(text)).split()


def read_words(episode: Episode) -> list[str]:
    return [word for each in episode.segments for word in each.english.split()]


def said_in(transcript: str) -> str:
    return re.sub(r"^.* \| [\d:]+ - [\d:]+$", "", transcript, flags=re.MULTILINE)


def without_picture(text: str) -> str:
    """A post without the shortened links at its end."""
    words = text.split(" ")
    while words[-1].rpartition("\n")[2].startswith("https://t.co/"):
        words[-1] = words[-1].rpartition("\n")[0]
        words = words if words[-1] else words[:-1] or [""]
    return " ".join(words)


def expected(text: str) -> list[list[str]]:
    day = json.loads(text)
    return [
        *(words_of(said_in(each["transcript"])) for each in day["podcasts"]),
        *(words_of(each["content"]) for each in day["blogs"]),
        *(words_of("\n".join(without_picture(post["text"]) for post in each["tweets"])) for each in day["x"]),
    ]


def test_nothing_of_our_own_feed_is_lost() -> None:
    plain = {**PODCAST, "transcript": PODCAST["transcript"].replace("[upbeat music] ", "").replace(" [laughs]", "")}
    plain["transcript"] = plain["transcript"].replace("]", "")
    text = feed(podcasts=[plain], blogs=[{**BLOG, "content": "The load.\nA queue &amp; its server fill."}])
    assert [read_words(each) for each in read(text).episodes] == expected(text)


@needs(UPSTREAM)
@pytest.mark.parametrize("path", DIGESTS, ids=lambda path: path.stem)
def test_nothing_of_a_real_feed_is_lost_and_all_of_it_reads_back(path: Path, tmp_path: Path) -> None:
    reading = read_document(open_document(path))
    assert reading.faults == ()
    assert [read_words(each) for each in reading.episodes] == expected(path.read_text(encoding="utf-8"))
    for episode in reading.episodes:
        write_episode(episode, tmp_path)
    library = read_library(tmp_path, drafts=True)
    assert library.faults == ()
    assert {entry.episode.key for entry in library.entries} == {each.key for each in reading.episodes}
    assert len(library.entries) == len(reading.episodes)
    assert len(read_library(tmp_path).faults) == len(reading.episodes)


@needs(UPSTREAM)
def test_the_real_page_article_and_feed_have_the_same_segments() -> None:
    raw = read_document(open_document(DIGESTS[0])).episodes
    podcast = read_source(next(ARTICLES.glob("podcast-*.json")))
    assert english(read_source(SEED)) == english(podcast)
    assert read_words(podcast) == read_words(raw[0])
    assert podcast.key == raw[0].key
    posts = read_source(next(ARTICLES.glob("x-levie-*.json")))
    same = next(each for each in raw if each.key == posts.key)
    assert read_words(same) == read_words(posts)
    assert (same.handle, same.segments[0].url, same.segments[0].likes) == (
        posts.handle,
        posts.segments[0].url,
        posts.segments[0].likes,
    )
