"""The episode file: what is written is read again, and every fault is told with its line."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError
from content.files.markdown import parse, read_key, write
from content.text.prose import MOST_WORDS
from tests.kit.strategies import episodes

HEAD = """\
---
kind: blog
show: BuildSpeak Workshop
title: "Retries: Why Waiting at Random Helps"
title_zh: 重试：为什么要随机等待
evergreen: true
url: https://example.org/retries
words: 120
sources:
  - https://example.org/paper
---
"""
SEGMENT = "## 1\n\nWait a random time before you retry.\n\n> 重试（retry）之前，等待一段随机的时间。\n"


def faults(text: str) -> list[tuple[int, str]]:
    with pytest.raises(ContentError) as caught:
        parse(text, "x.md")
    assert all(fault.where == "x.md" for fault in caught.value.faults)
    return [(fault.line, fault.what) for fault in caught.value.faults]


@given(episodes())
def test_what_is_written_is_read_again(episode: Episode) -> None:
    assert parse(write(episode), "x.md") == episode


@given(episodes())
def test_the_head_alone_tells_which_episode_it_is(episode: Episode) -> None:
    assert read_key(write(episode)) == episode.key


@given(st.text() | st.text().map(lambda text: HEAD + text) | st.text().map(lambda text: f"---\n{text}\n---\n## 1"))
def test_any_text_is_an_episode_or_has_faults(text: str) -> None:
    try:
        found = len(parse(text, "x.md").segments)
    except ContentError as error:
        found = len(error.faults)
    assert found


def test_a_file_written_by_hand_is_read() -> None:
    episode = parse(
        HEAD
        + """
## 00:23 – 01:03 · Ada · Engineer ★

A first line
wrapped by hand.

\\## not a heading

> 第一行，
> 手工折行。
>
> \\> 不是引文

## 1:02:03-1:02:40
Text about compute.
> 关于 compute（算力）。

## Grace

Only a speaker.

> 只有说话人。

## 4

Neither.

> 都没有。
""",
        "x.md",
    )
    assert (episode.kind, episode.date, episode.stated_words) == (Kind.BLOG, None, 120)
    assert episode.title_zh == "重试：为什么要随机等待"
    assert episode.sources == ("https://example.org/paper",)
    first, second, third, fourth = episode.segments
    assert first.english == "A first line wrapped by hand.\n## not a heading"
    assert first.chinese == "第一行，手工折行。\n> 不是引文"
    assert (first.start, first.end, first.speaker, first.featured) == (23, 63, "Ada · Engineer", True)
    assert (second.start, second.end, second.speaker, second.featured) == (3723, 3760, None, False)
    assert [(gloss.headword, gloss.meaning) for gloss in second.glosses] == [("compute", "算力")]
    assert (third.start, third.speaker) == (None, "Grace")
    assert (fourth.start, fourth.speaker) == (None, None)


def test_a_name_or_a_command_may_stand_for_itself_in_the_translation() -> None:
    body = "## 1\n\nI would say it is open claw, is it not?\n\n> OpenClaw.\n\n## 2\n\ncodex -m gpt\n\n> codex -m gpt\n"
    assert [each.chinese for each in parse(HEAD + body, "x.md").segments] == ["OpenClaw.", "codex -m gpt"]


def test_a_note_and_where_a_post_came_from_are_read() -> None:
    body = """
## 1

[原帖](https://x.com/ada/status/1) · ♥ 1,195 · 🔁 12 · 💬 3 · 2026-06-09 14:03Z

The shop floor.

> 车间。
>
> \\💡 不是手记

> 💡 shop floor 不是店面，
> 是车间。

## 2

2026-06-09 14:03:07Z

Only when.

> 只有时间。
"""
    first, second = parse(HEAD + body, "x.md").segments
    assert (first.url, first.likes, first.reposts, first.replies) == ("https://x.com/ada/status/1", 1195, 12, 3)
    assert first.posted_at == datetime(2026, 6, 9, 14, 3, tzinfo=UTC)
    assert (first.chinese, first.note) == ("车间。\n💡 不是手记", "shop floor 不是店面，是车间。")
    assert (second.posted_at, second.note) == (datetime(2026, 6, 9, 14, 3, 7, tzinfo=UTC), None)


def test_the_head_says_why_to_read_it_and_which_issue_it_came_in() -> None:
    keys = (
        "lead_in: 一句话说明为什么要读\nissue: 2026-06-09\nid: x-ada-2026-06-09\nbio: builds caches\naudio: talk.mp3\n"
    )
    episode = parse(HEAD.replace("url:", f"{keys}url:") + SEGMENT, "x.md")
    assert (episode.lead_in, episode.id, episode.bio) == ("一句话说明为什么要读", "x-ada-2026-06-09", "builds caches")
    assert (episode.date, episode.issued, episode.audio) == (None, date(2026, 6, 9), "talk.mp3")
    dated = HEAD.replace("evergreen: true", "date: 2026-06-02")
    assert parse(dated + SEGMENT, "x.md").issued == date(2026, 6, 2)


def test_windows_line_ends_and_a_byte_order_mark_do_no_harm() -> None:
    text = HEAD + SEGMENT
    assert parse("\ufeff" + text.replace("\n", "\r\n"), "x.md") == parse(text, "x.md")
    assert read_key("\ufeff" + text.replace("\n", "\r\n")) == parse(text, "x.md").key


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
