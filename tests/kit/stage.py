"""What the page is shown on: the real demo in a process of its own, or a bare world that the test fills."""

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, TypeVar

from bot.app.cast import populate
from bot.app.movable_clock import MovableClock
from bot.sandbox.calls import answer
from bot.sandbox.files import Upload
from bot.sandbox.page import CannotFetch, CannotLeap, Facts, Leap, Page
from bot.sandbox.server import serve
from bot.sandbox.world import World

T = TypeVar("T")
STARTS_WITHIN = 60.0
"""Seconds; generous, because test machines are busy."""


@dataclass
class Running:
    """`buildspeak demo` as a person starts it."""

    process: subprocess.Popen[str]
    said: str
    address: str

    def interrupt(self) -> int:
        """Ctrl-C; returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


@contextmanager
def demo(*options: str, environment: Mapping[str, str] | None = None) -> Iterator[Running]:
    """The demo for the block."""
    command = [sys.executable, "-m", "bot", "demo", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})}
    )
    try:
        said = _told(process)
        address = re.search(r"http://\S+", said)
        assert address, said
        yield Running(process, said, address.group())
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(60)
        assert process.stdout
        process.stdout.close()


def _told(process: subprocess.Popen[str]) -> str:
    """The lines up to the one that says how to end it."""
    assert process.stdout
    said = ""
    while "Ctrl-C" not in said:
        line = process.stdout.readline()
        assert line, f"ended with {process.wait()} after {said!r}"
        said += line
    return said


@dataclass
class Empty:
    """A backstage with nobody there: the page on its own."""

    clock: MovableClock
    zone: str | None = "Asia/Shanghai"
    tables: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    restarts: int = 0
    has_lexicon: bool = False
    fetchable: bool = True

    async def facts(self, chat_id: int) -> Facts:
        return Facts(self.zone, None, self.tables)

    async def leap(self, leap: Leap, chat_id: int) -> None:
        if leap is Leap.DIGEST:
            raise CannotLeap("no digest is due")
        self.clock.move_to(self.clock() + timedelta(hours=1))

    async def restart(self) -> None:
        self.restarts += 1

    async def fetch_lexicon(self, tell: Callable[[str], None]) -> None:
        tell("reading pronunciations")
        if self.fetchable:
            self.has_lexicon = True
        else:
            raise CannotFetch("npm is not installed")


@dataclass
class Stage:
    """A world without a bot, and its page, on a thread of their own."""

    world: World
    backstage: Empty
    loop: asyncio.AbstractEventLoop
    address: str = ""

    def do(self, act: Callable[[World], T]) -> T:
        """Change the world on its own thread."""

        async def acting() -> T:
            return act(self.world)

        return asyncio.run_coroutine_threadsafe(acting(), self.loop).result(30)

    def tapped(self, data: str) -> str:
        """Wait until a button with this data has been pressed; the id of the query."""

        async def waiting() -> str:
            found: list[str] = []

            def seen() -> bool:
                found[:] = [tap.id for tap in self.world.taps.values() if tap.data == data]
                return bool(found)

            await self.world.until(seen)
            return found[-1]

        return asyncio.run_coroutine_threadsafe(waiting(), self.loop).result(30)

    def call(self, method: str, **given: Any) -> Any:
        """Call the Bot API as a bot would; files are uploads, all else text or JSON."""
        texts = {n: v if isinstance(v, str | Upload) else json.dumps(v) for n, v in given.items()}
        calling = answer(self.world, self.world.token, method, texts)
        response = asyncio.run_coroutine_threadsafe(calling, self.loop).result(30)
        assert response.status == 200, response.body
        return response.body["result"]


@contextmanager
def bare() -> Iterator[Stage]:
    """The page on a world that only the test speaks in."""
    clock = MovableClock()
    world = World(clock=clock)
    populate(world)
    for chat in world.chats.values():
        chat.known = True
    stage = Stage(world, Empty(clock), asyncio.new_event_loop())
    ready, stop = threading.Event(), asyncio.Event()

    async def run() -> None:
        page = Page(world, stage.backstage)
        async with serve(world, more=[page.route]) as url:
            stage.address = url + page.path
            ready.set()
            await stop.wait()
            page.close()

    thread = threading.Thread(target=lambda: stage.loop.run_until_complete(run()), daemon=True)
    thread.start()
    try:
        assert ready.wait(STARTS_WITHIN)
        yield stage
    finally:
        stage.loop.call_soon_threadsafe(stop.set)
        thread.join(30)
        stage.loop.close()
