"""Every fault of a library, with file and line; a faulty file never hides the sound ones.

A draft is not published: it has a fault until its translation is whole and its head no longer says `draft: true`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType

from content.episode.episode import Episode
from content.episode.faults import ContentError, Fault
from content.files.markdown import parse

LARGEST_FILE = 2 * 1024 * 1024
"""Bytes; a three-hour conversation in both languages has about 400 kB."""
_NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})
_NOT_EPISODES = frozenset({"readme.md"})


@dataclass(frozen=True, slots=True)
class Entry:
    """An episode with the file it stands in; `sha256` is the hex digest of the file's bytes."""

    path: Path
    episode: Episode
    sha256: str


@dataclass(frozen=True, slots=True)
class Library:
    """What a file or folder holds: sound episodes in the order of their paths, and all faults.

    `unchanged` are the hashes of files that were known already and are not read again.
    """

    entries: tuple[Entry, ...]
    faults: tuple[Fault, ...]
    unchanged: frozenset[str] = frozenset()


def read_library(path: Path, *, drafts: bool = False, known: Mapping[str, str] = _NOTHING_KNOWN) -> Library:
    """The episodes of the file `path`, or of every *.md below the folder `path` but README.md.

    A draft is a fault, unless `drafts` are asked for. `known` maps the hashes of files that were read before to
    their episodes' keys: parsing thousands of files costs seconds, hashing them next to nothing.
    """
    entries: list[Entry] = []
    faults: list[Fault] = []
    unchanged: set[str] = set()
    taken: dict[str, Path] = {}
    try:
        files = list(_episode_files(path))
    except OSError as error:
        return Library((), (Fault(str(path), 0, f"cannot be read: {error.strerror or error}"),))
    for file in files:
        try:
            data = read_bytes(file, most=LARGEST_FILE)
            digest = sha256(data).hexdigest()
            entry = None if digest in known else _entry(file, data, digest)
        except ContentError as error:
            faults.extend(error.faults)
            continue
        if entry is not None and entry.episode.draft and not drafts:
            faults.append(Fault(str(file), 0, draft_fault(entry.episode)))
            continue
        key = known[digest] if entry is None else entry.episode.key
        if (other := taken.setdefault(key, file)) != file:
            faults.append(Fault(str(file), 0, f"the same kind, show and title as {other}: keep one of them"))
        elif entry is None:
            unchanged.add(digest)
        else:
            entries.append(entry)
    return Library(tuple(entries), tuple(faults), frozenset(unchanged))


def draft_fault(episode: Episode) -> str:
    """What a draft still needs before it may reach a reader."""
    if episode.untranslated and not episode.english_only:
        left = f"{episode.untranslated} of {len(episode.segments)} segments have no translation"
        return f"a draft: {left}; translate them, or write `translation: none` to publish English only"
    return "a draft: read it through and delete the line `draft: true` to publish it"


def publishable(episode: Episode, name: str) -> Episode:
    """`episode` as a draft no longer; raises ContentError where segments have no translation, unless by choice."""
    if episode.untranslated and not episode.english_only:
        raise ContentError([Fault(name, 0, draft_fault(episode))])
    return replace(episode, draft=False)


def read_entry(path: Path) -> Entry:
    """The episode in the file `path`; raises ContentError."""
    data = read_bytes(path, most=LARGEST_FILE)
    return _entry(path, data, sha256(data).hexdigest())


def _entry(path: Path, data: bytes, digest: str) -> Entry:
    return Entry(path=path, episode=parse(decode(data, str(path)), str(path)), sha256=digest)


def read_bytes(path: Path, *, most: int) -> bytes:
    """The file's bytes; raises ContentError where it is missing, no file, empty or larger than `most`."""
    try:
        if not path.is_file():
            what = "a folder, not a file" if path.is_dir() else "no such file"
            raise ContentError([Fault(str(path), 0, what)])
        with path.open("rb") as stream:
            data = stream.read(most + 1)
    except (OSError, ValueError) as error:
        raise ContentError([Fault(str(path), 0, f"cannot be read: {error}")]) from None
    if len(data) > most:
        raise ContentError([Fault(str(path), 0, f"larger than {most // 1024} kB: too much for one document")])
    if not data.strip():
        raise ContentError([Fault(str(path), 0, "an empty file")])
    return data


def decode(data: bytes, name: str) -> str:
    """`data` as UTF-8; raises ContentError with the line of the first wrong byte."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ContentError([Fault(name, line, "not UTF-8 text: save the file as UTF-8")]) from None


def _episode_files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    yield from sorted(
        file
        for file in path.rglob("*.md")
        if file.name.casefold() not in _NOT_EPISODES and not _hidden(file.relative_to(path))
    )


def _hidden(path: Path) -> bool:
    """A file being written, or a folder such as .git."""
    return any(part.startswith(".") for part in path.parts)
