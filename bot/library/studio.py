"""Rendering ahead: the newest digests are made before anybody asks, one piece at a time, in the process that speaks."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

from bot.model.chat import ChatId
from bot.model.clock import Clock
from bot.model.voice import Listening
from bot.reading.recordings import Recordings
from bot.reading.voices import Voices
from bot.store import Store
from content.episode.digest import DEFAULT_SIZE
from content.voice.line import VoiceError, VoiceRefused

AHEAD = timedelta(days=2)
"""Issues older than that are rendered when somebody asks."""
AGAIN_AFTER = timedelta(minutes=15)
"""After a failure."""
_FETCHED_AGAIN = timedelta(days=1)
"""How long a recording stays that a reader asked for; what is made ahead of it is made at once."""
_NOBODY = Listening(ChatId(0))
_log = logging.getLogger(__name__)


class Studio:
    """Makes what will be wanted, as the bot's own voice says it."""

    def __init__(self, store: Store, voices: Voices, clock: Clock, recordings: Recordings | None = None) -> None:
        self._store = store
        self._voices = voices
        self._clock = clock
        self._recordings = recordings
        self._done: set[str] = set()
        self._rests_until = clock()
        self._working = asyncio.Lock()

    async def look(self) -> None:
        """See what the library's folders hold now."""
        await asyncio.to_thread(self._voices.sounds.look)
        if self._recordings:
            await asyncio.to_thread(self._recordings.look)

    async def clear(self) -> None:
        """Have what nobody listened to leave this machine's disk, and recordings that were fetched a while ago."""
        await self._voices.pieces.throw_away()
        if self._recordings:
            await self._recordings.throw_away(before=self._clock() - _FETCHED_AGAIN)

    async def ahead(self) -> None:
        """Make the digests of the newest issues; goes on where it stopped, and rests after a failure."""
        now = self._clock()
        await self.look()
        if (self._voices.engine is None and self._recordings is None) or self._working.locked():
            return
        if now < self._rests_until:
            return
        async with self._working:
            try:
                for listing in await self._store.episodes.issued_since(now.date() - AHEAD):
                    await self._digest(listing.id)
            except VoiceRefused:
                self._rests_until = now + timedelta(hours=1)
            except VoiceError:
                self._rests_until = now + AGAIN_AFTER
            finally:
                if self._recordings:
                    await self._recordings.throw_away()

    async def _digest(self, episode_id: int) -> None:
        listing = await self._store.episodes.get(episode_id)
        if listing is None or listing.withdrawn:
            return
        segments = await self._store.episodes.segments(listing.id)
        wanted = [(at, segments[at]) for at in listing.positions(DEFAULT_SIZE)]
        found = await self._voices.digest(listing, wanted, _NOBODY)
        if found is None or found[0].address in self._done:
            return
        pieces, whole = self._voices.pieces, found[0]
        for piece in (*found[1], whole):
            if not await pieces.has_room():  # it would be made in vain, and again after every start
                raise VoiceError("there is no room for what is made ahead")
            if piece is whole or await pieces.kept(piece) is None:
                await pieces.piece(piece, urgent=False)
        self._done.add(found[0].address)
        _log.info("voice: the digest of episode %s can be heard", episode_id)
