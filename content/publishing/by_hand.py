"""What an operator does to one file: publish a draft, withdraw and bring back, correct a segment."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from content.episode.digest import feature
from content.episode.episode import Episode
from content.episode.faults import ContentError, Fault
from content.files.check import publishable, read_entry
from content.files.library import find, write_episode
from content.publishing.piece import WITHDRAWN
from content.text.glosses import find_glosses


def publish_draft(path: Path, library: Path) -> Path:
    """Move a draft that is whole into the library; raises ContentError with what it still lacks."""
    episode = publishable(read_entry(path).episode, path.name)
    published = write_episode(feature(episode), library)
    path.unlink(missing_ok=True)
    return published


def withdraw(path: Path, library: Path) -> Path:
    """Take an episode out of the library; its file is kept aside."""
    aside = library / WITHDRAWN
    aside.mkdir(exist_ok=True)
    return path.replace(aside / path.name)


def restore(key: str, library: Path) -> Path | None:
    """Put a withdrawn episode back where it was; None if there is none, or the library has it again by now."""
    path = find(key, library / WITHDRAWN)
    if path is None or find(key, library) is not None or (library / path.name).exists():
        return None
    return path.replace(library / path.name)


def correct(path: Path, position: int, chinese: str) -> tuple[Episode, Episode]:
    """Give a segment of a file another translation: the episode before and after.

    Raises ContentError, the file left as it was.
    """
    episode = read_entry(path).episode
    if not 0 <= position < len(episode.segments):
        raise ContentError([Fault(str(path), 0, f"no segment {position + 1}")])
    segments, was = list(episode.segments), episode.segments[position]
    segments[position] = replace(was, chinese=chinese, glosses=find_glosses(was.english, chinese))
    corrected = replace(episode, segments=tuple(segments))
    write_episode(corrected, path.parent)
    return episode, corrected
