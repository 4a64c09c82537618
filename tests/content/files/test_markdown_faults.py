"""Every fault of an episode's file is told at once, each with its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.episode.faults import ContentError
from content.files.markdown import parse
from content.text.prose import MOST_WORDS
from tests.kit.markdown import HEAD, SEGMENT


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as caught:
        parse(text, "x.md")
    assert all(fault.where == "x.md" for fault in caught.value.faults)
    return [(fault.line, fault.what) for fault in caught.value.faults]


@given(st.text() | st.text().map(lambda text: HEAD + text) | st.text().map(lambda text: f"---\n{text}\n---\n## 1"))
def test_any_text_is_an_episode_or_has_faults(text: str) -> None:
    try:
        found = len(parse(text, "x.md").segments)
    except ContentError as error:
        found = len(error.faults)
    assert found


def test_every_fault_is_told_at_once_with_its_line() -> None:
    found = faults(
        """\
---
kind: song
show:
title: A
colour: red
date: 2026-02-30
evergreen: no
url: example.org
words: many
title: B
---
lost text

## 10:00 – 09:00 · S
English.

> 中文。
more

## 08:00
English.

## 11:77

> 中文。
"""
    )
    assert [line for line, _ in found] == [2, 3, 5, 6, 6, 7, 8, 9, 10, 12, 14, 18, 20, 20, 23, 23]
    assert "kind" in found[0][1]


@pytest.mark.parametrize(
    ("head", "line", "word"),
    [
        ("kind: blog\nshow: S\ntitle: T", 2, "neither"),
        ("kind: blog\nshow: S\nevergreen: true", 2, "title is missing"),
        ("kind: blog\nshow: S\ntitle: T\nevergreen: true\ndate: 2026-01-01", 6, "both"),
        ("kind: blog\nshow: S\ntitle: a: b\nevergreen: true", 4, "quotes"),
        ("kind: blog\nshow: S\ntitle: [a]\nevergreen: true", 4, "one value"),
        ("kind: blog\nshow: S\ntitle: T\nevergreen: true\nsources: x", 6, "one address a line"),
        (
            "kind: blog\nshow: S\ntitle: T\nevergreen: true\nsources:\n  - https://a.org\n  - ftp://b.org",
            8,
            "web address",
        ),
        ("kind: blog\nshow: S\ntitle: T\ndate: yesterday", 5, "2026-06-04"),
        ("kind: blog\nshow: S\ntitle: T\nevergreen: true\nlead_in: Why read it", 6, "no Chinese"),
        ("kind: blog\nshow: S\ntitle: T\nevergreen: true\nlead_in: " + "为" * 121, 6, "at most 120"),
        ("kind: blog\nshow: S\ntitle: T\nevergreen: true\nissue: June", 6, "2026-06-04"),
        ("kind: blog\nshow: S\ntitle: T\nevergreen: true\norder: first", 6, "no place"),
        ("kind: blog\nshow: S\ntitle: T\ndate: 2026-06-04\norder: 1", 6, "only evergreen"),
        ("kind: blog\nshow: S\ntitle: T\nevergreen: true\nid: a b", 6, "no id"),
        ("kind: blog\nshow: S\ntitle: T\nevergreen: true\naudio: ../a.mp3", 6, "beside this one"),
        ("kind: blog\nshow: S\ntitle: T\nevergreen: true\naudio: ftp://a.org/a.mp3", 6, "beside this one"),
        ("just words", 2, "key: value"),
        ("[" * 5000, 2, "nested"),
        ("kind: blog\nshow: S\ntitle: " + "x" * 301 + "\nevergreen: true", 4, "at most 300"),
    ],
)
def test_a_fault_of_the_head_is_told_where_it_is(head: str, line: int, word: str) -> None:
    found = faults(f"---\n{head}\n---\n{SEGMENT}")
    assert [(at, word in what) for at, what in found] == [(line, True)]


@pytest.mark.parametrize(
    ("body", "line", "word"),
    [
        ("", 1, "no segments"),
        ("## 1\n\n> 中文。", 2, "no English"),
        ("## 1\n\nEnglish.", 2, "no translation"),
        ("## 1\n\n中文。\n\n> English that is not translated", 2, "Chinese where"),
        ("## 1\n\nEnglish.\n\n> " + "English that is long enough. " * 3, 2, "no Chinese"),
        ("## 1\n\n" + "word " * (MOST_WORDS + 1) + "\n\n> 中文。", 2, "divide"),
        ("## 1\n\n" + "w" * 1801 + "\n\n> 中文。", 2, "divide"),
        ("## 1\n\nEnglish.\n\n> " + "文" * 1201, 2, "divide"),
        ("##\nEnglish.\n> 中文。", 2, "empty heading"),
        ("## 0:1x · Ada\nEnglish.\n> 中文。", 2, "not a time"),
        ("## Ada ★★\nEnglish.\n> 中文。", 2, "★"),
        ("## 1\nEng\u200blish.\n> 中文。", 3, "U+200B"),
        ("### 1\n", 2, "another kind"),
        ("## 1\n[原帖](x.com)\nEnglish.\n> 中文。", 3, "not a web address"),
        ("## 1\n♥ 3 · [原帖](https://x.com)\nEnglish.\n> 中文。", 3, "🔁 12"),
        ("## 1\n♥ 3 · ♥ 3\nEnglish.\n> 中文。", 3, "🔁 12"),
        ("## 1\n2026-13-09 14:03Z\nEnglish.\n> 中文。", 3, "there is no"),
        ("## 1\n♥ 3\n♥ 3\nEnglish.\n> 中文。", 4, "second time"),
        ("## 1\nEnglish.\n\n> 💡 不是店面。", 5, "note without a translation"),
        ("## 1\nEnglish.\n\n> 中文。\n> 💡 不是店面。", 6, "within the translation"),
        ("## 1\nEnglish.\n\n> 中文。\n\n> 💡 不是店面。\n\n> 💡 也不是。", 9, "second time"),
        ("## 1\nEnglish.\n\n> 中文。\n\n> 💡 不是店面。\n\n> 还有。", 9, "one paragraph"),
        ("## 1\nEnglish.\n\n> 中文。\n\n> 💡", 2, "empty note"),
        ("## 1\nEnglish.\n\n> 中文。\n\n> 💡 not a shop", 2, "without Chinese"),
        ("## 1\nEnglish.\n\n> 中文。\n\n> 💡 " + "不" * 201, 2, "say it shorter"),
    ],
)
def test_a_fault_of_a_segment_is_told_where_it_is(body: str, line: int, word: str) -> None:
    found = faults(HEAD + body)
    above = HEAD.count("\n") - 1
    assert (above + line, True) in [(at, word in what) for at, what in found]


def test_a_file_without_a_head_says_so() -> None:
    assert faults("") == [(1, "no head: begin the file with a line `---`, then kind, show, title and the rest")]
    assert faults("---\nkind: blog\n")[0][1].startswith("the head does not end")
