"""A source is recognised by what it is; anything else is refused with a word on what it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.episode.faults import ContentError
from content.files.check import read_library
from content.files.library import write_episode
from content.files.markdown import write
from content.sources.place import LARGEST_SOURCE
from content.sources.recognising import read_text
from tests.kit.samples import PAGE
from tests.kit.sources import read_source


def test_an_imported_page_passes_the_check_and_is_read_again(tmp_path: Path) -> None:
    episode = read_source(PAGE)
    path = write_episode(episode, tmp_path)
    library = read_library(tmp_path)
    assert library.faults == ()
    assert [entry.episode for entry in library.entries] == [episode]
    assert read_source(path) == episode


def test_our_own_markdown_keeps_the_editors_choice() -> None:
    episode = read_source(PAGE)
    plain = replace(episode, segments=tuple(replace(each, featured=False) for each in episode.segments))
    assert read_text(write(plain), "x.md") == plain


@pytest.mark.parametrize(
    ("data", "line", "word"),
    [
        (b"", 0, "empty"),
        (b"%PDF-1.7\n", 1, "a PDF"),
        (b"PK\x03\x04rest", 1, "ZIP"),
        (b"  <!DOCTYPE html><html>", 1, "HTML"),
        (b"\xef\xbb\xbf<html>", 1, "HTML"),
        (b"one\ntwo\x00", 2, "binary"),
        (b"one\n\xff\xfe", 2, "UTF-8"),
        (b"Just some words.\n", 1, "neither a page"),
        (b"x" * (LARGEST_SOURCE + 1), 0, "larger"),
    ],
)
def test_another_file_is_refused_with_its_line(tmp_path: Path, data: bytes, line: int, word: str) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    with pytest.raises(ContentError) as caught:
        read_source(path)
    fault = caught.value.faults[0]
    assert (fault.where, fault.line, word in fault.what) == (str(path), line, True)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing"):
        with pytest.raises(ContentError):
            read_source(path)


@given(st.text())
def test_any_text_is_an_episode_or_has_faults(text: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_text(text, "x")
    assert caught.value.faults
