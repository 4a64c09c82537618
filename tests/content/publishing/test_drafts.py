"""An episode without its translation is a draft until someone decides otherwise; posts say where they stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from content.episode.episode import Episode, Kind, Segment
from content.episode.faults import ContentError
from content.files.check import publishable, read_library
from content.files.library import write_episode
from content.files.markdown import parse, write

HEAD = "---\nkind: posts\nshow: Ida Holm\ntitle: Ida\ndate: 2026-03-09\n{}---\n\n"
RAW = Episode(
    kind=Kind.POSTS,
    show="Ida Holm",
    title="Ida Holm · @ida · 2026-03-09",
    segments=(
        Segment("A cache is a promise.", "", url="https://example.org/ida/1", likes=195),
        Segment("It expires.", "它会过期。", speaker="Speaker 1"),
    ),
    date=date(2026, 3, 9),
    handle="ida",
    speakers=(("Speaker 1", "Ida Holm"),),
    draft=True,
)


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as caught:
        parse(text, "x.md")
    return [(fault.line, fault.what) for fault in caught.value.faults]


def test_a_draft_is_written_as_a_person_would_and_reads_back() -> None:
    text = write(RAW)
    assert parse(text, "x.md") == RAW
    assert "handle: ida\n" in text
    assert "draft: true\n" in text
    assert "speakers:\n  Speaker 1: Ida Holm\n" in text
    assert "## 1\n\n[原帖](https://example.org/ida/1) · ♥ 195\n\nA cache is a promise.\n\n## Speaker 1\n" in text


def test_a_draft_is_refused_with_what_it_still_needs(tmp_path: Path) -> None:
    write_episode(RAW, tmp_path)
    assert "1 of 2 segments have no translation" in read_library(tmp_path).faults[0].what
    assert read_library(tmp_path).entries == ()
    assert [entry.episode for entry in read_library(tmp_path, drafts=True).entries] == [RAW]
    with pytest.raises(ContentError, match="no translation"):
        publishable(RAW, "x.md")


def test_a_translated_draft_is_published_once_it_is_read_through(tmp_path: Path) -> None:
    first = replace(RAW.segments[0], chinese="缓存是一个承诺。")
    translated = replace(RAW, segments=(first, RAW.segments[1]))
    write_episode(translated, tmp_path)
    assert "delete the line `draft: true`" in read_library(tmp_path).faults[0].what
    write_episode(publishable(translated, "x.md"), tmp_path)
    library = read_library(tmp_path)
    assert library.faults == ()
    assert not library.entries[0].episode.draft


def test_english_only_is_a_choice_that_the_head_says(tmp_path: Path) -> None:
    chosen = publishable(replace(RAW, english_only=True), "x.md")
    write_episode(chosen, tmp_path)
    assert read_library(tmp_path).faults == ()
    assert "translation: none\n" in write(chosen)


def test_without_either_word_in_the_head_a_missing_translation_is_a_fault() -> None:
    text = HEAD.format("") + "## 1\n\nA cache is a promise.\n"
    assert faults(text) == [(8, "no translation: write it under the English as a quote, with `> ` before each line")]
    assert parse(text.replace("date:", "draft: true\ndate:"), "x.md").draft


@pytest.mark.parametrize(
    ("line", "at", "word"),
    [
        ("draft: yes", 6, "only `true`"),
        ("translation: soon", 6, "only `none`"),
        ("handle: a b", 6, "account"),
        ("speakers: Ida", 6, "one a line"),
        ("speakers:\n  S1: A\n  S1: B", 8, "second time"),
        ("speakers:\n  S1:", 7, "no value"),
    ],
)
def test_a_faulty_head_says_where(line: str, at: int, word: str) -> None:
    found = faults(HEAD.format(line + "\n") + "## 1\n\nA cache.\n\n> 缓存。\n")
    assert [(number, word in what) for number, what in found] == [(at, True)]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("[原帖](ftp://example.org)", "not a web address"),
        ("[原帖](https://example.org) ♥ 3", "not where a post came from"),
        ("[原帖](https://example.org) · nice", "not where a post came from"),
        ("♥ 3\n\n♥ 4", "second time"),
    ],
)
def test_a_faulty_line_of_address_and_likes_says_so(line: str, word: str) -> None:
    found = faults(HEAD.format("") + f"## 1\n\n{line}\n\nA cache.\n\n> 缓存。\n")
    assert len(found) == 1
    assert word in found[0][1]


def test_text_that_looks_like_address_and_likes_stays_text() -> None:
    segment = Segment("♥ 3 reasons to cache\n[原帖](is what they call it)", "♥ 3 个理由")
    episode = replace(RAW, segments=(segment,), draft=False, speakers=())
    assert parse(write(episode), "x.md") == episode


def test_readers_see_names_in_place_of_labels() -> None:
    assert [segment.speaker for segment in RAW.named] == [None, "Ida Holm"]
    assert [segment.speaker for segment in RAW.segments] == [None, "Speaker 1"]
