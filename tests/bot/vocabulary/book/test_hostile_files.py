"""A file of a stranger's costs a moment and little memory, and keeps nobody else from being answered."""

import asyncio
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from bot.sandbox.world import World
from tests.kit.alive import alive
from tests.kit.story import Story

MEGABYTES = 12
SIZE = MEGABYTES * 1024 * 1024
JSON = b'{"format":"buildspeak-vocabulary","version":1,"terms":['
FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "one word a million times": (".csv", lambda: b"latency\n" * (SIZE // 8)),
    "one row of commas": (".csv", lambda: b"," * SIZE),
    "rows of commas": (".csv", lambda: (b"a" + b"," * 60_000 + b"\n") * (SIZE // 60_002)),
    "one line": (".txt", lambda: b"a" * SIZE),
    "a quote that never closes": (".csv", lambda: b'"' + b"a\n" * (SIZE // 2)),
    "quotes": (".tsv", lambda: b'"' * SIZE),
    "empty lines": (".txt", lambda: b"\n" * SIZE),
    "lists in lists": (".json", lambda: b"[" * SIZE),
    "empty lists": (".json", lambda: JSON + b"[]," * (SIZE // 3) + b"[]]}"),
    "empty objects": (".json", lambda: JSON + b"{}," * (SIZE // 3) + b"{}]}"),
    "numbers": (".json", lambda: JSON + b"1," * (SIZE // 2) + b"1]}"),
    "keys that do not belong there": (".json", lambda: b"{" + b",".join(b'"%d":1' % n for n in range(900_000)) + b"}"),
    "such keys in a term": (".json", lambda: JSON + b"{" + b",".join(b'"%d":1' % n for n in range(900_000)) + b"}]}"),
    "one long key": (".json", lambda: b'{"' + b"a" * SIZE + b'":1}'),
    "one long number": (".json", lambda: b"1" * SIZE),
}
"""Made when they are asked for: they are two hundred megabytes, and whoever collects tests needs none of them."""
READ = """
import resource, sys, time
from datetime import UTC, datetime
from bot.model.book import BookError
from bot.vocabulary.book import document, table
data = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
began = time.process_time()
try:
    document.read(data) if sys.argv[1] == ".json" else table.read(data, datetime.now(UTC))
except BookError:
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(time.process_time() - began, grown // 1024)
"""


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_in_a_moment_and_in_little_memory(name: str) -> None:
    suffix, made = FILES[name]
    command = [sys.executable, "-c", READ, suffix]
    told = subprocess.run(command, input=made(), capture_output=True, timeout=60, check=True).stdout.decode().split()
    seconds, megabytes = float(told[0]), int(told[1])
    assert seconds < 3
    assert megabytes < 250


async def test_a_size_that_is_stated_is_not_believed(story: Story) -> None:
    reader = story.reader()
    reader.send_file("words.csv", b"latency\n" * ((SIZE + 8) // 8))
    (update,) = story.world.inbox.pending
    document: Any = update.body["document"]
    document["file_size"] = 5
    await story.settle()
    assert reader.last.text == "文件太大了，最多 12 MB。"


async def test_twelve_readers_with_twelve_megabytes_each_leave_others_taps_alone(sqlite_url: str) -> None:
    world = World()
    senders, other = [world.reader(100 + number) for number in range(12)], world.reader(7)
    data = b"latency\n" * (SIZE // 8)
    async with alive(sqlite_url, world):
        calm = max([await _answered(world, other) for _ in range(3)])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for sender in senders:
            sender.send_file("words.csv", data)
        taken = [await _answered(world, other) for _ in range(20)]
        await world.until(lambda: all(sender.received for sender in senders), seconds=60)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    assert sorted(taken)[-2] < 1.5 + 10 * calm  # a busy machine is slow before it too
    assert grown < 250
    assert {sender.last.text for sender in senders} == {"这个文件读不出来。第 60001 行：超过 60000 行。"}


async def test_a_file_is_read_beside_the_loop_and_others_are_answered_meanwhile(sqlite_url: str) -> None:
    """On the loop nobody would hear anything until the whole of it is understood. Here the place beside it is taken."""
    world = World()
    sender, other = world.reader(100), world.reader(7)
    taken = threading.Event()
    beside = ThreadPoolExecutor(1)
    asyncio.get_running_loop().set_default_executor(beside)
    async with alive(sqlite_url, world):
        await _answered(world, other)
        beside.submit(taken.wait)
        try:
            sender.send_file("words.csv", b"latency\n" * 2000)
            await world.until(lambda: world.calls_of("getFile"), seconds=60)
            for _ in range(3):
                await _answered(world, other)
            assert sender.received == []
        finally:
            taken.set()
        await world.until(lambda: sender.received, seconds=60)


async def _answered(world: World, reader: Any) -> float:
    """Seconds until there is an answer to /help."""
    count, began = len(reader.received), time.monotonic()
    reader.send("/help")
    await world.until(partial(_more, reader, count), seconds=60)
    return time.monotonic() - began


def _more(reader: Any, count: int) -> bool:
    return len(reader.received) > count
