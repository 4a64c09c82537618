"""The paragraphs of a BuildSpeak article, as published (in sentences) and flattened (`en`): who, when, what.

A paragraph without a word, as a post that is only a picture, is none. Where the website did not understand a heading
with hours in it, that stands at the beginning of the text: it is put where it belongs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from content.episode.episode import Kind
from content.files.heading import name_faults
from content.sources.posts import moment, without_last_links
from content.sources.raw import address, count
from content.sources.timecodes import CLOCK, seconds
from content.text.prose import clean, clean_line
from content.text.segments import Paragraph

_TIMECODE = re.compile(rf"({CLOCK})(?:\s*[-–—]\s*({CLOCK}))?", re.ASCII)
_HEADED = re.compile(rf"(?P<speaker>[^|\n]{{1,50}}?)\s*\|\s*(?P<time>{CLOCK}\s*[-–—]\s*{CLOCK})(?:\s+|$)", re.ASCII)

OnFault = Callable[[str], None]
"""Told what is wrong with a paragraph."""


def read_paragraph(raw: Mapping[str, Any], kind: Kind | None, fault: OnFault) -> Paragraph | None:
    """The paragraph in `raw`, None where nothing is said in it."""
    sentences = _sentences(raw)
    if kind is Kind.POSTS and sentences:
        sentences = (*sentences[:-1], without_last_links(sentences[-1]))
    english = " ".join(filter(None, sentences))
    chinese = _text(raw.get("zh"))
    if kind is Kind.POSTS:
        chinese = without_last_links(chinese)
    if not english and isinstance(raw.get("sentences"), list):
        return None
    for text, what in ((english, "has no English"), (chinese, "has no translation")):
        if not text:
            fault(what)
    meta = raw["meta"] if isinstance(raw.get("meta"), dict) else {}
    start, end = _times(raw.get("timecode"), fault)
    paragraph = Paragraph(
        english=english,
        chinese=chinese,
        speaker=_speaker(raw.get("speaker"), fault),
        start=start,
        end=end,
        url=address(meta.get("tweetUrl")),
        likes=count(meta.get("likes")),
        reposts=count(meta.get("retweets")),
        replies=count(meta.get("replies")),
        posted_at=moment(meta.get("createdAt")),
        sentences=sentences,
    )
    headed = kind is Kind.PODCAST and paragraph.speaker is None and paragraph.start is None
    return _with_heading_in_place(paragraph, fault) if headed else paragraph


def _sentences(raw: Mapping[str, Any]) -> tuple[str, ...]:
    pieces = raw.get("sentences")
    if not isinstance(pieces, list):
        return (_text(raw.get("en")),)
    return tuple(_text(piece.get("text")) if isinstance(piece, dict) else "" for piece in pieces)


def _text(value: object) -> str:
    return clean(html.unescape(value)) if isinstance(value, str) else ""


def _speaker(value: object, fault: OnFault) -> str | None:
    speaker = clean_line(html.unescape(value)) if isinstance(value, str) else ""
    for what in name_faults(speaker):
        fault(f": {what}")
    return speaker or None


def _times(timecode: object, fault: OnFault) -> tuple[int | None, int | None]:
    if not isinstance(timecode, str) or not timecode.strip():
        return None, None
    if (match := _TIMECODE.fullmatch(timecode.strip())) is None:
        fault(f"has a time that is none: {timecode[:40]!r}")
        return None, None
    start, end = (seconds(clock) if clock else None for clock in match.groups())
    if start is not None and end is not None and end < start:
        fault("ends before it begins")
    return start, end


def _with_heading_in_place(paragraph: Paragraph, fault: OnFault) -> Paragraph:
    """`paragraph` with "Speaker 2 | 1:03:44 - 1:04:01" at its beginning read as who speaks and when."""
    heading = _HEADED.match(paragraph.english)
    if heading is None:
        return paragraph
    start, end = _times(heading["time"], fault)
    of_chinese = _HEADED.match(paragraph.chinese)
    return replace(
        paragraph,
        english=paragraph.english[heading.end() :],
        chinese=paragraph.chinese[of_chinese.end() if of_chinese else 0 :],
        speaker=_speaker(heading["speaker"], fault),
        start=start,
        end=end,
        sentences=(_HEADED.sub("", paragraph.sentences[0], count=1), *paragraph.sentences[1:]),
    )
