"""An operator's bot that translates what a feed brings, with an endpoint that errs."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from starlette.responses import Response

from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from content.files.check import read_library
from content.translate.settings import TranslateSettings
from tests.kit.clock import Clock
from tests.kit.feed_server import FEED, FeedServer
from tests.kit.model_server import Asked, Items, ModelServer, chat, serving
from tests.kit.story import Story

OPERATOR = 99


DOUBTFUL = {
    "source": "podcast",
    "name": "Field Notes",
    "title": "Counting Tokens",
    "guid": "b",
    "url": "https://www.youtube.com/watch?v=abc",
    "publishedAt": "2026-06-03T12:00:00.000Z",
    "transcript": "Ana | 00:00 - 00:20\nThe index has 175 billion entries by now, which is more than we hoped for.\n\n"
    "Bo | 00:20 - 00:40\nAnd every one of them is read at night while the whole office sleeps.",
}


def wrong(asked: Asked, items: Items) -> Response:
    """175 billion becomes 17.5 亿 wherever it stands."""
    for item in items:
        item["chinese"] = item["chinese"].replace("175 billion", "17.5 亿")
    return chat(json.dumps({"items": items}, ensure_ascii=False))


def confirmed(asked: Asked, items: Items) -> Response:
    """The way back has the wrong number, too."""
    return chat(json.dumps({"items": [item | {"english": "It has 1.75 billion."} for item in items]}))


@dataclass
class Desk:
    """The bot under test with what surrounds it."""

    story: Story
    operator: Reader
    model: ModelServer
    feed: FeedServer
    library: Path

    def cards(self, text: str) -> list[Message]:
        return [message for message in self.operator.received if text in message.text]

    def titles(self) -> list[str]:
        return sorted(entry.episode.title for entry in read_library(self.library).entries)


@asynccontextmanager
async def opened(
    url: str, clock: Clock, world: World, folder: Path, admins: frozenset[int] = frozenset({OPERATOR}), **money: Any
) -> AsyncIterator[Desk]:
    """A bot with a feed and a model, both on loopback."""
    library = folder / "episodes"
    library.mkdir()
    feed = FeedServer()
    async with await asyncio.start_server(feed.answer, "127.0.0.1", 0) as listening, serving(ModelServer()) as model:
        feed.address = listening.sockets[0].getsockname()[:2]
        settings = {
            "admin_ids": admins,
            "data_dir": folder,
            "episodes_dir": library,
            "bundled_episodes": False,
            "daily_feed_url": (f"http://127.0.0.1:{feed.address[1]}/feed.json",),
            "daily_at": 6 * 60,
            "fetch_allowed": frozenset({feed.address}),
        }
        translate = TranslateSettings(base_url=model.url, api_key=SecretStr("k"), model="m", **money)
        async with Story(url, clock, world, settings, translate).bot() as story:
            operator = story.reader(OPERATOR)
            await story.writes(operator, "/help")
            yield Desk(story, operator, model, feed, library)


def with_the_doubtful() -> dict[str, object]:
    """A day whose podcast comes out doubtful, with posts beside it."""
    return {**FEED, "podcasts": [DOUBTFUL]}
