"""Whoever watches the bot sees what it does, when it does not, and nobody's chat."""

import asyncio
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app.build import build
from bot.app.config import Settings
from bot.app.dispatch import receiving_of
from bot.app.running import running
from bot.app.watching import Systemd, watched
from bot.edge.polling import Polling
from bot.sandbox.faults import BAD_GATEWAY, Refuse, TooMany
from bot.sandbox.server import serve
from bot.sandbox.transport import InProcess
from bot.sandbox.world import World
from bot.store import open_store
from bot.web.health import HEARD_WITHIN, Health
from tests.kit.crowd import gather_crowd, received
from tests.kit.story import Story, episode

CROWD = 40
FIRST = 7_700_123_400


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


class Watcher:
    """Asks as Prometheus and an orchestrator do."""

    def __init__(self, session: aiohttp.ClientSession, port: int) -> None:
        self._session, self._base = session, f"http://127.0.0.1:{port}"

    async def ask(self, path: str) -> tuple[int, str]:
        async with self._session.get(f"{self._base}{path}") as response:
            return response.status, await response.text()

    async def figures(self) -> dict[tuple[str, ...], float]:
        """By name and values of labels."""
        _, text = await self.ask("/metrics")
        assert not any(str(chat) in text for chat in range(FIRST, FIRST + CROWD))
        samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
        return {(sample.name, *sample.labels.values()): sample.value for sample in samples}

    async def sees(self, holds: Callable[[dict[tuple[str, ...], float]], bool]) -> dict[tuple[str, ...], float]:
        """Ask for figures until this is so."""
        async with asyncio.timeout(60):
            while not holds(figures := await self.figures()):  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        return figures

    async def finds_it_ready(self) -> str:
        """Ask until it is; what it says then."""
        async with asyncio.timeout(60):
            while (told := await self.ask("/readyz"))[0] != 200:  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        return told[1]


@asynccontextmanager
async def at_work(url: str, world: World) -> AsyncIterator[tuple[Watcher, Any]]:
    """The bot, polling and ticking, and whoever watches it."""
    port = free_port()
    settings = Settings(telegram_bot_token=world.token, tick_seconds=1, metrics_listen=("127.0.0.1", port))
    requests = (InProcess(world), InProcess(world))
    async with open_store(url) as store, aiohttp.ClientSession() as session:
        app = build(settings, store, world.now, requests=requests)
        async with running(app), watched(app, settings, {}):
            yield Watcher(session, port), store


async def test_what_was_sent_and_tapped_is_counted_and_nothing_by_chat(either_url: str) -> None:
    world = World()
    now = world.now()
    async with open_store(either_url) as store:
        await gather_crowd(store, world, CROWD, now=now, first=FIRST, since=now - timedelta(days=2), minute=0)
    world.faults.next(TooMany(1), method="sendMessage")
    world.faults.next(Refuse(403, "Forbidden: bot was blocked by the user"), method="sendMessage")
    async with at_work(either_url, world) as (watcher, store):
        await world.until(lambda: sum(received(world).values()) >= CROWD - 2, seconds=60)
        reader = world.readers[next(chat for chat, count in received(world).items() if count)]
        tap = reader.tap(reader.last, "▶ 开始阅读")
        await world.until(lambda: tap.answer, seconds=60)
        await store.facts.put("feed.changed", (world.now() - timedelta(hours=3)).isoformat(), world.now())
        tapped = ("buildspeak_update_seconds_count", "callback_query")
        figures = await watcher.sees(lambda figures: tapped in figures)
        assert await watcher.ask("/healthz") == (200, "alive\n")
        assert await watcher.finds_it_ready() == '{"ready":true}'
    assert figures["buildspeak_deliveries_total", "sent"] >= CROWD - 2
    assert figures["buildspeak_deliveries_total", "retry"] >= 1
    assert figures["buildspeak_deliveries_total", "gone"] == 1
    assert figures[("buildspeak_too_many_requests_total",)] >= 1
    assert figures[("buildspeak_edits_lost_total",)] == 0
    assert figures["buildspeak_update_seconds_count", "callback_query"] == 1
    assert figures[("buildspeak_push_seconds_count",)] == figures["buildspeak_deliveries_total", "sent"]
    assert 0 < figures[("buildspeak_lateness_seconds_count",)] <= CROWD
    assert figures[("buildspeak_database_up",)] == 1
    assert figures["buildspeak_database_seconds_count", "transaction"] > 0
    assert figures["buildspeak_chats", "active"] >= CROWD - 1
    assert 3 * 3600 <= figures[("buildspeak_feed_age_seconds",)] < 3 * 3600 + 60
    assert figures[("process_resident_memory_bytes",)] > 10_000_000


async def test_what_is_due_and_parked_is_told_while_nothing_is_sent(either_url: str) -> None:
    world = World()
    now = world.now()
    async with open_store(either_url) as store:
        await gather_crowd(store, world, CROWD, now=now, first=FIRST, since=now - timedelta(days=2), minute=0)
    world.faults.next(BAD_GATEWAY, method="sendMessage", times=10_000)
    async with at_work(either_url, world) as (watcher, _):
        figures = await watcher.sees(lambda figures: figures["buildspeak_sending_held",] == 1)
        await watcher.finds_it_ready()  # Telegram's outage is no fault of the bot's
    assert 0 < figures[("buildspeak_deliveries_parked",)] < 10
    assert CROWD - 10 < figures[("buildspeak_deliveries_due",)] <= CROWD
    assert figures[("buildspeak_oldest_due_seconds",)] > 0


async def test_a_database_that_does_not_answer_makes_it_unready_and_is_a_figure(sqlite_url: str) -> None:
    world = World()
    async with at_work(sqlite_url, world) as (watcher, store):
        async with store.database._lock:  # as one long transaction would
            status, said = await watcher.ask("/readyz")
            assert (status, '"database":"does not answer (TimeoutError)"' in said) == (503, True)
            assert (await watcher.figures())[("buildspeak_database_up",)] == 0
            assert (await watcher.ask("/healthz"))[0] == 200
        await watcher.finds_it_ready()


def health_of(story: Story) -> Health:
    polling = receiving_of(story.app)
    assert isinstance(polling, Polling)
    polling.heard_at = time.monotonic()
    return Health(story.store, story.desk.courier, polling, story.clock, 20)


async def test_ready_is_who_ticks_and_hears(story: Story) -> None:
    health = health_of(story)
    assert await health.faults() == {"tick": "no tick yet"}
    await story.tick()
    assert await health.faults() == {}
    story.clock.move(seconds=61)
    assert await health.faults() == {"tick": "none for 61 s"}
    await story.tick()
    assert isinstance(health.receiving, Polling)
    assert health.receiving.heard_at is not None
    health.receiving.heard_at -= HEARD_WITHIN + 1
    assert (await health.faults())["updates"].startswith("Telegram has not answered for 61 s")
    health.receiving.heard_at = None
    assert await health.faults() == {"updates": "none asked for yet"}


@pytest.fixture
def systemd(tmp_path: Path) -> Any:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as heard:
        heard.bind(str(tmp_path / "notify"))
        heard.setblocking(False)
        yield heard


def words(heard: socket.socket) -> list[str]:
    told = []
    while True:
        try:
            told.append(heard.recv(100).decode())
        except BlockingIOError:
            return told


async def words_until(heard: socket.socket, word: str) -> set[str]:
    """All that is heard up to this word."""
    told: set[str] = set()
    async with asyncio.timeout(60):
        while word not in told:
            told.update(words(heard))
            await asyncio.sleep(0.01)
    return told


async def test_systemd_hears_while_the_clockwork_goes_and_no_longer(
    story: Story, systemd: socket.socket, caplog: pytest.LogCaptureFixture
) -> None:
    await story.publish(episode())
    await story.tick()
    watchdog = Systemd(systemd.getsockname(), health_of(story), "50000")
    async with watchdog.told():
        assert await words_until(systemd, "WATCHDOG=1") == {"READY=1", "WATCHDOG=1"}
        story.clock.move(minutes=2)
        async with asyncio.timeout(60):
            while "the tick is late" not in caplog.text:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        words(systemd)
        await asyncio.sleep(0.2)
        assert words(systemd) == []
        await story.tick()
        await words_until(systemd, "WATCHDOG=1")
    assert words(systemd)[-1] == "STOPPING=1"


async def test_without_a_watchdog_it_says_only_when_it_is_up_and_when_it_goes(
    story: Story, systemd: socket.socket
) -> None:
    async with Systemd(systemd.getsockname(), health_of(story), "").told():
        await asyncio.sleep(0.05)
    assert words(systemd) == ["READY=1", "STOPPING=1"]


async def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path) -> None:
    world = World()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        async with serve(world) as api:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-W", "error", "-m", "bot", "run"),
                env={
                    "PATH": os.environ["PATH"],
                    "TELEGRAM_BOT_TOKEN": world.token,
                    "TELEGRAM_API_URL": api,
                    "DATA_DIR": str(tmp_path),
                    "METRICS_LISTEN": f"127.0.0.1:{port}",
                },
                stderr=asyncio.subprocess.PIPE,
            )
            _, said = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 1
    last = said.decode().splitlines()[-1]
    assert last == f"Error: METRICS_LISTEN cannot be had: 127.0.0.1 port {port}: Address already in use."
