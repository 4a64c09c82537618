"""`python -m tests.bench.walks`: every file of bot and content that a tap and a push pass through, in the demo.

Counted is each in which a function runs between the tap and what is written after its answer, or between the tick and
the delivery that is settled; not the sandbox, which is Telegram, nor the clock that the demo moves.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from bot.app.cast import CHINESE_READER
from bot.app.demo import running_demo
from bot.app.dispatch import desk_of
from bot.app.movable_clock import MovableClock
from bot.model.chat import ChatId
from bot.sandbox.chat import Chat, Message
from bot.sandbox.reader import Reader
from bot.sandbox.world import World

ROOT = Path(__file__).parents[2]
_LEFT_OUT = ("bot/sandbox/", "bot/app/movable_clock.py")
_AFTERWARDS = 0.5
"""Seconds in which what follows an answer is written."""


class Walks:
    """Hears of every function that is entered, in each thread that begins after it."""

    def __init__(self) -> None:
        self._entered: dict[str, None] | None = None
        threading.setprofile(self._hear)
        sys.setprofile(self._hear)

    def _hear(self, frame: FrameType, event: str, _: object) -> None:
        entered = self._entered
        if entered is not None and event == "call" and frame.f_code.co_name != "<module>":
            entered.setdefault(frame.f_code.co_filename)

    @contextmanager
    def walk(self) -> Iterator[list[str]]:
        """The files that are entered in the block, the first first; the list is filled at its end."""
        entered: dict[str, None] = {}
        files: list[str] = []
        self._entered = entered
        yield files
        self._entered = None
        names = [name.removeprefix(f"{ROOT}/") for name in list(entered)]
        files += [name for name in names if name.startswith(("bot/", "content/")) and not name.startswith(_LEFT_OUT)]


async def walks() -> dict[str, list[str]]:
    """Of a tap on the next segment, and of a push to who has a term to review."""
    heard, clock = Walks(), MovableClock()
    async with running_demo(ROOT / "content" / "episodes", clock=clock) as shown:
        if shown.app.job_queue is not None:
            shown.app.job_queue.scheduler.remove_all_jobs()
        world, reader = shown.world, shown.world.readers[CHINESE_READER]
        reader.send("/start")
        reader.send("/today")
        await _until(world, lambda: _begins(reader.chat))
        card = _begins(reader.chat)[0]
        for button in ("开始阅读", "①", "下一段"):
            await _turned(world, reader, card, button)
        with heard.walk() as tap:
            await _turned(world, reader, card, "下一段")
        subscription = await shown.store.subscriptions.get(ChatId(CHINESE_READER))
        if subscription is None or subscription.next_due_at is None:
            raise RuntimeError("nothing is due")
        clock.move_to(subscription.next_due_at)
        count = len(reader.chat.messages)
        with heard.walk() as push:
            await desk_of(shown.app).courier.tick()
            await _until(world, lambda: len(reader.chat.messages) > count)
    return {"a tap": tap, "a push": push}


def _begins(chat: Chat) -> list[Message]:
    """Cards of a digest that can be begun."""
    return [each for each in chat.messages if _button(each, "开始阅读")]


async def _turned(world: World, reader: Reader, card: Message, button: str) -> None:
    """Tap it, and wait until the card is another."""
    before = card.text, card.buttons
    reader.tap(card, _button(card, button))
    await _until(world, lambda: (card.text, card.buttons) != before)


def _button(card: Message, said: str) -> str:
    return next((each.label for each in card.buttons if said in each.label), "")


async def _until(world: World, holds: Callable[[], object]) -> None:
    await world.until(holds)
    await asyncio.sleep(_AFTERWARDS)


if __name__ == "__main__":
    for name, files in asyncio.run(walks()).items():
        print(f"{name}: {len(files)} files", *files, sep="\n  ")  # noqa: T201
