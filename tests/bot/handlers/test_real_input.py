"""From a page's text to a reader's vocabulary: imported, checked, pushed and read to the end, over real HTTP."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.app.build import build
from bot.app.config import Settings
from bot.app.dispatch import desk_of
from bot.app.running import running
from bot.cli.main import main
from bot.library.serving import sync_library
from bot.sandbox.chat import Message
from bot.sandbox.entities import utf16_slice
from bot.sandbox.reader import Reader
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.store import open_store
from bot.vocabulary.headwords import identity
from content.episode.digest import choose
from content.episode.episode import Episode
from content.episode.learning import offered
from content.files.check import read_library
from content.text.parts import parts_of
from tests.kit.clock import Clock
from tests.kit.samples import PAGE, SEED, needs

OFFERED = "①②③＋"
ENTRY = re.compile(r"^\d+\. (.+?)  ", re.MULTILINE)
"""A term on a page of the vocabulary: its number and headword, two spaces, its meaning."""


def imported(source: Path, folder: Path) -> Episode:
    """Through the command line, as an operator does it, and checked."""
    told = CliRunner().invoke(main, ["import", str(source), "--out", str(folder)])
    assert told.exit_code == 0, told.output
    assert told.output.startswith("wrote ")
    checked = CliRunner().invoke(main, ["check", str(folder)])
    assert checked.exit_code == 0
    assert "1 episode, no faults" in checked.output
    (entry,) = read_library(folder).entries
    return entry.episode


@dataclass
class Session:
    """One reader of one bot that can be restarted; the sandbox stays."""

    world: World
    clock: Clock
    url: str
    database: str
    episodes: Path

    @asynccontextmanager
    async def bot(self) -> AsyncIterator[None]:
        """Up for the block, polling over HTTP."""
        config = Settings(telegram_bot_token=self.world.token, telegram_api_url=self.url, episodes_dir=self.episodes)
        async with AsyncExitStack() as stack:
            store = await stack.enter_async_context(open_store(self.database))
            await sync_library(store, self.episodes)
            app = build(config, store, self.clock, edit_every=0)
            await stack.enter_async_context(running(app))
            self.tick = desk_of(app).courier.tick
            yield

    @property
    def reader(self) -> Reader:
        return self.world.reader(7)

    async def taps(self, card: Message, button: str) -> None:
        """The tap is answered and the card has turned."""
        versions = len(card.versions)
        tap = self.reader.tap(card, button)
        await self.world.until(lambda: tap.answer and len(card.versions) > versions, seconds=60)

    async def writes(self, text: str, messages: int = 1) -> Message:
        before = len(self.reader.received)
        self.reader.send(text)
        await self.world.until(lambda: len(self.reader.received) >= before + messages, seconds=60)
        return self.reader.last

    async def jumps(self, card: Message, number: int, total: int) -> None:
        """To a segment by its number."""
        await self.taps(card, f"/{total}")
        await self.taps(card, next(b.label for b in card.buttons if b.label.strip("●") == str(number)))

    async def steps(self, card: Message, button: str) -> None:
        """To another segment, through the parts of a long one."""
        before = place(card)
        while place(card) == before:
            await self.taps(card, button)

    async def saves_all(self, card: Message) -> None:
        """Every term that the card offers and that is not saved here yet."""
        while button := next((b for b in card.buttons if b.label[0] in OFFERED), None):
            assert button.data is not None
            await self.taps(card, button.data)

    async def vocabulary(self) -> set[str]:
        """The headwords of every page of /vocab."""
        page = await self.writes("/vocab")
        found: set[str] = set()
        while True:
            found |= {identity(headword) for headword in ENTRY.findall(page.text)}
            numbers = [label for labels in page.labels for label in labels if "/" in label]
            if not numbers or len(set(numbers[0].split("/"))) == 1:
                return found
            await self.taps(page, "▶")


@asynccontextmanager
async def session(tmp_path: Path, episodes: Path) -> AsyncIterator[Session]:
    clock = Clock(datetime(2026, 6, 10, tzinfo=UTC))
    world = World(clock=clock)
    async with serve(world) as url:
        yield Session(world, clock, url, f"sqlite:///{tmp_path / 'real.db'}", episodes)


async def read_to_the_end_and_back(tmp_path: Path, source: Path) -> None:
    """The journey itself."""
    folder = tmp_path / "episodes"
    episode = await asyncio.to_thread(imported, source, folder)
    digest = len(choose(episode, 8))
    total = len(episode.segments)
    async with session(tmp_path, folder) as journey:
        async with journey.bot():
            await journey.writes("/start", messages=2)
            pushed = journey.reader.last
            assert episode.show in pushed.text
            assert not pushed.silent
            for number in range(1, digest):
                assert place(pushed) == (number, digest)
                await journey.steps(pushed, "下一段 ▶")
            while place(pushed) != (1, digest):
                await journey.steps(pushed, "◀ 上一段")
            await journey.taps(pushed, "⋯")
            await journey.taps(pushed, "📖 全文")
            await journey.jumps(pushed, 1, total)
            seen = await forward(journey, pushed, episode, 0, total // 2)
        async with journey.bot():  # restarted: the same message goes on
            seen += await forward(journey, pushed, episode, total // 2, total)
            assert "".join(seen) == "".join("".join(segment.chinese.split()) for segment in episode.segments)
            await journey.taps(pushed, "读完 ▶")
            assert pushed.text.startswith("读完了")
            resumed = await journey.writes("/today")
            await journey.taps(resumed, "↺ 再读一遍")
            await journey.taps(resumed, "⋯")
            await journey.taps(resumed, "📖 全文")
            await journey.jumps(resumed, total, total)
            for number in range(total, 1, -1):
                assert place(resumed) == (number, total)
                await journey.steps(resumed, "◀ 上一段")
            assert await journey.vocabulary() == offered_by(episode)
            before = len(journey.reader.received)
            journey.clock.now += timedelta(days=1)
            await journey.tick()
            assert len(journey.reader.received) == before  # all has been read: silence


async def forward(journey: Session, card: Message, episode: Episode, first: int, end: int) -> list[str]:
    """Read and save from one segment to another, part by part; returns the translations seen, without spaces."""
    seen, total = [], len(episode.segments)
    while first < place(card)[0] <= end:
        assert place(card)[1] == total
        await journey.saves_all(card)
        (cover,) = [entity for entity in card.entities if entity.type == "spoiler"]
        seen.append("".join(utf16_slice(card.text, cover.offset, cover.length).split()))
        if "下一段 ▶" not in card.labels[0]:
            break
        await journey.taps(card, "下一段 ▶")
    return seen


def place(card: Message) -> tuple[int, int]:
    """Which segment a card shows, and of how many."""
    number, total = card.labels[0][1].split("/")
    return int(number), int(total)


def offered_by(episode: Episode) -> set[str]:
    parts = (part.segment for segment in episode.segments for part in parts_of(segment))
    return {identity(part.glosses[index].headword) for part in parts for index in offered(part)}


async def test_a_page_of_ours_is_imported_pushed_read_and_kept(tmp_path: Path) -> None:
    await read_to_the_end_and_back(tmp_path, PAGE)


@needs(SEED)
def test_the_seed_is_imported_with_its_terms(tmp_path: Path) -> None:
    episode = imported(SEED, tmp_path / "episodes")
    glosses = [gloss for segment in episode.segments for gloss in segment.glosses]
    assert len(glosses) >= 200
    assert sum(gloss.span is not None for gloss in glosses) >= 0.9 * len(glosses)
    assert sum(segment.featured for segment in episode.segments) == 8


@needs(SEED)
@pytest.mark.slow
async def test_the_seed_is_imported_pushed_read_and_kept(tmp_path: Path) -> None:
    await read_to_the_end_and_back(tmp_path, SEED)
