"""The log of a whole run, at its most talkative, holds neither the token nor anything that a reader wrote."""

import asyncio
import os
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from bot.sandbox.chat import Message
from bot.sandbox.faults import BAD_GATEWAY, SERVER_ERROR, Fault, LostAfter, LostBefore, NoAnswer
from bot.sandbox.reader import Reader
from bot.sandbox.server import serve
from bot.sandbox.world import World
from content.files.markdown import write
from tests.kit.bundled import bundled_library
from tests.kit.story import Story, episode

OPERATOR = 9
SAID = ("我叫王小明", "secret-hour", "Narnia", "topsecret", "林秘书", "私房词")


@dataclass
class Run:
    """`buildspeak run` as an operator runs it, with its log going into a file."""

    world: World
    process: asyncio.subprocess.Process
    log: Path
    database: Path

    @property
    def reader(self) -> Reader:
        return self.world.reader(7, name="林秘书", username="lin_topsecret")

    async def writes(self, text: str, messages: int = 1) -> Message:
        before = len(self.reader.received)
        self.reader.send(text)
        await self.world.until(lambda: len(self.reader.received) >= before + messages, seconds=60)
        return self.reader.last

    async def struck(self) -> None:
        """Every planned fault has struck; the world tells nobody of a call that failed."""
        async with asyncio.timeout(60):
            while self.world.faults.left:  # noqa: ASYNC110
                await asyncio.sleep(0.02)

    async def taps(self, button: str) -> str:
        tap = self.reader.tap(self.reader.last, button)
        await self.world.until(lambda: tap.answer, seconds=60)
        assert tap.answer is not None
        return tap.answer.text


@asynccontextmanager
async def talkative_run(tmp_path: Path) -> AsyncIterator[Run]:
    world = World(clock=lambda: datetime.now(UTC))
    log = tmp_path / "log"
    async with serve(world) as url:
        environment = {
            "PATH": os.environ["PATH"],
            "TELEGRAM_BOT_TOKEN": world.token,
            "TELEGRAM_API_URL": url,
            "DATA_DIR": str(tmp_path),
            "LOG_LEVEL": "DEBUG",
            "TICK_SECONDS": "0.2",
            "ADMIN_IDS": str(OPERATOR),
        }
        command = (sys.executable, "-OO", "-W", "error", "-m", "bot", "run")  # without docstrings, as it is deployed
        with log.open("wb") as stream:
            process = await asyncio.create_subprocess_exec(*command, env=environment, stdout=stream, stderr=stream)
            try:
                yield Run(world, process, log, tmp_path / "buildspeak.db")
            finally:
                if process.returncode is None:
                    process.send_signal(signal.SIGTERM)
                assert await asyncio.wait_for(process.wait(), 60) == 0


async def publishes(run: Run) -> None:
    """An operator brings a piece, which becomes a file."""
    operator = run.world.reader(OPERATOR)
    operator.send_file("sent.md", write(episode("Sent by Hand")).encode())
    await run.world.until(lambda: operator.received, seconds=60)
    preview = operator.last
    operator.tap(preview, "发布")
    await run.world.until(lambda: preview.text.startswith("已发布"), seconds=60)


async def test_a_whole_run_with_faults_and_a_broken_database_keeps_its_readers_secrets(tmp_path: Path) -> None:
    async with talkative_run(tmp_path) as run:
        await run.writes("/start", messages=2)
        saved = next(button.label.split()[1] for button in run.reader.last.buttons if "①" in button.label)
        await run.taps("①")
        for text in ("我叫王小明", "/time secret-hour", "/zone Narnia", "/topsecret 私房词", "/start topsecret"):
            await run.writes(text)
        run.world.faults.next(SERVER_ERROR, method="getUpdates")
        run.world.faults.next(SERVER_ERROR, method="sendMessage")
        run.reader.send("/about 我叫王小明")
        await run.struck()
        run.world.faults.next(LostAfter(), method="sendMessage")
        run.reader.send("/why topsecret")
        await run.struck()
        await run.world.until(lambda: any("上一篇" in said.text for said in run.reader.received), seconds=60)
        await publishes(run)
        with closing(sqlite3.connect(run.database)) as broken:
            broken.execute("DROP TABLE contexts")
            broken.commit()
        assert (await run.writes("/vocab 私房词")).text == "出了点问题，已经记下。请稍后再试。"
        run.reader.press(run.reader.received[1], "v:0:newest")
        await run.world.until(
            lambda: any(tap.answer and "出了点问题" in tap.answer.text for tap in run.world.taps.values())
        )
        open_to_others = [each for each in tmp_path.rglob("*") if each != run.log and each.stat().st_mode & 0o077]
        assert open_to_others == []
        assert any(each.suffix == ".md" for each in tmp_path.rglob("*"))
    log = run.log.read_text("utf-8")
    assert "at work as @buildspeak_bot" in log
    assert "OperationalError" in log
    assert "stopped" in log
    assert "polling: NetworkError: Internal Server Error\n" in log
    content = {segment.english for entry in bundled_library().entries for segment in entry.episode.segments}
    for secret in (run.world.token, run.world.token.split(":")[1], f" {saved} ", *SAID, *content):
        assert secret not in log


LEAKS = """
import logging, sys
import httpx
import pytest
from bot.cli.logs import set_up_logging
token, url = sys.argv[1:]
set_up_logging("DEBUG", secrets=[token])
httpx.get(f"{url}/bot{token}/getMe")
log = logging.getLogger("some.library")
log.debug("at %s", f"{url}/bot{token}/getMe")
try:
    raise ValueError(f"no route to /bot{token}/getMe")
except ValueError:
    log.exception("failed")
print("done", file=sys.stderr)
"""


async def test_the_token_is_stars_wherever_a_library_names_it(tmp_path: Path) -> None:
    world = World()
    async with serve(world) as url, httpx.AsyncClient():
        command = (sys.executable, "-W", "error", "-c", LEAKS, world.token, url)
        process = await asyncio.create_subprocess_exec(*command, stderr=asyncio.subprocess.PIPE)
        _, told = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 0
    said = told.decode()
    assert said.endswith("done\n")
    assert world.token not in said
    assert said.count("/bot***/getMe") == 2
    assert "httpx" not in said


@pytest.mark.parametrize("fault", [BAD_GATEWAY, LostBefore(), NoAnswer(), SERVER_ERROR], ids=str)
async def test_a_tap_that_fails_in_an_outage_is_one_line(
    story: Story, caplog: pytest.LogCaptureFixture, fault: Fault
) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.begins(reader)
    story.world.faults.next(fault, times=100)
    reader.tap(reader.received[1], "⚙️ 设置")
    reader.send("/help")
    await story.settle()
    lines = caplog.text.splitlines()
    assert len(lines) == 2, lines


async def test_a_handler_that_fails_is_told_to_the_reader_and_logged_without_words(
    story: Story, caplog: pytest.LogCaptureFixture
) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.begins(reader)
    await story.store.database.close()
    said = await story.writes(reader, "/zone 我叫王小明")
    assert said.text == "出了点问题，已经记下。请稍后再试。"
    tap = await story.taps(reader, "▶ 开始阅读", reader.received[1])
    assert tap.answer is not None
    assert tap.answer.text == "出了点问题，已经记下。请稍后再试。"
    assert "ProgrammingError" in caplog.text
    assert "王小明" not in caplog.text
