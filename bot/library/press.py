"""The press: what a running bot publishes, each day from the feed and whenever an operator sends something.

The library's folder is the truth; after every change the store is synced from it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

from bot.library.serving import sync_library
from bot.model.clock import Clock
from bot.model.schedule import local_date, local_minute
from bot.store import Store
from content.fetch.fetching import Address, fetching
from content.files.library import find, keys
from content.publishing.publisher import DRAFTS, Fate, Piece, Publisher, correct, publish_draft, withdraw
from content.translate.cache import AnswerCache
from content.translate.settings import TranslateSettings
from content.translate.translator import Translator

STALE_AFTER = timedelta(hours=36)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Feed:
    """A daily feed, and the minute of the day in `zone` at which it is read."""

    url: str
    minute: int
    zone: str


@dataclass(frozen=True, slots=True)
class Edition:
    """What a reading of the feed came to; `stale` is set once, when the feed has not changed for so long.

    `worth_telling` is False for a failure that was told of already today: the feed is tried again every hour.
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
    ) -> None:
        self.library = library
        self.feed = feed
        self._store = store
        self._clock = clock
        self._folders = folders
        self._work = work
        self._translate = translate
        self._allowed = allowed
        self._one_at_a_time = asyncio.Lock()

    async def daily(self) -> Edition | None:
        """Publish what is new in the feed, if its time has come and nobody did it yet today; None if not."""
        if self.feed is None or not await self._is_turn(self.feed):
            return None
        pieces = await self.publish([self.feed.url], hold=False, keep_repeats=False)
        now = self._clock()
        day = local_date(self.feed.zone, now).isoformat()
        if all(piece.fate is Fate.FAULTY for piece in pieces):
            return Edition(tuple(pieces), worth_telling=await self._store.facts.claim("daily.failed", day, now))
        await self._store.facts.put("daily.done", day, now)
        if any(piece.fate not in (Fate.FAULTY, Fate.REPEAT) for piece in pieces):
            await self._store.facts.put("feed.changed", now.isoformat(), now)
        return Edition(tuple(pieces), await self._stale(now))

    async def publish(self, sources: Sequence[Path | str], *, hold: bool, keep_repeats: bool) -> list[Piece]:
        """Bring sources into the library, or with `hold` only as far as drafts; one job at a time."""
        fetcher = fetching(cache=self._work / "fetched", allowed=self._allowed)
        async with self._one_at_a_time, fetcher as fetch, self._translator() as model:
            publisher = Publisher(self.library, model, keep_repeats=keep_repeats, hold=hold)
            pieces = await publisher.publish(sources, fetch=fetch, on_piece=_log_piece)
        await self.sync()
        return pieces

    async def publish_draft(self, mark: str) -> Path | None:
        """Publish the draft of a mark; None if there is none any more. Raises ContentError with what it lacks."""
        path = await asyncio.to_thread(self._draft, mark)
        if path is None:
            return None
        published = await asyncio.to_thread(publish_draft, path, self.library)
        await self.sync()
        return published

    async def key_of(self, mark: str) -> str | None:
        """The identity of the draft of a mark."""
        path = await asyncio.to_thread(self._draft, mark)
        return None if path is None else (await asyncio.to_thread(keys, path.parent)).get(path)

    async def discard(self, mark: str) -> bool:
        """Throw a draft away; False if there is none any more."""
        path = await asyncio.to_thread(self._draft, mark)
        if path is not None:
            path.unlink(missing_ok=True)
        return path is not None

    async def withdraw(self, key: str) -> bool:
        """Take an episode out of the operator's library; False if it is not there, as with bundled ones."""
        path = await asyncio.to_thread(find, key, self.library)
        if path is None:
            return False
        await asyncio.to_thread(withdraw, path, self.library)
        await self.sync()
        return True

    async def correct(self, key: str, position: int, chinese: str) -> bool:
        """Give a segment another translation in its file; False where the file is not ours. Raises ContentError."""
        path = await asyncio.to_thread(find, key, self.library)
        if path is None:
            return False
        await asyncio.to_thread(correct, path, position, chinese)
        await self.sync()
        return True

    async def sync(self) -> None:
        """Serve what the folders hold now."""
        await sync_library(self._store, *self._folders)

    async def _is_turn(self, feed: Feed) -> bool:
        now = self._clock()
        day, late = local_date(feed.zone, now).isoformat(), local_minute(feed.zone, now) - feed.minute
        if late < 0 or await self._store.facts.get("daily.done") == day:
            return False
        return await self._store.facts.claim("daily.try", f"{day} {late // 60}", now)

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
        with closing(AnswerCache(self._work / "translations.db")) as cache:
            async with Translator(self._translate, cache) as translator:
                yield translator

    def _draft(self, mark: str) -> Path | None:
        drafts = keys(self.library / DRAFTS).items()
        return next((path for path, key in drafts if mark_of(key) == mark), None)


def mark_of(key: str) -> str:
    """Twelve hex digits that stand for an episode's identity in a button."""
    return sha256(key.encode()).hexdigest()[:12]


def _log_piece(piece: Piece) -> None:
    level = logging.INFO if piece.fate in (Fate.PUBLISHED, Fate.REPEAT, Fate.DRAFT) else logging.ERROR
    _log.log(level, "%s: %s %s", piece.fate.value, piece.name, piece.note)
