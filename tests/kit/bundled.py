"""The bundled episodes, read once in a test run's process: reading them takes a second, and nothing changes them."""

from functools import cache

from content import EPISODES
from content.episode.episode import Episode
from content.files.check import Entry, Library, read_entry, read_library


@cache
def bundled_library() -> Library:
    return read_library(EPISODES)


@cache
def bundled_entry(stem: str) -> Entry:
    """The one in the file of this name, without the others."""
    return read_entry(EPISODES / f"{stem}.md")


def bundled_by_hash() -> dict[str, Episode]:
    """As a sync takes them."""
    return {entry.sha256: entry.episode for entry in bundled_library().entries}
