"""What taps take while the machine speaks, and how long who listens waits. A tool, not a test.

`python -m tests.bench.speaking --voice DATA_DIR/voice` wants the extra `voice` and what `buildspeak voice` fetches.
Taps: p50 and p99 with and without rendering beside them; rounds take turns, so that a noisy machine is noisy for both,
and the first of each is not counted. Waits: what is heard first, and the whole, of segments of the library that nobody
rendered, one by one: when the process is not there yet, and while it renders ahead.
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bot.app.sound import Sound
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from content.voice.booth import Booth
from content.voice.engines import KokoroEngine
from content.voice.line import Line
from content.voice.saying import opening
from tests.bench.voice import sample
from tests.kit.clock import Clock
from tests.kit.story import Story, episode, segment

_SPOKEN = " ".join(segment(number).english for number in range(8))


class _Now(Clock):
    def __call__(self) -> datetime:
        return datetime.now(UTC)


async def waits(folder: Path, *, segments: int) -> None:
    """Ask for segments of the library as a reader does, by a process that is not there yet or has something to do."""
    for name, busy in (("not there yet", False), ("rendering ahead", True)):
        first, whole = [], []
        for number, asked in enumerate(sample(segments)):
            booth = Booth(folder)
            engine = KokoroEngine(booth, folder)
            line = Line(asked.english, engine.timbres[number % 2])
            ahead = asyncio.create_task(engine.say(Line(_SPOKEN, engine.timbres[0]))) if busy else None
            await asyncio.sleep(number % 5 + 3 if busy else 0)
            began = time.perf_counter()
            await engine.say(replace(line, text=opening(line.text)), urgent=True)
            first.append(time.perf_counter() - began)
            await engine.say(line, urgent=True)
            whole.append(time.perf_counter() - began)
            if ahead is not None:
                ahead.cancel()
                await asyncio.wait((ahead,))
            await booth.close()
        print(  # noqa: T201
            f"{name}: first sound median {median(first):.1f}, worst {max(first):.1f} s (wanted: at most 8); "
            f"whole segment median {median(whole):.1f}, worst {max(whole):.1f} s (wanted: at most 40)"
        )


async def measured(folder: Path, *, rounds: int, taps: int) -> None:
    """Tap through an episode, again and again."""
    booth = Booth(folder)
    engine = KokoroEngine(booth, folder)
    clock = _Now()
    with tempfile.TemporaryDirectory(prefix="bench-speaking-") as data:
        settings = {"data_dir": Path(data), "bundled_episodes": False}
        story = Story(f"sqlite:///{data}/bench.db", clock, World(clock=clock), settings, sound=Sound(engine))
        async with story.bot():
            await story.publish(episode(length=40, day=None))
            reader = story.reader()
            card = await story.begins(reader)
            await story.taps(reader, "▶", card)
            await booth.say(Line("Warm up.", engine.timbres[0]))
            quiet, beside = [], []
            for number in range(rounds + 1):
                without = await _tapping(story, reader, card, taps)
                async with _rendering(engine):
                    speaking = await _tapping(story, reader, card, taps)
                if number:
                    quiet.append(without)
                    beside.append(speaking)
                    print(f"round {number}: without {_told(without)}, with {_told(speaking)} ms")  # noqa: T201
    await booth.close()
    ratios = [with_[1] / without[1] for without, with_ in zip(quiet, beside, strict=True)]
    print(f"p99 with : without, median of {rounds} rounds: {median(ratios):.2f} (wanted: at most 1.5)")  # noqa: T201


async def _tapping(story: Story, reader: Reader, card: Message, taps: int) -> tuple[float, float]:
    """The median and the 99th of a hundred, in milliseconds."""
    times = []
    for number in range(taps - taps % 14):  # there and back again
        reader.tap(card, "下一段" if number % 14 < 7 else "上一段")
        began = time.perf_counter()
        await story.delivered()
        times.append(1000 * (time.perf_counter() - began))
        await story.desk.reply.edits.idle()
        await asyncio.sleep(0.01)
    times.sort()
    return times[len(times) // 2], times[len(times) * 99 // 100]


@asynccontextmanager
async def _rendering(engine: KokoroEngine) -> AsyncIterator[None]:
    async def render() -> None:
        while True:
            await engine.say(Line(_SPOKEN, engine.timbres[0]))

    rendering = asyncio.create_task(render())
    await asyncio.sleep(0.5)
    try:
        yield
    finally:
        rendering.cancel()
        with suppress(asyncio.CancelledError):
            await rendering


def _told(pair: tuple[float, float]) -> str:
    return f"p50 {pair[0]:.2f} p99 {pair[1]:.2f}"


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--voice", type=Path, required=True)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--taps", type=int, default=400)
    asked.add_argument("--waits", type=int, default=12, metavar="SEGMENTS")
    given = asked.parse_args()
    if given.rounds:
        asyncio.run(measured(given.voice, rounds=given.rounds, taps=given.taps))
    if given.waits:
        asyncio.run(waits(given.voice, segments=given.waits))


if __name__ == "__main__":
    main()
