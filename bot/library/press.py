"""The press: what a running bot publishes, each day from the feed and whenever an operator sends something.

The library's folder is the truth; after every change the store is synced from it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.library.drafts import draft_of
from bot.library.feed import Feed, Looks
from bot.library.gate import Gate, Released
from bot.library.serving import sync_library
from bot.model.clock import Clock
from bot.store import Store
from bot.store.lessons import Lesson
from bot.store.spending import Month
from content.files.check import read_entry
from content.files.library import Shelf, find
from content.publishing.by_hand import correct, publish_draft, restore, withdraw
from content.publishing.lessons import lessons
from content.publishing.piece import Fate, Piece
from content.translate.budget import BOTTOMLESS
from content.translate.cache import AnswerCache

if TYPE_CHECKING:
    from content.fetch.fetching import Address
    from content.publishing.publisher import Publisher
    from content.translate.settings import TranslateSettings
    from content.translate.translator import Translator

STALE_AFTER = timedelta(hours=36)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Edition:
    """What a look at the daily sources came to; `stale` is set once, when nothing was new for so long.

    `worth_telling` is False where nothing is new, and for a failure that was told of already today.
    """

    pieces: tuple[Piece, ...]
    stale: timedelta | None = None
    worth_telling: bool = True


class Press:
    """Publishes into `library`, the operator's own folder; `bundled` is read only."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        *,
        library: Path,
        folders: Sequence[Path],
        work: Path,
        feed: Feed | None = None,
        translate: TranslateSettings | None = None,
        allowed: Collection[Address] = (),
        attended: bool = True,
    ) -> None:
        self.library = library
        self.gate = Gate(store, clock, library, attended=attended)
        self.purse = Month(store.spending, translate.monthly_limit if translate else None, clock)
        self.feed = feed
        self._store = store
        self._clock = clock
        self._folders = folders
        self._work = work
        self._translate = translate
        self._allowed = allowed
        self._looks = Looks(store.facts, feed) if feed else None
        self._shelf: Shelf | None = None
        self._one_at_a_time = asyncio.Lock()

    async def daily(self) -> Edition | None:
        """Publish what is new in the daily sources whose turn it is; None if it is nobody's."""
        now = self._clock()
        due = await self._looks.due(now) if self._looks else []
        resumed = await self.gate.unfinished()
        if self._looks is None or not (due or resumed):
            return None
        pieces: list[Piece] = []
        from content.fetch.fetching import fetching  # and what reads sources, only once there is something to publish
        from content.publishing.daily import look

        fetcher = fetching(cache=self._work / "fetched", allowed=self._allowed)
        async with self._one_at_a_time, fetcher as fetch, self._translator() as model:
            publisher = await self._publisher(model, keep_repeats=False)
            pieces += [await self._resume(publisher, draft) for draft in resumed]
            telling = any(piece.fate in (Fate.PUBLISHED, Fate.HELD) for piece in pieces)
            for source in due:
                today = now.astimezone(UTC).date()
                found = await look(publisher, source, fetch=fetch, today=today, on_piece=_log_piece)
                telling |= await self._looks.settle(source, found, self._clock())
                pieces.extend(found.pieces)
        await self.gate.note(pieces)
        await self.sync()
        if any(piece.fate not in (Fate.FAULTY, Fate.REPEAT, Fate.WITHDRAWN) for piece in pieces):
            await self._store.facts.put("feed.changed", now.isoformat(), now)
        stale = await self._stale(now)
        return Edition(tuple(pieces), stale, telling or stale is not None)

    async def publish(self, sources: Sequence[Path | str], *, hold: bool, keep_repeats: bool) -> list[Piece]:
        """Bring sources into the library, or with `hold` only as far as drafts; one job at a time."""
        from content.fetch.fetching import fetching

        fetcher = fetching(cache=self._work / "fetched", allowed=self._allowed)
        async with self._one_at_a_time, fetcher as fetch, self._translator() as model:
            publisher = await self._publisher(model, keep_repeats=keep_repeats, hold=hold)
            pieces = await publisher.publish(sources, fetch=fetch, on_piece=_log_piece)
        await self.gate.remark(pieces)
        await self.sync()
        return pieces

    @staticmethod
    async def _resume(publisher: Publisher, draft: Path) -> Piece:
        """Go on with what a used-up budget or an endpoint that was down had stopped."""
        return await publisher.bring((await asyncio.to_thread(read_entry, draft)).episode)

    async def problems(self) -> tuple[str, ...]:
        """What the latest look at each daily source found wrong, a line each."""
        return await self._looks.problems() if self._looks else ()

    async def _publisher(self, model: Translator | None, *, keep_repeats: bool, hold: bool = False) -> Publisher:
        """A publisher with the library's shelf, of which each head is read beside the loop and once."""
        self._shelf = self._shelf or await asyncio.to_thread(Shelf, self.library)
        from content.publishing.publisher import Publisher

        return Publisher(self.library, model, keep_repeats=keep_repeats, hold=hold, remarks=True, kept=self._shelf)

    async def publish_draft(self, mark: str) -> Path | None:
        """Publish the draft of a mark; None if there is none any more. Raises ContentError with what it lacks."""
        draft = await draft_of(mark, self.library)
        if draft is None:
            return None
        published = await asyncio.to_thread(publish_draft, draft.path, self.library)
        await self.sync()
        return published

    async def key_of(self, mark: str) -> str | None:
        """The identity of the draft of a mark."""
        draft = await draft_of(mark, self.library)
        return None if draft is None else draft.key

    async def discard(self, mark: str) -> bool:
        """Throw a draft away; False if there is none any more."""
        draft = await draft_of(mark, self.library)
        if draft is None:
            return False
        draft.path.unlink(missing_ok=True)
        await self.gate.forget(draft.key)
        return True

    async def withdraw(self, key: str) -> bool:
        """Take an episode out of the operator's library; False if it is not there, as with bundled ones."""
        path = await asyncio.to_thread(find, key, self.library)
        if path is None:
            return False
        await asyncio.to_thread(withdraw, path, self.library)
        await self.sync()
        return True

    async def restore(self, key: str) -> bool:
        """Put a withdrawn episode back; False if it is no longer kept, or back already."""
        path = await asyncio.to_thread(restore, key, self.library)
        if path is None:
            return False
        await self.sync()
        return True

    async def correct(self, key: str, position: int, chinese: str) -> tuple[Lesson, ...] | None:
        """Give a segment another translation in its file; what that teaches. None where the file is not ours.

        Raises ContentError.
        """
        path = await asyncio.to_thread(find, key, self.library)
        if path is None:
            return None
        before, after = await asyncio.to_thread(correct, path, position, chinese)
        await self.sync()
        taught = lessons(before.segments[position], after.segments[position])
        return await self._store.lessons.teach(taught, after.title, self._clock())

    async def let_out(self, mark: str, *, whole: bool) -> Released | None:
        """Publish a held piece by an operator's word; None if it is not held any more. Raises ContentError."""
        key = await self.key_of(mark)
        released = None if key is None else await self.gate.let_out(key, whole=whole)
        if released is not None:
            await self.sync()
        return released

    async def overdue(self) -> list[Released]:
        """Let out what nobody answered for."""
        released = await self.gate.overdue()
        if released:
            await self.sync()
        return released

    async def sync(self) -> None:
        """Serve what the folders hold now."""
        await sync_library(self._store, *self._folders)

    async def _stale(self, now: datetime) -> timedelta | None:
        changed = await self._store.facts.get("feed.changed")
        if changed is None:
            await self._store.facts.put("feed.changed", now.isoformat(), now)
            return None
        age = now - datetime.fromisoformat(changed)
        if age < STALE_AFTER or not await self._store.facts.claim("feed.stale", changed, now):
            return None
        return age

    @asynccontextmanager
    async def _translator(self) -> AsyncIterator[Translator | None]:
        if self._translate is None:
            yield None
            return
        from content.translate.translator import Translator  # what a bot at rest does without

        with closing(AnswerCache(self._work / "translations.db")) as cache:
            taught = [lesson.taught for lesson in await self._store.lessons.all()]
            purse = BOTTOMLESS if self._translate.cost(0, 0) is None else self.purse
            async with Translator(self._translate, cache, purse=purse, taught=taught) as translator:
                yield translator


def _log_piece(piece: Piece) -> None:
    """What is no source of ours, such as an operator's own word list, is no error."""
    expected = piece.unrecognised or piece.fate in (Fate.PUBLISHED, Fate.REPEAT, Fate.DRAFT, Fate.HELD)
    level = logging.INFO if expected else logging.ERROR
    _log.log(level, "%s: %s %s", piece.fate.value, piece.name, piece.note)
