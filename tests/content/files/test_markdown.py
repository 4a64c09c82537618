"""The episode file: what is written is read again, by us or by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given

from content.episode.episode import Episode, Kind
from content.files.markdown import parse, read_key, write
from tests.kit.markdown import HEAD, SEGMENT
from tests.kit.strategies import episodes


@given(episodes())
def test_what_is_written_is_read_again(episode: Episode) -> None:
    assert parse(write(episode), "x.md") == episode


@given(episodes())
def test_the_head_alone_tells_which_episode_it_is(episode: Episode) -> None:
    assert read_key(write(episode)) == episode.key


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
