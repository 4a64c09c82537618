"""The gate between what is translated and its readers: what is doubtful waits for a word, and not for ever.

A piece that we translated and that has a major doubt is held; the issue's next piece leads meanwhile. Unanswered for
six hours, or where nobody operates the bot, it goes out without the Chinese that is doubtful, said as such. The whole
of it stays among the drafts, so that a later word still brings it out as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from bot.model.clock import Clock
from bot.store import Store
from bot.store.proofs import Day, Why
from content.checks.doubt import Doubt, Severity
from content.episode.episode import Episode
from content.episode.faults import ContentError
from content.files.check import Entry, read_entry
from content.files.library import find
from content.publishing.gate import release
from content.publishing.piece import DRAFTS, Fate, Piece

WAITS = timedelta(hours=6)
_REMARKED = timedelta(hours=24)
_KEPT = timedelta(days=30)
_MOST = 8


@dataclass(frozen=True, slots=True)
class Released:
    """A piece that went out; `without` are the segments whose Chinese was in doubt."""

    episode: Episode
    path: Path
    without: frozenset[int]


class Gate:
    """Over one library and one store."""

    def __init__(self, store: Store, clock: Clock, library: Path, *, attended: bool) -> None:
        self._store = store
        self._clock = clock
        self._library = library
        self._attended = attended

    async def note(self, pieces: Iterable[Piece]) -> None:
        """Write down what is doubtful in the pieces, and which of them wait."""
        now = self._clock()
        for piece in pieces:
            if piece.episode is None:
                continue
            key = piece.episode.key
            if piece.fate in (Fate.PUBLISHED, Fate.HELD):
                await self._store.proofs.put(key, piece.episode.title, piece.doubts, now)
            match piece.fate:
                case Fate.HELD:
                    await self._store.proofs.wait(key, Why.HELD, now)
                case Fate.DRAFT:
                    await self._store.proofs.wait(key, Why.STOPPED, now)
                case Fate.PUBLISHED | Fate.REPEAT | Fate.WITHDRAWN:
                    await self._store.proofs.done(key)

    async def remark(self, pieces: Iterable[Piece]) -> None:
        """Write down what is doubtful in what somebody brought by hand: theirs is the word, so none of it waits."""
        now = self._clock()
        for piece in pieces:
            if piece.episode is not None and piece.fate in (Fate.PUBLISHED, Fate.DRAFT):
                await self._store.proofs.put(piece.episode.key, piece.episode.title, piece.doubts, now)

    async def forget(self, key: str) -> None:
        """What is doubtful in a piece that was thrown away is nobody's concern."""
        await self._store.proofs.put(key, "", (), self._clock())

    async def untold(self) -> list[Episode]:
        """What waits for a word that no operator was asked for, whoever held it, the bot or a command; each once."""
        now = self._clock()
        found = []
        for key in await self._store.proofs.waiting(Why.HELD, now):
            entry = await asyncio.to_thread(self._held, key)
            if entry and await self._store.facts.claim(f"held.{entry.path.stem}", entry.sha256, now):
                found.append(entry.episode)
        return found

    def _held(self, key: str) -> Entry | None:
        """The draft, unless it is gone or being edited by hand."""
        path = find(key, self._library / DRAFTS)
        try:
            return None if path is None else read_entry(path)
        except ContentError:
            return None

    async def doubts_of(self, key: str) -> tuple[Doubt, ...]:
        """What holds a piece."""
        return tuple(doubt for doubt in await self._store.proofs.of(key) if doubt.severity is Severity.MAJOR)

    async def let_out(self, key: str, *, whole: bool) -> Released | None:
        """Publish a held piece, as it is or without its doubtful Chinese; None if it is not there any more.

        Raises ContentError with what it lacks.
        """
        path = await asyncio.to_thread(find, key, self._library / DRAFTS)
        if path is None:
            return None
        episode = (await asyncio.to_thread(read_entry, path)).episode
        without = frozenset[int]() if whole else frozenset(d.position for d in await self.doubts_of(key))
        published = await asyncio.to_thread(release, path, self._library, without)
        await self._store.proofs.done(key)
        return Released(episode, published, without)

    async def overdue(self) -> list[Released]:
        """Let out what nobody answered for; each piece by one process."""
        before = self._clock() - (WAITS if self._attended else timedelta(0))
        out = []
        for key in await self._store.proofs.waiting(Why.HELD, before):
            if await self._store.proofs.done(key):
                try:
                    released = await self.let_out(key, whole=False)
                except ContentError:
                    continue  # somebody edited the draft: it is theirs
                out += [released] if released is not None else []
        return out

    async def unfinished(self) -> list[Path]:
        """Drafts that a used-up budget or an endpoint that was down left behind, once an hour each."""
        now = self._clock()
        found = []
        for key in await self._store.proofs.waiting(Why.STOPPED, now):
            path = await asyncio.to_thread(find, key, self._library / DRAFTS)
            if path is None:
                await self._store.proofs.done(key)
            elif await self._store.facts.claim(f"resume.{path.stem}", f"{now:%Y-%m-%d %H}", now):
                found.append(path)
        return found

    async def day(self) -> Day:
        """The last day's doubts."""
        since = self._clock() - _REMARKED
        counts = await self._store.proofs.counted(since)
        remarks = await self._store.proofs.since(since, _MOST)
        return Day(counts.get(Severity.MAJOR, 0), counts.get(Severity.MINOR, 0), remarks)

    async def tidy(self) -> None:
        """Remarks of a month ago go."""
        await self._store.proofs.forget_before(self._clock() - _KEPT)
