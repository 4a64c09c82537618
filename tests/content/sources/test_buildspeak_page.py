"""A day's page is read whole, or refused with the line where it is broken."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError
from content.sources.recognising import read_text
from content.text.prose import AIMED_WORDS
from tests.kit.samples import ARTICLES, PAGE, SEED, needs
from tests.kit.sources import read_source

TEXT = PAGE.read_text(encoding="utf-8")
LINES = TEXT.split("\n")
WHOLE = read_text(TEXT, "page.txt")


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as caught:
        read_text(text, "page.txt")
    return [(fault.line, fault.what) for fault in caught.value.faults]


def test_a_page_says_what_it_is() -> None:
    assert (WHOLE.kind, WHOLE.show, WHOLE.title) == (
        Kind.PODCAST,
        "The Slow Server Hour",
        "Ida Holm: What a Cache Is Really For",
    )
    assert (WHOLE.date, WHOLE.words, WHOLE.minutes) == (date(2026, 3, 9), 445, 5)
    assert WHOLE.url == "https://example.org/slow-server/12"


def test_paragraphs_become_segments_with_speaker_and_time() -> None:
    assert [(each.speaker, each.start, each.end) for each in WHOLE.segments[:4]] == [
        ("Speaker 1", 0, 14),
        ("Speaker 2", 14, 21),
        ("Speaker 1", 21, 40),
        ("Speaker 2", 40, 80),
    ]
    joined = next(each for each in WHOLE.segments if each.start == 80)
    assert joined.end == 125
    assert "and everyone who uses the system" in joined.english
    assert all(each.words <= AIMED_WORDS for each in WHOLE.segments)
    assert sum(gloss.span is not None for each in WHOLE.segments for gloss in each.glosses) == 16


def test_no_letter_of_the_page_is_lost() -> None:
    english = [LINES[at + 1] for at, line in enumerate(LINES) if line.startswith("Speaker")][::2]
    assert " ".join(each.english for each in WHOLE.segments) == " ".join(english)


def test_blank_lines_and_windows_line_ends_do_no_harm() -> None:
    assert read_text(TEXT.replace("\n", "\r\n"), "page.txt") == WHOLE
    assert read_text(TEXT.replace("\n", "\n\n"), "page.txt") == WHOLE


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("原文 ↗https://example.org/slow-server/12\n", "", 48, "原文"),
        ("原文 ↗https", "原文 ↗ftp", 48, "not a web address"),
        ("445 词", "4,450 词", 3, "text is missing"),
        ("3 月 9 日", "2 月 30 日", 3, "no such date"),
        ("🎙 播客", "🎙 歌曲", 1, "no line with kind"),
        ("Ida Holm: What a Cache Is Really For\n", "", 3, "no title"),
        ("Speaker 200:14 - 00:21\n谢谢邀请。很高兴来到节目。\n", "", 12, "without its translation"),
        ("谢谢邀请。很高兴来到节目。\n", "", 12, "a translation without text"),
        ("Thank you for having me. It is good to be on the show.\n", "", 12, "a heading without text"),
        ("Speaker 104:40 - 04:55\nThat", "Speaker 103:40 - 04:55\nThat", 44, "without its translation"),
    ],
)
def test_a_broken_page_says_where(old: str, new: str, line: int, word: str) -> None:
    assert old in TEXT
    at, what = faults(TEXT.replace(old, new))[0]
    assert (at, word in what) == (line, True)


def test_times_that_run_backwards_are_refused() -> None:
    text = TEXT.replace("Speaker 104:40 - 04:55", "Speaker 102:40 - 02:55")
    assert [what for _, what in faults(text)] == ["begins before the paragraph above it"]


def _is_right(episode: Episode) -> bool:
    """Everything that was read stands in the whole episode, and nothing of what counts is missing."""
    return (
        (episode.key, episode.date, episode.url) == (WHOLE.key, WHOLE.date, WHOLE.url)
        and [each.english for each in episode.segments] == [each.english for each in WHOLE.segments]
        and [each.chinese for each in episode.segments] == [each.chinese for each in WHOLE.segments]
    )


@given(st.integers(0, len(TEXT) - 1))
def test_a_page_cut_off_anywhere_is_refused_or_right(at: int) -> None:
    try:
        episode = read_text(TEXT[:at], "page.txt")
    except ContentError as error:
        assert all(fault.where == "page.txt" for fault in error.faults)  # noqa: PT017
    else:
        assert _is_right(episode)


@pytest.mark.parametrize("at", range(len(LINES)))
def test_a_page_without_any_one_of_its_lines_is_refused_or_right(at: int) -> None:
    try:
        episode = read_text("\n".join(LINES[:at] + LINES[at + 1 :]), "page.txt")
    except ContentError as error:
        assert all(fault.where == "page.txt" for fault in error.faults)  # noqa: PT017
    else:
        assert _is_right(episode)


@given(st.lists(st.sampled_from(LINES), max_size=60).map("\n".join))
def test_lines_in_any_order_never_raise_anything_else(text: str) -> None:
    try:
        found = len(read_text(f"BuildSpeak原文\n{text}", "page.txt").segments)
    except ContentError as error:
        found = len(error.faults)
    assert found


def test_a_page_without_headings_alternates_the_languages() -> None:
    text = re.sub(r"^Speaker \d.*\n", "", TEXT, flags=re.MULTILINE).replace("🎙 播客", "📝 博客")
    episode = read_text(text, "page.txt")
    assert episode.kind is Kind.BLOG
    assert {(each.speaker, each.start) for each in episode.segments} == {(None, None)}
    assert (
        " ".join(each.english for each in episode.segments).split()
        == " ".join(each.english for each in WHOLE.segments).replace("\n", " ").split()
    )


@needs(SEED)
def test_the_real_page_is_the_real_article() -> None:
    page = read_source(SEED)
    article = read_source(next(ARTICLES.glob("podcast-*.json")))
    assert page == replace(article, id=None, issue=None)
    assert (page.show, page.words, page.date) == ("The MAD Podcast with Matt Turck", 9298, date(2026, 6, 4))
    assert {each.speaker for each in page.segments} == {"Speaker 1", "Speaker 2"}
    assert (page.segments[0].start, page.segments[-1].end) == (0, 49 * 60 + 5)
    assert len([each for each in page.segments if each.featured]) == 8
