"""A reader's story: the real Application on a real store, with the sandbox in Telegram's place."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.app.build import build
from bot.app.clockwork import tick
from bot.app.config import Settings
from bot.app.dispatch import App, desk_of
from bot.app.sound import Sound
from bot.edge.building import built
from bot.edge.pace import Pause
from bot.handlers.desk import Desk
from bot.model.chat import ChatId
from bot.model.subscription import Subscription
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader, Tap
from bot.sandbox.transport import InProcess, deliver
from bot.sandbox.world import World
from bot.store import Store, open_store
from bot.vocabulary.lexicon import Lexicon
from content.episode.episode import Episode, Kind, Segment
from content.text.glosses import find_glosses
from content.translate.settings import TranslateSettings
from tests.kit.clock import Clock

WORDS = [
    "latency",
    "cache",
    "throughput",
    "queue",
    "replica",
    "shard",
    "index",
    "cursor",
    "quorum",
    "ledger",
    "token",
    "tensor",
    "kernel",
    "socket",
    "buffer",
]


def segment(number: int, **fields: Any) -> Segment:
    """A segment with a glossed word of its own."""
    word = f"{WORDS[number % len(WORDS)]}{number // len(WORDS) or ''}"
    english = f"This is part {number} of the talk. We measured the {word} before we changed it. Then we looked again."
    chinese = f"这是第 {number} 部分。我们先测了 {word}（术语{number}），再动手改。然后又看了一遍。"
    return Segment(english=english, chinese=chinese, glosses=find_glosses(english, chinese), **fields)


def episode(
    title: str = "On Measuring", *, day: date | None = date(2026, 6, 4), length: int = 12, **fields: Any
) -> Episode:
    """An episode written for the tests; without a day it is evergreen."""
    times = [{"start": 20 * n, "end": 20 * n + 19, "speaker": f"Speaker {n % 2 + 1}"} for n in range(length)]
    given = {
        "kind": Kind.PODCAST,
        "show": "The Test Bench",
        "url": "https://www.youtube.com/watch?v=abc",
        "segments": tuple(segment(n, **times[n]) for n in range(length)),
    }
    return Episode(title=title, date=day, **(given | fields))


WITHOUT_BUNDLED: dict[str, Any] = {"bundled_episodes": False}
"""What lies prepared beside them is read at each start, a third of the time that it takes here."""


@dataclass(repr=False)
class Story:
    """One database, one world; the bot in between can be restarted."""

    url: str
    clock: Clock
    world: World
    settings: dict[str, Any] = field(default_factory=dict)
    translate: TranslateSettings | None = None
    lexicon: Lexicon | None = None
    apart: Path | None = None
    pause: Pause | None = None
    sound: Sound | None = None
    store: Store = field(init=False)
    app: App = field(init=False)
    config: Settings = field(init=False, repr=False)

    @property
    def desk(self) -> Desk:
        return desk_of(self.app)

    @asynccontextmanager
    async def bot(self) -> AsyncIterator["Story"]:
        """The bot is up for the block; leaving is a clean stop."""
        given = WITHOUT_BUNDLED | self.settings
        self.config = config = Settings(telegram_bot_token=self.world.token, **given)
        requests = (InProcess(self.world), InProcess(self.world))
        async with open_store(self.url, lead_order=config.lead_order, apart=self.apart) as self.store:
            self.app = build(
                config,
                self.store,
                self.clock,
                requests=requests,
                edit_every=0,
                translate=self.translate,
                lexicon=self.lexicon,
                pause=self.pause or _no_wait,
                monotonic=lambda: self.clock().timestamp(),
                sound=self.sound,
            )
            async with self.app:
                yield self
                await self.desk.reply.edits.idle()
                await self.desk.player.close(within=5)

    def reader(self, user_id: int = 7, language_code: str = "zh-hans") -> Reader:
        return self.world.reader(user_id, language_code=language_code, known=True)

    async def publish(self, *episodes: Episode) -> None:
        """Serve exactly these."""
        await self.store.episodes.sync(library(*episodes))

    async def settle(self) -> None:
        """Until every update is handled and every edit made."""
        while await self.delivered():
            await self.desk.reply.edits.idle()
            await self.desk.player.idle()

    async def delivered(self) -> int:
        """Every update that waits is handled; edits and sounds may be under way."""
        return await deliver(self.world, self.app, built)

    async def writes(self, reader: Reader, text: str) -> Message:
        """The reader writes; returns the bot's newest message."""
        reader.send(text)
        await self.settle()
        return reader.received[-1]

    async def begins(self, reader: Reader) -> Message:
        """The reader sends /start and leafs back from the first segment to its cover: today's card, returned."""
        card = await self.writes(reader, "/start")
        if any(button.label in ("◀ 封面", "◀ Cover") for button in card.buttons):
            reader.tap(card, "◀")
            await self.settle()
        return card

    async def taps(self, reader: Reader, button: str, message: Message | None = None) -> Tap:
        """The reader taps a button, by default of the newest message that has it; the tap is answered on return."""
        tap = reader.tap(message or _newest_with(button, reader), button)
        await self.settle()
        assert tap.answer is not None, f"the tap on {button!r} was never answered"
        return tap

    async def tick(self, **passed: float) -> None:
        """Let time pass, then do what is due."""
        self.clock.move(**passed)
        await tick(self.desk)

    async def subscription(self, reader: Reader) -> Subscription:
        found = await self.store.subscriptions.get(ChatId(reader.chat.id))
        assert found is not None
        return found


def _newest_with(button: str, reader: Reader) -> Message:
    """The newest message with this button, else with one whose label has it, else the newest of all."""
    named = [said for said in reader.received if any(button in (b.label, b.data) for b in said.buttons)]
    having = [said for said in reader.received if any(button in b.label for b in said.buttons)]
    return (named or having or reader.received)[-1]


async def _no_wait(_seconds: float) -> None:
    """The clock stands still: a pace that is kept on it would never be free again."""
    await asyncio.sleep(0)


def library(*episodes: Episode) -> Mapping[str, Episode]:
    """Episodes by a hash of their content, as a synced folder gives them."""
    return {repr(e): e for e in episodes}
