"""Where episodes come from: one module a source, each turning what it recognises into an episode."""

from __future__ import annotations

from pathlib import Path

from content import markdown
from content.check import decode, read_bytes
from content.digest import feature
from content.episode import Episode
from content.faults import ContentError, Fault
from content.prose import chinese_faults, english_faults
from content.sources import buildspeak_article, buildspeak_page

LARGEST_SOURCE = 8 * 1024 * 1024
"""Bytes."""

_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"<!doctype html", "HTML; copy the text of the page as the browser shows it"),
    (b"<html", "HTML; copy the text of the page as the browser shows it"),
    (b"<?xml", "XML"),
)


def read_source(path: Path) -> Episode:
    """The episode in the file: a BuildSpeak page or article, with its digest marked, or our own Markdown.

    Raises ContentError with every fault and its line.
    """
    name = str(path)
    data = read_bytes(path, most=LARGEST_SOURCE)
    beginning = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for magic, what in _OTHERS:
        if beginning.startswith(magic.lower()):
            raise ContentError([Fault(name, 1, f"not an episode but {what}")])
    if b"\x00" in data:
        raise ContentError([Fault(name, data.count(b"\n", 0, data.index(b"\x00")) + 1, "not text but a binary file")])
    return read_text(decode(data, name), name)


def read_text(text: str, name: str) -> Episode:
    """The episode in `text`, recognised by what it is; `name` is where faults are placed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("---"):
        return markdown.parse(text, name)
    for source in (buildspeak_article, buildspeak_page):
        if source.recognises(text):
            return feature(_checked(source.read(text, name), name))
    what = "not a BuildSpeak page, a BuildSpeak article or an episode file: begin with one of these"
    raise ContentError([Fault(name, 1, what)])


def _checked(episode: Episode, name: str) -> Episode:
    """What could not be divided so that it fits is refused here, not in front of a reader."""
    faults = [
        Fault(name, 0, f"segment {number} ({segment.english[:30]!r}…): {what}")
        for number, segment in enumerate(episode.segments, start=1)
        for what in (
            *english_faults(segment.english),
            *chinese_faults(segment.chinese, english=segment.english),
        )
    ]
    if faults:
        raise ContentError(faults)
    return episode
