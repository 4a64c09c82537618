"""The whole bot without a token: the real application against the sandbox, over HTTP on loopback.

Only three things differ from a real run: the address of the Bot API, a database and a copy of the library in a
temporary folder, and a clock that can be moved. A lexicon that was baked for a real run serves here too; what daily
sources bring goes into the copy.
"""

from __future__ import annotations

import asyncio
import secrets
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from rich.console import Console
from starlette.routing import Mount

from bot.app.build import build
from bot.app.cast import CHINESE_READER, populate
from bot.app.clockwork import tick
from bot.app.config import Settings
from bot.app.dispatch import App, desk_of
from bot.app.movable_clock import MovableClock
from bot.app.opened import Opened
from bot.app.running import running
from bot.app.sound import Sound, opened_sound
from bot.handlers import publishing
from bot.library.serving import sync_library
from bot.model.chat import ChatId
from bot.model.schedule import local_date, wall
from bot.sandbox.page import CannotFetch, CannotLeap, Facts, Leap, Page
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.store import Store, open_store
from bot.store.inspector import rows_of
from bot.vocabulary.lexicon import Lexicon, open_lexicon
from bot.vocabulary.lexicon.build import build_lexicon
from bot.vocabulary.lexicon.packages import PackageError
from content.fetch.fetching import Address

TICK_SECONDS = 1.0
EDIT_EVERY = 0.0
"""The sandbox has no flood limits: cards follow the finger."""

LOOK_EVERY = timedelta(minutes=30)
"""Where the clock is moved over days, daily sources are looked at as often as they would be."""

MORNING = 8 * 60


@dataclass(frozen=True, slots=True)
class DailyFeed:
    """Daily sources, as in DAILY_FEED_URL and FETCH_ALLOWED."""

    sources: tuple[str, ...] = ()
    allowed: frozenset[Address] = frozenset()


NO_FEED = DailyFeed()


class Demo:
    """A demo: the world with its readers, and the bot in it, which can be stopped and started on the same database."""

    def __init__(
        self,
        world: World,
        clock: MovableClock,
        folder: Path,
        episodes: Path,
        lexicon: Lexicon,
        lexicon_path: Path,
        sound: Sound,
        feed: DailyFeed,
    ) -> None:
        self.world = world
        self.clock = clock
        self.url = self.address = ""
        self._folder = folder
        self._episodes = episodes
        self._lexicon = lexicon
        self._lexicon_path = lexicon_path
        self._sound = sound
        self._feed = feed
        self._run = AsyncExitStack()
        self._changing = asyncio.Lock()
        self.opened = Opened()
        self.store: Store
        self.app: App

    async def start(self) -> None:
        """Open the database and start the bot."""
        settings = Settings(
            telegram_bot_token=self.world.token,
            telegram_api_url=self.url,
            data_dir=self._folder,
            episodes_dir=self._episodes,
            bundled_episodes=False,
            admin_ids=frozenset({CHINESE_READER}),
            tick_seconds=TICK_SECONDS,
            daily_feed_url=self._feed.sources,
            fetch_allowed=self._feed.allowed,
            web_url=self.url,
        )
        async with AsyncExitStack() as run:
            self.store = await run.enter_async_context(open_store(settings.store_url, lead_order=settings.lead_order))
            await sync_library(self.store, *settings.folders)
            self.app = build(
                settings, self.store, self.clock, lexicon=self._lexicon, edit_every=EDIT_EVERY, sound=self._sound
            )
            await run.enter_async_context(running(self.app))
            self.opened.of(self.app, settings)
            run.push_async_callback(self.opened.put_away)
            self._run = run.pop_all()
        await publishing.daily(desk_of(self.app))

    async def stop(self) -> None:
        """Stop the bot as a deployment would, and close the database."""
        async with self._changing:
            await self._run.aclose()

    async def restart(self) -> None:
        """Stop and start; what readers do meanwhile waits for the bot."""
        async with self._changing:
            await self._run.aclose()
            await self.start()

    @property
    def has_lexicon(self) -> bool:
        """Whether words are looked up in the large dictionary."""
        return self._lexicon.present

    async def fetch_lexicon(self, tell: Callable[[str], None]) -> None:
        """Make it where a real run looks for it, and start with it; raises CannotFetch."""
        try:
            await asyncio.to_thread(build_lexicon, self._lexicon_path, None, console=Console(quiet=True), tell=tell)
        except (PackageError, OSError) as error:
            raise CannotFetch(str(error)) from None
        self._lexicon = open_lexicon(self._lexicon_path)
        await self.restart()

    def close_lexicon(self) -> None:
        """Give its file back."""
        self._lexicon.close()

    async def move_to(self, instant: datetime) -> None:
        """Move the clock and do at once what has come due; daily sources bring what they had on the way."""
        desk = desk_of(self.app)
        while self._feed.sources and (ahead := self.clock() + LOOK_EVERY) < instant:
            self.clock.move_to(ahead)
            await publishing.daily(desk)
            await tick(desk)  # each day's digest on its day, and none under way while the clock goes on
        self.clock.move_to(instant)
        await publishing.daily(desk)
        await tick(desk)

    async def leap(self, leap: Leap, chat_id: int) -> None:
        """Move to a moment in this chat's days; raises CannotLeap."""
        async with self._changing:
            await self.move_to(await self._moment(leap, ChatId(chat_id)))

    async def facts(self, chat_id: int) -> Facts:
        """The chat's zone, next digest and rows."""
        async with self._changing:
            subscription = await self.store.subscriptions.get(ChatId(chat_id))
            tables = await rows_of(self._folder / "buildspeak.db", chat_id)
        if subscription is None:
            return Facts(tables=tables)
        return Facts(subscription.zone, subscription.next_due_at, tables)

    async def _moment(self, leap: Leap, chat_id: ChatId) -> datetime:
        now = self.clock()
        subscription = await self.store.subscriptions.get(chat_id)
        match leap:
            case Leap.HOUR:
                return now + timedelta(hours=1)
            case Leap.WEEK:
                return now + timedelta(weeks=1)
            case Leap.MORNING:
                zone = subscription.zone if subscription else desk_of(self.app).readers.default_zone
                return wall(zone, local_date(zone, now) + timedelta(days=1), MORNING)
            case Leap.DIGEST if subscription is not None and subscription.next_due_at is not None:
                return subscription.next_due_at
        raise CannotLeap("no digest is due in this chat: send /start first")


@asynccontextmanager
async def running_demo(
    episodes: Path,
    *,
    lexicon: Path | None = None,
    voice: Path | None = None,
    clock: MovableClock | None = None,
    port: int = 0,
    feed: DailyFeed = NO_FEED,
    sound: Sound | None = None,
) -> AsyncIterator[Demo]:
    """Bot, sandbox and page at work with the episodes of a folder; everything is gone afterwards.

    Words are looked up in the file `lexicon`, and said with what lies in the folder `voice`, where there are such,
    else with `sound`.

    Raises OSError if the port is taken; 0 means any free one.
    """
    clock = clock or MovableClock()
    # A bot token of this run's own: on loopback the API can be reached from every page of this machine's browsers.
    world = World(clock=clock, token=f"{secrets.randbelow(10**9) + 10**9}:{secrets.token_urlsafe(24)}")
    populate(world)
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="buildspeak-demo-")))
        opened = _opened(lexicon)
        if voice is not None:
            sound = await stack.enter_async_context(opened_sound(voice, None))
        # What the page's operator corrects and takes back is the copy: the folder itself is never written to.
        library = await asyncio.to_thread(shutil.copytree, episodes, folder / "episodes")
        kept = lexicon or folder / "lexicon.db"
        demo = Demo(world, clock, folder, library, lexicon=opened, lexicon_path=kept, sound=sound or Sound(), feed=feed)
        stack.callback(demo.close_lexicon)
        page = Page(world, demo)
        demo.url = await stack.enter_async_context(serve(world, port=port, more=[page.route, Mount("/", demo.opened)]))
        demo.address = demo.url + page.path
        stack.callback(page.close)
        await demo.start()
        stack.push_async_callback(demo.stop)
        yield demo


def _opened(lexicon: Path | None) -> Lexicon:
    """Without a word in the log where there is none: a newcomer has not missed anything yet."""
    return open_lexicon(lexicon) if lexicon is not None and lexicon.is_file() else Lexicon()
