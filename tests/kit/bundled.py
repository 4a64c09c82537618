"""The bundled episodes, read once in a test run's process: reading them takes a second, and nothing changes them."""

import shutil
from functools import cache
from pathlib import Path

from content import EPISODES
from content.episode.episode import Episode
from content.files.check import Entry, Library, read_entry, read_library

_FEW = ("a-support-call-at-three", "retries-with-jitter", "should-we-rewrite-it", "our-release-notes")
FEW = len(_FEW)


@cache
def bundled_library() -> Library:
    return read_library(EPISODES)


@cache
def bundled_entry(stem: str) -> Entry:
    """The one in the file of this name, without the others."""
    return read_entry(EPISODES / f"{stem}.md")


def few_bundled(folder: Path) -> Path:
    """A folder with a few of them, one of each kind among them."""
    folder.mkdir()
    for stem in _FEW:
        shutil.copy(EPISODES / f"{stem}.md", folder)
    return folder


def bundled_by_hash() -> dict[str, Episode]:
    """As a sync takes them."""
    return {entry.sha256: entry.episode for entry in bundled_library().entries}
