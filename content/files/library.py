"""Writing episodes into a folder: whole or not at all, one file an episode whatever its date.

A feed re-issues an episode under a later date. It keeps the file it has, whatever that is called by now.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from hashlib import sha256
from pathlib import Path

from content.episode.episode import Episode
from content.episode.faults import ContentError, Fault
from content.files.markdown import parse, read_key, write

LONGEST_SLUG = 80
_HEAD_BYTES = 64 * 1024


def write_episode(episode: Episode, folder: Path) -> Path:
    """Write `episode` to its file in `folder`, made if missing, and return the path.

    Raises ContentError, having written nothing, where the episode would not pass the check; OSError.
    """
    text = write(episode)
    if parse(text, slug(episode)) != episode:
        raise ContentError([Fault(slug(episode), 0, "does not read back as it was written")])
    folder.mkdir(parents=True, exist_ok=True)
    path = path_for(episode, folder)
    _replace(path, text)
    return path


def path_for(episode: Episode, folder: Path) -> Path:
    """Where `episode` stands in `folder` already, else where it would be written."""
    known = find(episode.key, folder)
    if known is not None:
        return known
    path = folder / slug(episode)
    if path.exists():
        path = path.with_stem(f"{path.stem}-{_mark(episode)}")
    return path


def find(key: str, folder: Path) -> Path | None:
    """The file in `folder` of the episode with this identity."""
    return next((path for path, known in keys(folder).items() if known == key), None)


def keys(folder: Path) -> dict[Path, str]:
    """The identities of the files in `folder`, as far as their heads can be read."""
    found = {path: _key_of(path) for path in sorted(folder.glob("*.md"))}
    return {path: key for path, key in found.items() if key is not None}


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


def _key_of(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return read_key(stream.read(_HEAD_BYTES).decode("utf-8", "replace"))
    except OSError:
        return None


def _replace(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
