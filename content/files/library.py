"""Writing episodes into a folder: whole or not at all, one file an episode whatever its date.

A feed re-issues an episode under a later date. It keeps the file it has, whatever that is called by now.
"""

from __future__ import annotations

import os
import re
import secrets
import unicodedata
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from content.episode.episode import Episode
from content.episode.faults import ContentError, Fault
from content.files.markdown import parse, read_head, write

LONGEST_SLUG = 80
_HEAD_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class _Known:
    """A file's head as it was when it was read: an episode without segments, None where it has faults."""

    head: Episode | None
    seen: tuple[int, int]


class Shelf:
    """A folder's files by what their heads say; a head is read again only when its file has changed.

    A thousand heads cost a second, so whoever brings many episodes keeps one shelf.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[Path, _Known] = {}
        self.look()

    def look(self) -> None:
        """Notice what came, went and changed in the folder."""
        files = {path: _seen(path) for path in sorted(self.folder.glob("*.md"))}
        self._known = {path: self._look(path, seen) for path, seen in files.items() if seen is not None}

    def keys(self) -> dict[Path, str]:
        """The identities of the files, as far as their heads can be read."""
        return {path: head.key for path, head in self.heads().items()}

    def heads(self) -> dict[Path, Episode]:
        """The episodes, without their segments, as far as their heads can be read."""
        return {path: known.head for path, known in self._known.items() if known.head is not None}

    def find(self, key: str) -> Path | None:
        """The file of the episode with this identity."""
        return next((path for path, head in self.heads().items() if head.key == key), None)

    def path_for(self, episode: Episode) -> Path:
        """Where `episode` stands already, else where it would be written."""
        if (known := self.find(episode.key)) is not None:
            return known
        path = self.folder / slug(episode)
        return path.with_stem(f"{path.stem}-{_mark(episode)}") if path.exists() else path

    def write(self, episode: Episode) -> Path:
        """Write `episode` to its file in the folder, made if missing, and return the path.

        Raises ContentError, having written nothing, where the episode would not pass the check; OSError.
        """
        text = write(episode)
        if parse(text, slug(episode)) != episode:
            raise ContentError([Fault(slug(episode), 0, "does not read back as it was written")])
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.path_for(episode)
        _replace(path, text)
        if (seen := _seen(path)) is not None:
            self._known[path] = self._look(path, seen)
        return path

    def remove(self, path: Path) -> None:
        """Delete a file, if it is there; raises OSError."""
        path.unlink(missing_ok=True)
        self._known.pop(path, None)

    def _look(self, path: Path, seen: tuple[int, int]) -> _Known:
        known = self._known.get(path)
        return known if known is not None and known.seen == seen else _Known(_head_of(path), seen)


def write_episode(episode: Episode, folder: Path) -> Path:
    """Write one episode to its file in `folder`; see Shelf.write."""
    return Shelf(folder).write(episode)


def find(key: str, folder: Path) -> Path | None:
    """The file in `folder` of the episode with this identity."""
    return Shelf(folder).find(key)


def keys(folder: Path) -> dict[Path, str]:
    """The identities of the files in `folder`, as far as their heads can be read."""
    return Shelf(folder).keys()


def slug(episode: Episode) -> str:
    """A file name for `episode`: date, show and title in ASCII, at most 90 characters, `.md` at the end."""
    words = f"{episode.show} {episode.title}"
    plain = unicodedata.normalize("NFKD", words.replace("’", "").replace("'", ""))
    ascii_words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().casefold()).strip("-")
    stem = f"{episode.date.isoformat()}-{ascii_words}" if episode.date else ascii_words
    lossy = any(ord(letter) > 127 and letter.isalnum() for letter in plain)
    if len(stem) > LONGEST_SLUG or lossy or not ascii_words:
        stem = f"{stem[: LONGEST_SLUG - 7].rstrip('-')}-{_mark(episode)}".lstrip("-")
    return f"{stem}.md"


def _mark(episode: Episode) -> str:
    return sha256(episode.key.encode()).hexdigest()[:6]


def _head_of(path: Path) -> Episode | None:
    try:
        with path.open("rb") as stream:
            return read_head(stream.read(_HEAD_BYTES).decode("utf-8", "replace"))
    except OSError:
        return None


def _seen(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _replace(path: Path, text: str) -> None:
    temporary = path.with_name(f".{path.stem[:40]}-{secrets.token_hex(6)}.tmp")
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as stream:  # for whom, the process says by its umask
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
