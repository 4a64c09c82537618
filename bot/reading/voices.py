"""What can be heard, and from where: an original recording, prepared files, an engine.

A piece is made once, by its address; everybody else gets what was made. What an engine fails at is tried again when it
is asked for again, and the operator can read why. Nothing here knows Telegram: `fetch` brings back a file by its id.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256

from bot.model.clock import Clock
from bot.model.reading import Listing, Passage
from bot.model.term import Term
from bot.model.voice import Kept, Listening, Sound
from bot.reading.recordings import Recordings
from bot.reading.shelf import Shelf
from bot.reading.sounds import Sounds
from bot.store import Store
from content.episode.episode import Episode, Segment
from content.voice import mp3
from content.voice.casting import accent, cast
from content.voice.line import (
    Engine,
    Line,
    NothingToSay,
    Timing,
    Voice,
    VoiceError,
    VoiceRefused,
    address,
    sentences_of,
)
from content.voice.prepared import GAP

FORGOTTEN_AFTER = timedelta(days=30)
"""What nobody listened to for so long leaves the disk."""
MOST_FETCHED = 20_000_000
"""Bytes that Telegram gives back of one file."""
_HEARD_ANEW = timedelta(days=1)
LONG = 12
"""Seconds from which on the first sentence is heard by itself, until the whole is there."""
_ASIDE = 400
"""Milliseconds between an English piece and its Chinese."""

Fetch = Callable[[str], Awaitable[bytes]]
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A piece that can be had: its address, and how it is made in about `seconds`, 0 for at once.

    An `original` is cut out of the recording. `first` is the first sentence of what takes long, to be heard meanwhile.
    """

    address: str
    make: Callable[[bool], Awaitable[Voice]]
    seconds: int
    original: bool = False
    first: Wanted | None = None


class Voices:
    """All that can be heard. Without an engine only what is prepared, or nothing."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        shelf: Shelf,
        sounds: Sounds,
        *,
        engine: Engine | None = None,
        recordings: Recordings | None = None,
        fetch: Fetch | None = None,
        silent_because: str = "",
    ) -> None:
        self.store = store
        self.engine = engine
        self.sounds = sounds
        self.trouble = ""
        self.silent_because = silent_because
        self._clock = clock
        self._shelf = shelf
        self._recordings = recordings
        self._fetch = fetch
        self._making: dict[str, asyncio.Task[tuple[Kept, bytes]]] = {}

    def offers(self, segment: Segment, *, has_words: bool | None = None) -> bool:
        """Whether a segment can be heard; asked for every card, so that it may not wait for anything.

        Whether it `has_words` takes two milliseconds to find out, where nobody knows.
        """
        if self.sounds.has(segment.english) or self.engine is None:
            return self.sounds.has(segment.english)
        return sayable(segment.english) if has_words is None else has_words

    def offers_digest(self, listing: Listing) -> bool:
        """Whether an episode's digest can be heard."""
        return self.engine is not None or self.sounds.has_episode(listing.key)

    @property
    def offers_anything(self) -> bool:
        """Whether there is any sound at all."""
        return self.engine is not None or self.sounds.any

    def offers_term(self, term: Term) -> bool:
        """Whether a term can be heard, or at least the sentence it was met in."""
        return (self.engine is not None and sayable(term.headword)) or self.offers_sentence(term)

    def offers_sentence(self, term: Term) -> bool:
        """Whether the sentence that a term was met in can be heard."""
        sentence = term.contexts[0].sentence if term.contexts else ""
        return self.sounds.has_sentence(sentence) or (self.engine is not None and sayable(sentence))

    def offers_word(self, word: str) -> bool:
        """Whether a word can be said."""
        return self.engine is not None and sayable(word)

    @property
    def offers_both(self) -> bool:
        """Whether Chinese can be heard too."""
        return self.engine is not None and bool(self.engine.chinese)

    async def of_passage(self, passage: Passage, listening: Listening) -> Wanted | None:
        """A segment as a chat hears it: recorded, prepared, else by an engine; None where there is nothing."""
        return await self.of_segment(passage.listing, passage.segment, listening)

    async def of_segment(self, listing: Listing, segment: Segment, listening: Listening) -> Wanted | None:
        """The same for a segment of an episode."""
        if self._recordings and (cut := await self._recordings.find(listing.key, segment)) is not None:
            return Wanted(cut.address, cut.make, 10, original=True)
        ready = self.sounds.find(segment.english)
        if ready is not None and (self.engine is None or (not listening.timbre and listening.speed == 100)):
            return Wanted(ready[0], _at_once(ready[1]), 0)
        if self.engine is None or not sayable(segment.english):
            return None
        roles = await self._roles(listing, listening.timbre)
        line = Line(segment.english, roles.get(segment.speaker, roles[None]), listening.speed / 100)
        return self._said(line, self.engine)

    def of_chinese(self, segment: Segment, listening: Listening) -> Wanted | None:
        """A segment's translation, where an engine speaks Chinese well enough."""
        if self.engine is None or not self.engine.chinese or not segment.chinese:
            return None
        return self._said(
            Line(segment.chinese, self.engine.chinese[0], listening.speed / 100, language="zh"), self.engine
        )

    def of_text(self, text: str, listening: Listening) -> Wanted | None:
        """A word or a sentence by itself."""
        if self.engine is None or not sayable(text):
            ready = self.sounds.find_sentence(text)
            return None if ready is None else Wanted(ready[0], _at_once(ready[1]), 0)
        return self._said(Line(text, self._timbre(listening.timbre), listening.speed / 100), self.engine)

    async def made(self, address: str) -> bytes | None:
        """The bytes of a piece that was made, and that somebody listens to now."""
        kept = await self.store.voices.get(address)
        data = await self._again(kept) if kept is not None else None
        if kept is not None and data is not None and self._clock() - kept.heard_at > _HEARD_ANEW:
            await self.store.voices.heard(address, self._clock())
        return data

    async def kept(self, wanted: Wanted) -> Kept | None:
        """A piece that was made already and can be sent by its id, or is here."""
        return await self.store.voices.get(wanted.address)

    async def piece(self, wanted: Wanted, *, urgent: bool) -> tuple[Kept, bytes]:
        """A piece with its bytes: from here, from Telegram, else made; raises VoiceError.

        Who asks while it is being made waits for the same.
        """
        task = self._making.get(wanted.address)
        if task is None:
            task = self._making[wanted.address] = asyncio.create_task(self._piece(wanted, urgent=urgent))
            task.add_done_callback(lambda _: self._making.pop(wanted.address, None))
        return await asyncio.shield(task)

    async def digest(
        self, listing: Listing, segments: Sequence[tuple[int, Segment]], listening: Listening
    ) -> tuple[Wanted, tuple[Wanted, ...]] | None:
        """The digest as one piece, and the pieces it is made of; None where nothing of it can be heard."""
        parts: list[tuple[int, Segment, Wanted, Wanted | None]] = []
        for position, segment in segments:
            wanted = await self.of_segment(listing, segment, listening)
            if wanted is not None:
                aside = self.of_chinese(segment, listening) if listening.both else None
                parts.append((position, segment, wanted, aside))
        if not parts:
            return None
        names = "\n".join(f"{each.address} {aside.address if aside else ''}" for _, _, each, aside in parts)
        whole = sha256(f"digest\n{GAP}\n{names}".encode()).hexdigest()[:40]

        async def make(urgent: bool) -> Voice:  # noqa: FBT001 - as every maker is called
            return await self._together(parts, urgent=urgent)

        pieces = tuple(piece for _, _, one, aside in parts for piece in (one, aside) if piece is not None)
        return Wanted(whole, make, sum(each.seconds for each in pieces)), pieces

    async def of_terms(
        self, terms: Sequence[Term], listening: Listening, seconds: float
    ) -> dict[str, tuple[Sound, Sound]]:
        """How terms and their sentences sound, newest first, as far as can be had in so many seconds."""
        found: dict[str, tuple[Sound, Sound]] = {}
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                for term in sorted(terms, key=lambda each: each.created_at, reverse=True):
                    sentence = term.contexts[0].sentence if term.contexts else ""
                    pair = (await self._sound(term.headword, listening), await self._sound(sentence, listening))
                    if any(sound.data for sound in pair):
                        found[term.headword] = pair
        return found

    async def _sound(self, text: str, listening: Listening) -> Sound:
        wanted = self.of_text(text, listening)
        if wanted is None:
            return Sound("", b"")
        try:
            return Sound(wanted.address, (await self.piece(wanted, urgent=False))[1])
        except VoiceError:
            return Sound("", b"")

    async def throw_away(self) -> int:
        """Have what nobody listened to leave the disk; its times stay."""
        return await self._shelf.drop(*await self.store.voices.unheard(self._clock() - FORGOTTEN_AFTER))

    async def _piece(self, wanted: Wanted, *, urgent: bool) -> tuple[Kept, bytes]:
        kept = await self.store.voices.get(wanted.address)
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
        kept = await self.store.voices.put(wanted.address, voice, self._clock())
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
            mp3.frames(data)
        except (OSError, mp3.NotMp3):
            return None
        with suppress(OSError):  # it is heard now: the next part of it must not come from Telegram again
            await self._shelf.put(kept.address, data)
        return data

    async def _together(self, parts: Sequence[tuple[int, Segment, Wanted, Wanted | None]], *, urgent: bool) -> Voice:
        """Segments one after the other; `sentences` of the whole are its segments, by their positions."""
        data: list[bytes] = []
        marks: list[Timing] = []
        at = 0
        for position, _, wanted, aside in parts:
            try:
                kept, said = await self.piece(wanted, urgent=urgent)
            except NothingToSay:
                continue
            if data:
                data.append(mp3.silence(said, GAP))
                at += mp3.duration(data[-1])
            marks.append(Timing(position, position + 1, at, at + kept.duration))
            data.append(said)
            at += kept.duration
            if aside is not None:
                kept, said = await self.piece(aside, urgent=urgent)
                quiet = mp3.silence(said, _ASIDE)
                data += [quiet, said]
                at += mp3.duration(quiet) + kept.duration
        if not data:
            raise NothingToSay("nothing in it can be said")
        whole = mp3.joined(data)
        return Voice(whole, mp3.duration(whole), tuple(marks))

    def _said(self, line: Line, engine: Engine) -> Wanted:
        async def make(urgent: bool) -> Voice:  # noqa: FBT001 - as every maker is called
            return await engine.say(line, urgent=urgent)

        seconds = 2 + len(line.text) // 22
        return Wanted(address(line, engine.name), make, seconds, first=self._first(line, engine, seconds))

    def _first(self, line: Line, engine: Engine, seconds: int) -> Wanted | None:
        """Where an engine on this machine takes long. One that is paid would be paid twice for it."""
        if seconds < LONG or engine.bill:
            return None
        (start, end), *others = sentences_of(line.text, line.language)
        return self._said(replace(line, text=line.text[start:end]), engine) if others else None

    async def _roles(self, listing: Listing, timbre: str) -> dict[str | None, str]:
        """Who says what in an episode; a show's speakers keep their voices."""
        if self.engine is None:
            return {}
        narrator = self._timbre(timbre)
        segments = await self.store.episodes.segments(listing.id)
        episode = Episode(listing.kind, listing.show, listing.title, segments)
        known = await self.store.voices.roles(listing.show, accent(narrator))
        available = {name: voice for name, voice in known.items() if voice in self.engine.timbres}
        roles = cast(episode, self.engine.timbres, narrator, available)
        new = {name: voice for name, voice in roles.items() if name and name not in known}
        if new and len(roles) > 2:
            await self.store.voices.cast(listing.show, accent(narrator), new)
        return roles

    def _timbre(self, wanted: str) -> str:
        """The voice that a chat chose, as long as there is one of this name."""
        timbres = self.engine.timbres if self.engine else ()
        return wanted if wanted in timbres else timbres[0] if timbres else wanted

    def _in_trouble(self, why: str, *, told: bool) -> None:
        if self.trouble != why:
            (_log.warning if told else _log.error)("voice: %s", why)
        self.trouble = why


@lru_cache(1024)
def sayable(text: str) -> bool:
    """Whether there is a word in a text, and not only an address."""
    from content.voice.spoken import spoken  # its expressions take a moment to make, and not every bot speaks

    return any(each.words not in (("link",), ("email", "address")) for each in spoken(text))


def marks_of(kept: Kept) -> tuple[tuple[int, int], ...]:
    """Of a digest's audio: each segment's position and the millisecond at which it begins."""
    return tuple((mark.start, mark.since) for mark in kept.sentences)


def _at_once(voice: Voice) -> Callable[[bool], Awaitable[Voice]]:
    async def make(_urgent: bool) -> Voice:  # noqa: FBT001 - as every maker is called
        return voice

    return make
