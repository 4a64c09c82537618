"""Captions become paragraphs a person can read, with their times, and with their translation where it lies beside."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.episode.faults import ContentError
from content.sources.captions import read_cues
from content.text.prose import AIMED_WORDS
from tests.kit.sources import read_source, read_sources

VTT = """WEBVTT - a talk

NOTE written for this test
over two lines

STYLE
::cue { color: white }

intro
00:01.500 --> 00:03.000 align:start
<v Ida Holm>A cache &amp; a <i>promise</i>

00:03.000 --> 00:05.200
<v Ida Holm>are the same thing.

00:05.300 --> 00:05.300
<v Ada>[applause]

00:06.000 --> 00:07.000
<v Ada>Um, really?
"""
SRT = "1\r\n0:0:1,5 --> 0:0:3,0\r\n{\\an8}A cache is\r\n\r\n2\r\n00:00:03.0 --> 00:00:05,20\r\n<b>a promise.</b>\r\n"


def said(path: Path) -> list[tuple[str | None, str, int | None, int | None]]:
    return [(each.speaker, each.english, each.start, each.end) for each in read_source(path).segments]


def test_webvtt_with_voices(tmp_path: Path) -> None:
    path = tmp_path / "what-a-cache_is.vtt"
    path.write_text(VTT, encoding="utf-8-sig")
    episode = read_source(path)
    assert (episode.title, episode.draft) == ("What a cache is", True)
    assert said(path) == [("Ida Holm", "A cache & a promise are the same thing.", 1, 6), ("Ada", "Um, really?", 6, 7)]


def test_subrip_as_it_comes(tmp_path: Path) -> None:
    path = tmp_path / "talk.srt"
    path.write_bytes(SRT.encode("utf-16"))
    assert said(path) == [(None, "A cache is a promise.", 1, 6)]


def test_long_captions_become_segments_of_a_readable_length(tmp_path: Path) -> None:
    lines = [f"So step {at} takes a while" + ("." if at % 3 == 2 else "") for at in range(200)]
    cues = (
        f"00:{at // 20:02}:{at % 20 * 3:02}.000 --> 00:{at // 20:02}:{at % 20 * 3 + 2:02}.900\n{line}\n"
        for at, line in enumerate(lines)
    )
    path = tmp_path / "talk.vtt"
    path.write_text("WEBVTT\n\n" + "\n".join(cues), encoding="utf-8")
    segments = read_source(path).segments
    assert " ".join(each.english for each in segments) == " ".join(lines)
    assert all(40 <= each.words <= AIMED_WORDS for each in segments[:-1])
    assert all(each.english.endswith(".") for each in segments[:-1])


def test_rolling_captions_are_told_once() -> None:
    text = """WEBVTT

00:00:00.000 --> 00:00:02.000
and<00:00:00.500><c> so</c><00:00:01.000><c> no</c>

00:00:02.000 --> 00:00:02.010
and so no

00:00:02.010 --> 00:00:04.000
and so no
no<00:00:02.500><c> no</c>
"""
    cues, faults = read_cues(text, "x.vtt")
    assert faults == []
    assert [cue.text for cue in cues] == ["and so no", "no no"]


def test_what_is_really_said_twice_is_told_twice() -> None:
    text = "WEBVTT\n\n00:00.000 --> 00:01.000\nNo.\n\n00:01.000 --> 00:02.000\nNo.\n"
    assert [cue.text for cue in read_cues(text, "x")[0]] == ["No.", "No."]


def test_the_translation_beside_goes_with_what_is_said_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "talk.vtt").write_text(VTT, encoding="utf-8")
    chinese = (
        "WEBVTT\n\n00:01.500 --> 00:05.000\n缓存（cache）和承诺\n是一回事。\n\n00:06.100 --> 00:07.000\n真的吗？\n"
    )
    (tmp_path / "talk.zh.vtt").write_text(chinese, encoding="utf-8")
    episode = read_source(tmp_path / "talk.vtt")
    assert not episode.draft
    assert [each.chinese for each in episode.segments] == ["缓存（cache）和承诺是一回事。", "真的吗？"]


async def test_a_broken_translation_leaves_a_draft_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "talk.srt").write_text(SRT, encoding="utf-8")
    (tmp_path / "talk.zh.srt").write_text("1\n00:00:01,000 --> later\n缓存\n", encoding="utf-8")
    reading = await read_sources(tmp_path / "talk.srt")
    assert [each.draft for each in reading.episodes] == [True]
    assert [(Path(fault.where).name, fault.line) for fault in reading.faults] == [
        ("talk.zh.srt", 2),
        ("talk.zh.srt", 1),
    ]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("WEBVTT\n", 1, "nothing is said"),
        ("WEBVTT\n\n00:00.000 --> soon\nHello.\n", 3, "not the times"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n[music]\n", 1, "nothing is said"),
        ("WEBVTT\n\n00:00.000 --> 00:01.000\n缓存是一个承诺\n", 0, "Chinese where"),
    ],
)
def test_broken_captions_say_where(tmp_path: Path, text: str, line: int, word: str) -> None:
    path = tmp_path / "x.vtt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        read_source(path)
    assert [(fault.line, word in fault.what) for fault in caught.value.faults] == [(line, True)]


async def test_a_faulty_cue_hides_no_other(tmp_path: Path) -> None:
    path = tmp_path / "x.srt"
    path.write_text(
        "1\n00:00:00,000 --> 00:00:0x\nLost.\n\n2\n00:00:02,000 --> 00:00:03,000\nKept.\n", encoding="utf-8"
    )
    reading = await read_sources(path)
    assert [each.english for episode in reading.episodes for each in episode.segments] == ["Kept."]
    assert [(fault.line, "not the times" in fault.what) for fault in reading.faults] == [(2, True)]
