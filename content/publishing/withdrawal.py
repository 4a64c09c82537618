"""What was withdrawn for good: by the address of a piece or a post, by show, by a builder's handle.

The list is `withdrawn.txt` in the library, a line each (`url https://…`, `show The Show`, `handle levie`); whoever
deletes a line lets it come back. Nothing that it names is published, from whatever source.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from urllib.parse import urlsplit

from content.episode.digest import feature
from content.episode.episode import Episode
from content.episode.faults import ContentError
from content.files.check import LARGEST_FILE, decode, read_bytes, read_entry
from content.files.library import Shelf
from content.text.prose import clean_line
from content.voice import prepared

LIST = "withdrawn.txt"
_KINDS = ("url", "show", "handle")
_HEAD = """\
# What was withdrawn: nothing that a line names is published. Delete a line to let it come back.
"""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The list; its values are folded, so that neither case nor a slash at the end makes a difference."""

    urls: frozenset[str] = frozenset()
    shows: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()

    def rest_of(self, episode: Episode) -> Episode | None:
        """What may be published of `episode`: all of it, what is left without single posts, or nothing."""
        if (
            fold("url", episode.url or "") in self.urls
            or fold("show", episode.show) in self.shows
            or fold("handle", episode.handle or "") in self.handles
        ):
            return None
        kept = tuple(each for each in episode.segments if fold("url", each.url or "") not in self.urls)
        if len(kept) == len(episode.segments):
            return episode
        return feature(replace(episode, segments=kept, stated_words=None)) if kept else None


def read_withdrawn(library: Path) -> Withdrawn:
    """The list of a library, empty where there is none; raises ContentError where it cannot be read."""
    found: dict[str, set[str]] = {kind: set() for kind in _KINDS}
    for line in _lines(library):
        kind, _, value = line.partition(" ")
        if kind in found and value.strip():
            found[kind].add(fold(kind, value))
    return Withdrawn(*(frozenset(found[kind]) for kind in _KINDS))


def fold(kind: str, value: str) -> str:
    """A value as it is compared."""
    value = clean_line(value)
    if kind != "url":
        return value.removeprefix("@").casefold()
    try:
        parts = urlsplit(value)
    except ValueError:
        return value
    query = f"?{parts.query}" if parts.query else ""
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}{query}".casefold() if value else ""


def withdraw_for_good(library: Path, folders: Iterable[Path], **named: Iterable[str]) -> list[Episode]:
    """Put addresses (`url`), shows and handles on the list, and take from `folders` of the library what it names.

    Returns the episodes that were removed, and those of which posts were, as they had been. Raises OSError,
    ContentError.
    """
    _add(library, {kind: [clean_line(value) for value in named.get(kind, ())] for kind in _KINDS})
    withdrawn = read_withdrawn(library)
    gone: list[Episode] = []
    for folder in folders:
        shelf = Shelf(folder)
        for path, head in shelf.heads().items():
            try:
                episode = read_entry(path).episode
            except ContentError:
                episode = head
            rest = withdrawn.rest_of(episode)
            if rest is episode:
                continue
            gone.append(episode)
            for each in (*prepared.paths(path), *_recording(episode, path)):
                each.unlink(missing_ok=True)
            shelf.remove(path)
            if rest is not None:
                shelf.write(rest)
    return gone


def _recording(episode: Episode, path: Path) -> tuple[Path, ...]:
    if episode.audio is None or "://" in episode.audio:
        return ()
    return (path.parent.joinpath(*PurePosixPath(episode.audio).parts),)


def _lines(library: Path) -> list[str]:
    path = library / LIST
    if not path.exists() or not path.stat().st_size:
        return []
    return decode(read_bytes(path, most=LARGEST_FILE), str(path)).splitlines()


def _add(library: Path, named: dict[str, list[str]]) -> None:
    known = _lines(library)
    new = [
        line for kind, values in named.items() for value in values if value and (line := f"{kind} {value}") not in known
    ]
    library.mkdir(parents=True, exist_ok=True)
    path = library / LIST
    temporary = path.with_suffix(".tmp")
    text = "\n".join([*(known or [_HEAD.strip()]), *new]) + "\n"
    with temporary.open("w", encoding="utf-8", newline="\n") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    temporary.replace(path)
