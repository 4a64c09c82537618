"""From a source to published files: draft → translated → proofed → published, or held for what is doubtful.

A library is a folder of episode files. Drafts wait in its hidden folder `.drafts`, withdrawn episodes in
`.withdrawn`; neither is ever served. What the library has already is a repeat, whatever its date says now: feeds
issue episodes again. So are posts of which each stands in an issue of the fortnight before.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from content.checks.doubt import Doubt
from content.episode.digest import feature
from content.episode.episode import Episode, Kind
from content.episode.faults import ContentError, Fault
from content.fetch.fetching import Fetch
from content.files.check import publishable, read_entry
from content.files.library import Shelf
from content.publishing.piece import DRAFTS, WITHDRAWN, Fate, OnPiece, Piece, faulty
from content.publishing.withdrawal import Withdrawn, read_withdrawn
from content.sources.document import Reading
from content.sources.reading import readings
from content.text.plural import counted
from content.translate.faults import TranslationError
from content.translate.plan import Plan, plan

if TYPE_CHECKING:
    from content.translate.translator import Translator

_FORTNIGHT = 14
_ORDER = {Kind.PODCAST: 0, Kind.BLOG: 1, Kind.POSTS: 2}


@dataclass(frozen=True)
class Publisher:
    """Publishes into `library`. Without a translator an English-only episode is refused, or, by choice, published so.

    With `keep_repeats` False an episode that the library has is left alone; else a bilingual source replaces it.
    With `hold` nothing is published: what is ready waits among the drafts for somebody's word. `dry_run` writes
    nothing and asks no model. With `remarks` the checks read what a source translated, which is never held for it.
    """

    library: Path
    translator: Translator | None = None
    english_only: bool = False
    keep_repeats: bool = True
    hold: bool = False
    dry_run: bool = False
    remarks: bool = False
    kept: Shelf | None = None

    @cached_property
    def shelf(self) -> Shelf:
        """What the library has: `kept` by whoever publishes often, else read once."""
        return self.kept or Shelf(self.library)

    @cached_property
    def drafts(self) -> Shelf:
        """What waits among the drafts."""
        return Shelf(self.library / DRAFTS)

    async def prepare(self) -> None:
        """Read beside the loop what a large library takes time to say."""
        await asyncio.to_thread(self.shelf.look)
        await asyncio.to_thread(lambda: (self.drafts, self._aside))

    async def publish(self, sources: Iterable[Path | str], *, fetch: Fetch | None, on_piece: OnPiece) -> list[Piece]:
        """Every piece of every source, podcasts first; a faulty one never stops the others."""
        pieces: list[Piece] = []
        await self.prepare()
        for source in sources:
            async for reading in readings(source, fetch=fetch):
                async for piece in self.bring_all(reading, str(source)):
                    pieces.append(piece)
                    on_piece(piece)
        return pieces

    async def bring_all(self, reading: Reading, name: str) -> AsyncIterator[Piece]:
        """What was read under that name, what leads first; raises nothing but OSError."""
        for fault in reading.faults:
            yield faulty(name, fault)
        for episode in sorted(reading.episodes, key=lambda episode: _ORDER[episode.kind]):
            yield await self.bring(episode)

    @cached_property
    def withdrawn(self) -> Withdrawn:
        """What must not come back; raises ContentError where its list cannot be read."""
        return read_withdrawn(self.library)

    async def bring(self, episode: Episode, *, anew: bool = False) -> Piece:
        """One episode as far as it can be brought; raises nothing but OSError.

        With `anew` it takes the place of what the library has, if it reads otherwise.
        """
        posts = episode.kind is Kind.POSTS and episode.title.startswith(episode.show)  # named by who posted them
        name = episode.title if posts else f"{episode.show}: {episode.title}"
        try:
            allowed = self.withdrawn.rest_of(episode)
        except ContentError as error:
            return Piece(Fate.FAULTY, name, episode, note=str(error), why=error.faults[0].what)
        if allowed is None or (not self.keep_repeats and self._aside.find(episode.key) is not None):
            return Piece(Fate.WITHDRAWN, name, episode, note=f"{name}: withdrawn, and stays so")
        episode, replaces = allowed, self.keep_repeats or anew
        known = self.shelf.find(episode.key) or (None if replaces else self._posted_before(episode))
        if known is not None and (episode.draft or not replaces or (anew and _same(known, feature(episode)))):
            return Piece(Fate.REPEAT, name, episode, known)
        path = self.shelf.path_for(episode)
        try:
            ready = await self._ready(episode)
            if self.dry_run:
                fate = Fate.DRAFT if ready.episode.draft else Fate.PUBLISHED
                return Piece(fate, name, ready.episode, path, ready.note, plan=ready.plan)
            if ready.episode.draft or ready.held or self.hold:
                waiting = replace(ready.episode, draft=True)
                fate = Fate.HELD if ready.held and not self.hold else Fate.DRAFT
                place = await self._write(self.drafts, waiting)
                return Piece(fate, name, waiting, place, ready.note, doubts=ready.doubts)
            path = await self._write(self.shelf, ready.episode)
        except ContentError as error:
            return Piece(Fate.FAULTY, name, episode, note=str(error), why=error.faults[0].what)
        except TranslationError as error:
            return Piece(Fate.REFUSED, name, episode, note=str(error))
        if (draft := self.drafts.find(ready.episode.key)) is not None:
            self.drafts.remove(draft)
        return Piece(Fate.PUBLISHED, name, ready.episode, path, ready.note, doubts=ready.doubts)

    @staticmethod
    async def _write(shelf: Shelf, episode: Episode) -> Path:
        return await asyncio.to_thread(shelf.write, episode)

    @cached_property
    def _aside(self) -> Shelf:
        return Shelf(self.library / WITHDRAWN)

    def _posted_before(self, episode: Episode) -> Path | None:
        """The file of an issue of the fortnight before in which each of these posts stands."""
        if episode.kind is not Kind.POSTS or episode.issued is None:
            return None
        marks = [segment.url or segment.english.partition("\n")[0] for segment in episode.segments]
        for path, head in self.shelf.heads().items():
            days = (episode.issued - head.issued).days if head.issued else 0
            same = head.kind is Kind.POSTS and head.show == episode.show and 0 < days <= _FORTNIGHT
            if same and _has_all(path, marks):
                return path
        return None

    async def _ready(self, episode: Episode) -> _Ready:
        """The episode ready to publish, or still a draft, and why."""
        if not episode.draft:
            from content.checks.checking import doubts_in  # its tables take a fifth of a second to make

            doubts = await asyncio.to_thread(doubts_in, episode, ours=False) if self.remarks else ()
            return _Ready(feature(episode), doubts=doubts)
        if self.english_only:
            chosen = replace(episode, english_only=True)
            return _Ready(publishable(feature(chosen), episode.title), "English only, by choice")
        if self.dry_run:
            return self._planned(episode)
        if self.translator is None:
            what = "English only: set TRANSLATE_BASE_URL, TRANSLATE_API_KEY and TRANSLATE_MODEL to have it translated"
            raise ContentError([Fault(episode.title, 0, f"{what}, or choose --english-only")])
        return await self._translated(episode, self.translator)

    def _planned(self, episode: Episode) -> _Ready:
        """What a run would ask for, without asking."""
        note = f"{counted(episode.untranslated, 'segment')} to translate"
        if self.translator is None:
            return _Ready(episode, note)
        missing = [at for at, segment in enumerate(episode.segments) if not segment.chinese]
        planned = plan(episode, self.translator.settings, missing, self.translator.base)
        return _Ready(episode, f"{note}: {planned}", plan=planned)

    async def _translated(self, episode: Episode, translator: Translator) -> _Ready:
        done = await translator.produce(_continued(episode, self.drafts), range(len(episode.segments)))
        note = str(done.report)
        if not done.report.complete:
            return _Ready(done.episode, note, doubts=done.doubts)
        whole = publishable(done.episode, episode.title)
        held = bool(done.major)
        lines = [note, *(f"segment {doubt.position + 1}: {doubt}" for doubt in done.major)]
        return _Ready(whole, "\n".join(lines), done.doubts, held=held)


@dataclass(frozen=True, slots=True)
class _Ready:
    """An episode as far as it is ready; `held` is whole, and kept back for what is doubtful in it."""

    episode: Episode
    note: str = ""
    doubts: tuple[Doubt, ...] = ()
    held: bool = False
    plan: Plan | None = None


def _has_all(path: Path, marks: Iterable[str]) -> bool:
    try:
        text = path.read_text("utf-8", "replace")
    except OSError:
        return False
    return all(f"({mark})" in text or f"\n{mark}\n" in text for mark in marks)


def _same(path: Path, episode: Episode) -> bool:
    try:
        return read_entry(path).episode == episode
    except ContentError:
        return False


def _continued(episode: Episode, drafts: Shelf) -> Episode:
    """A draft of an earlier run with the same English, so that an editor's work on it is not lost."""
    path = drafts.find(episode.key)
    if path is None:
        return episode
    try:
        earlier = read_entry(path).episode
    except ContentError:
        return episode
    same = [segment.english for segment in earlier.segments] == [segment.english for segment in episode.segments]
    return earlier if same else episode
