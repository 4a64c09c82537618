"""The check of a library: every fault has a place, and a faulty file never hides the sound ones."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from content.files.check import LARGEST_FILE, read_library

SOUND = """\
---
kind: blog
show: Workshop
title: {title}
evergreen: true
---

## 1

Wait before you retry.

> 重试（retry）之前，先等一等。
"""


def put(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def test_a_folder_is_read_whole_but_for_its_readme(tmp_path: Path) -> None:
    first = put(tmp_path, "a.md", SOUND.format(title="A"))
    second = put(tmp_path, "deeper/b.md", SOUND.format(title="B"))
    put(tmp_path, "README.md", "# About")
    put(tmp_path, "notes.txt", "not an episode")
    put(tmp_path, ".hidden/c.md", "x")
    library = read_library(tmp_path)
    assert library.faults == ()
    assert [(entry.path, entry.episode.title) for entry in library.entries] == [(first, "A"), (second, "B")]
    assert library.entries[0].sha256 == sha256(first.read_bytes()).hexdigest()


def test_one_file_is_a_library_too(tmp_path: Path) -> None:
    path = put(tmp_path, "a.md", SOUND.format(title="A"))
    assert [entry.path for entry in read_library(path).entries] == [path]


def test_a_faulty_file_never_hides_the_sound_ones(tmp_path: Path) -> None:
    put(tmp_path, "a.md", SOUND.format(title="A"))
    broken = put(tmp_path, "b.md", SOUND.format(title="B").replace("> ", ""))
    put(tmp_path, "c.md", SOUND.format(title="C"))
    library = read_library(tmp_path)
    assert [entry.episode.title for entry in library.entries] == ["A", "C"]
    assert [(fault.where, fault.line) for fault in library.faults] == [(str(broken), 8)]


def test_the_same_episode_in_two_files_is_a_fault_of_the_second(tmp_path: Path) -> None:
    first = put(tmp_path, "a.md", SOUND.format(title="A"))
    put(tmp_path, "b.md", SOUND.format(title="  a "))
    library = read_library(tmp_path)
    assert [entry.path for entry in library.entries] == [first]
    assert [str(first) in fault.what for fault in library.faults] == [True]


@pytest.mark.parametrize(
    ("data", "line", "word"),
    [
        (b"", 0, "empty"),
        (b" \n\n", 0, "empty"),
        (b"---\nkind: blog\nshow: \xff\xfe\n---\n", 3, "UTF-8"),
        ("---\nkind: blog".encode("utf-16"), 1, "UTF-8"),
        (b"\x00" * 100, 1, "invisible"),
        (b"a" * (LARGEST_FILE + 1), 0, "larger"),
    ],
)
def test_what_is_no_text_is_a_fault_with_a_place(tmp_path: Path, data: bytes, line: int, word: str) -> None:
    (tmp_path / "x.md").write_bytes(data)
    fault = read_library(tmp_path).faults[0]
    assert (fault.where, fault.line) == (str(tmp_path / "x.md"), line)
    assert word in fault.what


def test_what_is_not_there_or_no_file_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "folder.md").mkdir()
    assert "a folder" in read_library(tmp_path).faults[0].what
    assert "no such file" in read_library(tmp_path / "missing").faults[0].what


def test_a_file_that_is_known_by_its_hash_is_not_read_again_and_still_takes_its_key(tmp_path: Path) -> None:
    put(tmp_path, "a.md", SOUND.format(title="A"))
    put(tmp_path, "b.md", SOUND.format(title="B"))
    first = read_library(tmp_path)
    known = {entry.sha256: entry.episode.key for entry in first.entries}
    again = read_library(tmp_path, known=known)
    assert (again.entries, again.faults, again.unchanged) == ((), (), frozenset(known))
    put(tmp_path, "b.md", SOUND.format(title="B").replace("先等一等", "先等等"))
    put(tmp_path, "c.md", SOUND.format(title="A") + "\n")
    changed = read_library(tmp_path, known=known)
    assert [entry.path.name for entry in changed.entries] == ["b.md"]
    assert ["same kind" in fault.what for fault in changed.faults] == [True]
