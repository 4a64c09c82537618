"""Original recordings of the library's episodes: fetched once, cut at the digest's segments, then thrown away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from content.episode.digest import choose
from content.episode.episode import Episode, Segment
from content.episode.faults import ContentError
from content.files.library import Shelf
from content.files.markdown import parse
from content.voice.line import Voice, VoiceError

if TYPE_CHECKING:
    from content.fetch.downloading import DownloadLimits
    from content.fetch.fetching import Address

LARGEST_DIGEST = 12
_SOUND = ("audio/", "video/mp4", "application/ogg", "application/octet-stream")
_log = logging.getLogger(__name__)


class Cuts(Protocol):
    """What cuts: the process that speaks."""

    async def cut(self, path: Path, since: float, until: float, text: str, *, urgent: bool = False) -> Voice:
        """What is said between two timecodes; raises VoiceError."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A piece of a recording."""

    address: str
    audio: str
    segment: Segment
    recordings: Recordings

    async def make(self, urgent: bool) -> Voice:  # noqa: FBT001 - as every maker is called
        """Fetch the recording where it is not here, and cut; raises VoiceError."""
        return await self.recordings.cut(self, urgent=urgent)


class Recordings:
    """Those of the folders' episodes that name one with `audio:`; a downloaded file stays in `work` for a while."""

    def __init__(
        self,
        folders: Sequence[Path],
        work: Path,
        cuts: Cuts,
        *,
        allowed: Collection[Address] = (),
        limits: DownloadLimits | None = None,
    ) -> None:
        self._folders = folders
        self._work = work
        self._cuts = cuts
        self._allowed = allowed
        self._limits = limits
        self._audio: dict[str, tuple[Path, str, frozenset[str]]] = {}
        self._fetching: dict[str, asyncio.Lock] = {}
        self._failed: dict[str, str] = {}
        self._broken: set[str] = set()

    def look(self) -> None:
        """See which episodes name a recording."""
        found: dict[str, tuple[Path, str, frozenset[str]]] = {}
        for folder in self._folders:
            for path, head in Shelf(folder).heads().items() if folder.is_dir() else ():
                if head.audio is None:
                    continue
                try:
                    episode = parse(path.read_text("utf-8"), path.name)
                except (OSError, ContentError, UnicodeDecodeError):
                    continue
                found[head.key] = (path, head.audio, _of_digest(episode))
        self._audio = found
        self._failed.clear()
        self._broken.clear()

    async def find(self, key: str, segment: Segment) -> Cut | None:
        """The piece of a segment of a digest; None where it has no times, or its recording could not be had."""
        known = self._audio.get(key)
        if known is None or segment.start is None or segment.end is None or segment.english not in known[2]:
            return None
        audio = known[1]
        if audio in self._failed:
            return None
        told = f"recording\n{audio}\n{segment.start}\n{segment.end}\n{segment.english}"
        where = sha256(told.encode()).hexdigest()[:40]
        if where in self._broken:
            return None
        return Cut(where, audio if "://" in audio else str(known[0].parent / audio), segment, self)

    async def cut(self, piece: Cut, *, urgent: bool) -> Voice:
        """A piece; raises VoiceError, after which an engine says it, until the library changes."""
        segment = piece.segment
        if segment.start is None or segment.end is None:
            raise VoiceError("the segment has no times")
        try:
            path = await self._file(piece.audio)
            return await self._cuts.cut(path, segment.start, segment.end, segment.english, urgent=urgent)
        except VoiceError:
            self._broken.add(piece.address)
            raise

    async def throw_away(self, *, before: datetime | None = None) -> None:
        """Delete the recordings that are here, or those fetched before an instant: only their pieces are kept."""
        await asyncio.to_thread(self._clear, before)

    def _clear(self, before: datetime | None) -> None:
        for path in self._work.glob("*.recording"):
            with suppress(FileNotFoundError):  # another process of this machine was quicker
                if before is None or path.stat().st_mtime < before.timestamp():
                    path.unlink()

    async def _file(self, audio: str) -> Path:
        if "://" not in audio:
            return Path(audio)
        path = self._work / f"{sha256(audio.encode()).hexdigest()[:32]}.recording"
        async with self._fetching.setdefault(audio, asyncio.Lock()):
            if audio in self._failed:
                raise VoiceError(self._failed[audio])
            if not await asyncio.to_thread(path.is_file):
                from content.fetch.downloading import download

                try:
                    await asyncio.to_thread(lambda: self._work.mkdir(parents=True, exist_ok=True))
                    await download(audio, path, kinds=_SOUND, allowed=self._allowed, limits=self._limits)
                except (ContentError, OSError) as error:
                    self._failed[audio] = str(error)
                    raise VoiceError(str(error)) from None
        return path


def _of_digest(episode: Episode) -> frozenset[str]:
    return frozenset(episode.segments[position].english for position in choose(episode, LARGEST_DIGEST))
