"""A transcript as plain text: blocks under "Speaker 1 | 00:00 - 00:23", turns begun by ">>", or bare paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content.sources.speech import labels, split_label, spoken
from content.sources.timecodes import CLOCK, in_order, seconds
from content.text.prose import clean, clean_line
from content.text.segments import Paragraph

_PIPED = re.compile(rf"(?P<speaker>[^|]{{0,200}}?)\s*\|\s*(?P<start>{CLOCK})(?:\s*[-–—]\s*(?P<end>{CLOCK}))?", re.ASCII)
_BARE = re.compile(rf"(?P<speaker>)(?P<start>{CLOCK})\s*[-–—]\s*(?P<end>{CLOCK})", re.ASCII)
_BRACKETED = re.compile(rf"(?P<speaker>[^\[\](]{{0,100}}?)\s*[\[(](?P<start>{CLOCK})(?P<end>)[\])]\s*:?", re.ASCII)
_TURN = re.compile(r"(?:^|(?<=\s))>>+\s*", re.MULTILINE)


def paragraphs(text: str) -> list[Paragraph]:
    """What is said in the transcript `text`, in order; empty where nothing is."""
    text = text.replace("&gt;", ">")
    lines = text.split("\n")
    headed = any(_heading(line) for line in lines)
    found = _blocks(lines) if headed else _turns(text) if _TURN.search(text) else _paragraphs(lines)
    return list(in_order(paragraph for paragraph in found if paragraph.english))


def _heading(line: str) -> re.Match[str] | None:
    line = line.strip()
    return _PIPED.fullmatch(line) or _BARE.fullmatch(line) or _BRACKETED.fullmatch(line)


def _blocks(lines: list[str]) -> Iterator[Paragraph]:
    above: re.Match[str] | None = None
    body: list[str] = []
    for line in lines:
        if heading := _heading(line):
            yield _block(above, body)
            above, body = heading, []
        else:
            body.append(line)
    yield _block(above, body)


def _block(heading: re.Match[str] | None, body: list[str]) -> Paragraph:
    english = clean(spoken(_TURN.sub("\n", "\n".join(body))))
    if heading is None:
        return Paragraph(english)
    end = seconds(heading["end"]) if heading["end"] else None
    return Paragraph(english, speaker=speaker_name(heading["speaker"]), start=seconds(heading["start"]), end=end)


def _turns(text: str) -> Iterator[Paragraph]:
    """A turn goes on over line ends; a text without them is one line with all its turns."""
    turns = [clean_line(spoken(turn)) for turn in _TURN.split(text)]
    known = labels(turns)
    for turn in turns:
        speaker, english = split_label(turn, known)
        yield Paragraph(english, speaker=speaker)


def _paragraphs(lines: list[str]) -> Iterator[Paragraph]:
    texts = [clean(spoken(line)) for line in lines]
    known = labels(texts)
    for text in texts:
        speaker, english = split_label(text, known)
        yield Paragraph(english, speaker=speaker)


def speaker_name(name: str | None) -> str | None:
    """A speaker's name as the episode file can write it, None where there is none."""
    plain = clean_line(spoken(name or "")).replace("★", "").strip(" :|-")
    return plain[:50].strip() or None
