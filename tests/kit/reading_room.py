"""The real bot and its page on a thread of their own: every story a new reader, in the app of their choice."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from bot.app.demo import Demo, running_demo
from bot.app.dispatch import desk_of
from bot.app.sound import Sound
from bot.model.chat import ChatId
from bot.model.reading import WHOLE, Listing, Passage
from bot.reading.keeping import keep
from bot.sandbox.chat import Message
from bot.sandbox.launch import opened_at
from bot.sandbox.reader import Reader
from tests.kit.issues import write_issues
from tests.kit.made import served
from tests.kit.stage import STARTS_WITHIN
from tests.kit.tiny import tiny_lexicon

T = TypeVar("T")
_CODES = {"zh": "zh-hans", "en": "en"}


@dataclass
class ReadingRoom:
    """Nothing of the browser; what it is asked is done on the bot's own thread."""

    demo: Demo
    loop: asyncio.AbstractEventLoop
    _ids: itertools.count[int] = field(default_factory=lambda: itertools.count(900_001))
    _listings: dict[str, Listing] = field(default_factory=dict)

    def run(self, act: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(act, self.loop).result(60)

    def do(self, act: Callable[[], T]) -> T:
        async def acting() -> T:
            return act()

        return self.run(acting())

    def reader(self, language: str) -> Reader:
        """Somebody who has read nothing yet."""
        code = _CODES[language]
        reader = self.do(lambda: self.demo.world.reader(next(self._ids), language_code=code, known=True))
        self.run(desk_of(self.demo.app).readers.reader(ChatId(reader.chat.id), code))
        return reader

    def address(self, reader: Reader) -> str:
        """Where the app opens the page for them, signed."""
        world = self.demo.world
        return self.do(lambda: opened_at(f"{self.demo.url}/app/", reader.user, world.token, world.now()))

    def listing(self, title: str) -> Listing:
        if not self._listings:
            self._listings = {each.title: each for each in self.run(served(self.demo.store))}
        return self._listings[title]

    def saves(self, reader: Reader, title: str, *segments: int) -> None:
        """The first gloss of each of these segments is in the reader's vocabulary."""

        async def saving() -> None:
            store, listing = self.demo.store, self.listing(title)
            found = await store.episodes.segments(listing.id)
            for at in segments:
                passage = Passage(listing, found[at], WHOLE, at)
                await keep(store, ChatId(reader.chat.id), passage, found[at].glosses[0], self.demo.clock())

        self.listing(title)
        self.run(saving())

    def writes(self, reader: Reader, text: str, sees: str = "") -> Message:
        """In the chat; the bot's answer that has `sees` in it."""
        before = self.do(lambda: len(reader.received))
        self.do(lambda: reader.send(text))

        def answers() -> list[Message]:
            return [message for message in reader.received[before:] if sees in message.text]

        self.until(answers)
        return answers()[0]

    def taps(self, reader: Reader, message: Message, button: str) -> None:
        """A button of a card in the chat, and what it does is seen."""
        before = message.content
        tap = self.do(lambda: reader.tap(message, button))
        self.until(lambda: tap.answer is not None and message.content != before)

    def until(self, holds: Callable[[], object]) -> None:
        self.run(self.demo.world.until(holds, seconds=50))


def _our_issues(folder: Path) -> None:
    write_issues(folder, datetime.now(UTC).date())


@contextmanager
def reading_room(
    folder: Path, fill: Callable[[Path], None] = _our_issues, *, sound: Sound | None = None
) -> Iterator[ReadingRoom]:
    """Open for the block; `folder` takes its files, `fill` writes what is read there, `sound` says it."""
    episodes, lexicon = folder / "episodes", folder / "lexicon.db"
    episodes.mkdir()
    fill(episodes)
    tiny_lexicon(lexicon)
    loop, ready, stop = asyncio.new_event_loop(), threading.Event(), asyncio.Event()
    opened: list[Demo] = []

    async def run() -> None:
        async with running_demo(episodes, lexicon=lexicon, sound=sound) as demo:
            opened.append(demo)
            ready.set()
            await stop.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(run()), daemon=True)
    thread.start()
    try:
        assert ready.wait(STARTS_WITHIN)
        yield ReadingRoom(opened[0], loop)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(60)
        loop.close()
