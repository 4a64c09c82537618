"""The ledger in the terminal, the whole bot as a process: started, told to stop, stopped."""

import asyncio
import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli.deliveries import STATUSES
from bot.cli.main import main
from bot.model.delivery import Status
from bot.sandbox.faults import Delay, LostAfter, NoAnswer
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.store import open_store
from tests.kit.crowd import gather_crowd, ledger, received
from tests.kit.days import daily
from tests.kit.story import Story


def run(*arguments: str, **environment: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["deliveries", *arguments], env=environment)
    return result.exit_code, result.output


async def test_the_ledger_is_shown_by_chat_and_by_status_without_a_token(story: Story) -> None:
    await daily(story)
    story.world.faults.next(LostAfter(), method="sendMessage")
    await story.tick(days=1)
    url = story.url
    code, every = await asyncio.to_thread(run, DATABASE_URL=url, TELEGRAM_BOT_TOKEN="")
    assert code == 0
    assert "2026-06-04" in every
    assert "Day 1" in every
    assert "NetworkError" in every
    _, unknown = await asyncio.to_thread(run, "--status", "unknown", DATABASE_URL=url)
    assert "1 deliveries" in unknown
    assert "2026-06-05" in unknown
    _, other = await asyncio.to_thread(run, "--chat", "8", "--limit", "5", DATABASE_URL=url)
    assert "0 deliveries" in other
    assert tuple(Status) == STATUSES


def test_no_ledger_yet_is_said_and_none_is_made(tmp_path: Path) -> None:
    code, said = run(DATA_DIR=str(tmp_path))
    assert code == 1
    assert "no database yet" in said
    assert list(tmp_path.iterdir()) == []


async def started(world: World, url: str, api_url: str) -> asyncio.subprocess.Process:
    """The bot as an operator runs it."""
    environment = {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": world.token,
        "TELEGRAM_API_URL": api_url,
        "DATABASE_URL": url,
        "TICK_SECONDS": "1",
        "BUNDLED_EPISODES": "no",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", env=environment, stderr=asyncio.subprocess.PIPE
    )


@pytest.mark.parametrize("fault", [Delay(0.5), NoAnswer()], ids=["slow", "silent"])
async def test_told_to_stop_in_the_middle_of_a_push_it_settles_and_ends_within_ten_seconds(
    sqlite_url: str, fault: Delay | NoAnswer, capsys: pytest.CaptureFixture[str]
) -> None:
    world = World()
    now = world.now()
    async with open_store(sqlite_url) as store, serve(world) as api_url:
        await gather_crowd(store, world, 200, now=now, since=now - timedelta(days=2), minute=0)
        world.faults.next(fault, method="sendMessage", times=10_000)
        began = time.perf_counter()
        process = await started(world, sqlite_url, api_url)
        await world.until(lambda: world.calls, seconds=60)
        first_call = time.perf_counter() - began
        await world.until(lambda: sum(received(world).values()) >= 10, seconds=60)
        told = time.perf_counter()
        process.send_signal(signal.SIGTERM)
        _, said = await process.communicate()
        took = time.perf_counter() - told
        came, rows = received(world), await ledger(store)
    with capsys.disabled():
        sys.stdout.write(f"\nfirst call after {first_call:.2f} s; stopped {took:.1f} s after SIGTERM\n")
    assert process.returncode == 0, said.decode()
    assert took < 10 + 2 * first_call  # a busy machine is slow before it too
    assert rows[Status.SENDING] == set()
    arrived = {chat_id for chat_id, count in came.items() if count}
    assert arrived == rows[Status.SENT] | rows[Status.UNKNOWN]
    assert (arrived == rows[Status.SENT]) == isinstance(fault, Delay)
    assert set().union(*rows.values()) == arrived | rows[Status.PENDING], "all others wait, or have no row yet"
    assert arrived.isdisjoint(rows[Status.PENDING])
