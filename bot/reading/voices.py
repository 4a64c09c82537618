"""What can be heard, and from where: an original recording, prepared files, an engine.

It says what there is and how it is made; `pieces` makes it, once for all.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256

from bot.model.reading import Listing, Passage
from bot.model.term import Term
from bot.model.voice import Listening, Sound
from bot.reading.pieces import Heard, Pieces, Wanted, in_a_row
from bot.reading.recordings import Recordings
from bot.reading.sounds import Sounds
from bot.store import Store
from content.episode.episode import Episode, Segment
from content.voice.casting import accent, cast
from content.voice.line import (
    Engine,
    Line,
    NothingToSay,
    Voice,
    VoiceError,
    address,
)
from content.voice.prepared import GAP
from content.voice.saying import opening

LONG = 12
"""Seconds from which on what comes first is heard by itself, until the whole is there."""


class Voices:
    """All that can be heard. Without an engine only what is prepared, or nothing."""

    def __init__(
        self,
        store: Store,
        pieces: Pieces,
        sounds: Sounds,
        *,
        engine: Engine | None = None,
        recordings: Recordings | None = None,
        silent_because: str = "",
    ) -> None:
        self.pieces = pieces
        self.engine = engine
        self.sounds = sounds
        self.silent_because = silent_because
        self._store = store
        self._recordings = recordings

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
        ready = self.sounds.address(segment.english)
        if ready is not None and (self.engine is None or (not listening.timbre and listening.speed == 100)):
            return Wanted(ready, _prepared(self.sounds.voice, segment.english), 0)
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
            ready = self.sounds.address_of_sentence(text)
            return None if ready is None else Wanted(ready, _prepared(self.sounds.voice_of_sentence, text), 0)
        return self._said(Line(text, self._timbre(listening.timbre), listening.speed / 100), self.engine)

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
            return Sound(wanted.address, (await self.pieces.piece(wanted, urgent=False))[1])
        except VoiceError:
            return Sound("", b"")

    async def _together(self, parts: Sequence[tuple[int, Segment, Wanted, Wanted | None]], *, urgent: bool) -> Voice:
        """Segments one after the other; `sentences` of the whole are its segments, by their positions."""
        said: list[tuple[int, Heard, Heard | None]] = []
        for position, _, wanted, aside in parts:
            try:
                heard = await self.pieces.piece(wanted, urgent=urgent)
            except NothingToSay:
                continue
            beside = None
            with suppress(NothingToSay):
                beside = await self.pieces.piece(aside, urgent=urgent) if aside is not None else None
            said.append((position, heard, beside))
        if not said:
            raise NothingToSay("nothing in it can be said")
        return await asyncio.to_thread(in_a_row, said)

    def _said(self, line: Line, engine: Engine) -> Wanted:
        async def make(urgent: bool) -> Voice:  # noqa: FBT001 - as every maker is called
            return await engine.say(line, urgent=urgent)

        seconds = 2 + len(line.text) // 22
        return Wanted(address(line, engine.name), make, seconds, first=self._first(line, engine, seconds))

    def _first(self, line: Line, engine: Engine, seconds: int) -> Wanted | None:
        """Where an engine on this machine takes long. One that is paid would be paid twice for it."""
        if seconds < LONG or engine.bill:
            return None
        first = opening(line.text, line.language)
        return self._said(replace(line, text=first), engine) if first and first != line.text.strip() else None

    async def _roles(self, listing: Listing, timbre: str) -> dict[str | None, str]:
        """Who says what in an episode; a show's speakers keep their voices."""
        if self.engine is None:
            return {}
        narrator = self._timbre(timbre)
        segments = await self._store.episodes.segments(listing.id)
        episode = Episode(listing.kind, listing.show, listing.title, segments)
        known = await self._store.voices.roles(listing.show, accent(narrator))
        available = {name: voice for name, voice in known.items() if voice in self.engine.timbres}
        roles = cast(episode, self.engine.timbres, narrator, available)
        new = {name: voice for name, voice in roles.items() if name and name not in known}
        if new and len(roles) > 2:
            await self._store.voices.cast(listing.show, accent(narrator), new)
        return roles

    def _timbre(self, wanted: str) -> str:
        """The voice that a chat chose, as long as there is one of this name."""
        timbres = self.engine.timbres if self.engine else ()
        return wanted if wanted in timbres else timbres[0] if timbres else wanted


@lru_cache(1024)
def sayable(text: str) -> bool:
    """Whether there is a word in a text, and not only an address."""
    from content.voice.spoken import spoken  # its expressions take a moment to make, and not every bot speaks

    return any(each.words not in (("link",), ("email", "address")) for each in spoken(text))


def _prepared(voice_of: Callable[[str], Voice | None], text: str) -> Callable[[bool], Awaitable[Voice]]:
    async def make(_urgent: bool) -> Voice:  # noqa: FBT001 - as every maker is called
        voice = await asyncio.to_thread(voice_of, text)
        if voice is None:
            raise VoiceError("prepared audio cannot be read")
        return voice

    return make
