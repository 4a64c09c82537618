"""Pieces of sound: each is made once, by its address; everybody else gets what was made.

What an engine fails at is tried again when it is asked for again, and the operator can read why.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from bot.model.clock import Clock
from bot.model.voice import Kept
from bot.reading.shelf import Shelf
from bot.store import Store
from content.voice import mp3
from content.voice.line import NothingToSay, Timing, Voice, VoiceError, VoiceRefused
from content.voice.prepared import GAP

FORGOTTEN_AFTER = timedelta(days=30)
"""What nobody listened to for so long leaves the disk."""
MOST_FETCHED = 20_000_000
"""Bytes that Telegram gives back of one file."""
_HEARD_ANEW = timedelta(days=1)
_ASIDE = 400
"""Milliseconds between an English piece and its Chinese."""

Fetch = Callable[[str], Awaitable[bytes]]
Heard = tuple[Kept, bytes]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A piece that can be had: its address, and how it is made in about `seconds`, 0 for at once.

    An `original` is cut out of the recording. `first` is how what takes long begins, to be heard meanwhile.
    """

    address: str
    make: Callable[[bool], Awaitable[Voice]]
    seconds: int
    original: bool = False
    first: Wanted | None = None


class Pieces:
    """Makes, keeps and finds them. Nothing here knows Telegram: `fetch` brings back a file by its id."""

    def __init__(self, store: Store, clock: Clock, shelf: Shelf, *, fetch: Fetch | None = None) -> None:
        self.trouble = ""
        """Why the last that could not be made was not."""
        self._store = store
        self._clock = clock
        self._shelf = shelf
        self._fetch = fetch
        self._making: dict[str, asyncio.Task[tuple[Kept, bytes]]] = {}

    async def made(self, address: str) -> bytes | None:
        """The bytes of a piece that was made, and that somebody listens to now."""
        kept = await self._store.voices.get(address)
        data = await self._again(kept) if kept is not None else None
        if kept is not None and data is not None and self._clock() - kept.heard_at > _HEARD_ANEW:
            await self._store.voices.heard(address, self._clock())
        return data

    async def kept(self, wanted: Wanted) -> Kept | None:
        """A piece that was made already and can be sent by its id, or is here."""
        return await self._store.voices.get(wanted.address)

    async def piece(self, wanted: Wanted, *, urgent: bool) -> tuple[Kept, bytes]:
        """A piece with its bytes: from here, from Telegram, else made; raises VoiceError.

        Who asks while it is being made waits for the same.
        """
        task = self._making.get(wanted.address)
        if task is None:
            task = self._making[wanted.address] = asyncio.create_task(self._piece(wanted, urgent=urgent))
            task.add_done_callback(lambda _: self._making.pop(wanted.address, None))
        return await asyncio.shield(task)

    async def has_room(self) -> bool:
        """Whether what is made can be kept; where it cannot, the operator is told."""
        if await self._shelf.has_room():
            return True
        self._in_trouble(f"{os.strerror(errno.ENOSPC)}: {self._shelf.folder}", told=False)
        return False

    async def throw_away(self) -> int:
        """Have what nobody listened to leave the disk; its times stay."""
        return await self._shelf.drop(*await self._store.voices.unheard(self._clock() - FORGOTTEN_AFTER))

    async def _piece(self, wanted: Wanted, *, urgent: bool) -> tuple[Kept, bytes]:
        kept = await self._store.voices.get(wanted.address)
        if kept is not None and (data := await self._again(kept)) is not None:
            return kept, data
        try:
            voice = await wanted.make(urgent)
        except NothingToSay:
            raise
        except VoiceError as error:
            self._in_trouble(str(error), told=isinstance(error, VoiceRefused))
            raise
        self.trouble = ""
        kept = await self._store.voices.put(wanted.address, voice, self._clock())
        try:
            await self._shelf.put(wanted.address, voice.data)
        except OSError as error:  # it is heard all the same, and Telegram will keep it
            self._in_trouble(f"{error.strerror or error}: {self._shelf.folder}", told=False)
        return kept, voice.data

    async def _again(self, kept: Kept) -> bytes | None:
        """The bytes of what was made: from the disk, else from Telegram."""
        data = await self._shelf.get(kept.address)
        if data is not None or kept.file_id is None or self._fetch is None or kept.size > MOST_FETCHED:
            return data
        try:
            data = await self._fetch(kept.file_id)
            await asyncio.to_thread(mp3.frames, data)
        except (OSError, mp3.NotMp3):
            return None
        with suppress(OSError):  # it is heard now: the next part of it must not come from Telegram again
            await self._shelf.put(kept.address, data)
        return data

    def _in_trouble(self, why: str, *, told: bool) -> None:
        if self.trouble != why:
            (_log.warning if told else _log.error)("voice: %s", why)
        self.trouble = why


def marks_of(kept: Kept) -> tuple[tuple[int, int], ...]:
    """Of a digest's audio: each segment's position and the millisecond at which it begins."""
    return tuple((mark.start, mark.since) for mark in kept.sentences)


def in_a_row(said: Sequence[tuple[int, Heard, Heard | None]]) -> Voice:
    """Segments by their positions, each with its Chinese where it has that, as one: its sentences are the segments."""
    data: list[bytes] = []
    marks: list[Timing] = []
    at = 0
    for position, (kept, sound), beside in said:
        if data:
            data.append(mp3.silence(sound, GAP))
            at += mp3.duration(data[-1])
        marks.append(Timing(position, position + 1, at, at + kept.duration))
        data.append(sound)
        at += kept.duration
        if beside is not None:
            quiet = mp3.silence(beside[1], _ASIDE)
            data += [quiet, beside[1]]
            at += mp3.duration(quiet) + beside[0].duration
    whole = mp3.joined(data)
    return Voice(whole, mp3.duration(whole), tuple(marks))
