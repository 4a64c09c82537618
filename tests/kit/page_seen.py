"""The page over HTTP, and a backstage that notes what it is asked."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx

from bot.sandbox.page import CannotLeap, Facts, Leap
from bot.sandbox.world import World

READER = 7


@dataclass
class Nobody:
    """A backstage that remembers what it was asked."""

    asked: list[object] = field(default_factory=list)

    async def facts(self, chat_id: int) -> Facts:
        return Facts("Asia/Shanghai", datetime(2026, 6, 5, tzinfo=UTC), {"terms": [{"chat_id": chat_id, "id": 1}]})

    async def leap(self, leap: Leap, chat_id: int) -> None:
        if leap is Leap.DIGEST:
            raise CannotLeap("nothing is due")
        self.asked.append((leap, chat_id))

    has_lexicon: bool = False

    async def fetch_lexicon(self, tell: Callable[[str], None]) -> None:
        tell("reading")
        self.asked.append("lexicon")

    async def restart(self) -> None:
        self.asked.append("restart")


@dataclass
class Seen:
    """The page's address, and what stands behind it."""

    world: World
    backstage: Nobody
    base: str
    path: str
    client: httpx.AsyncClient

    async def get(self, what: str, **headers: str) -> httpx.Response:
        return await self.client.get(self.base + self.path + what, headers=headers)

    async def post(self, what: str, told: object = None, **headers: str) -> httpx.Response:
        body = json.dumps(told or {}).encode()
        return await self.client.post(
            self.base + self.path + what, content=body, headers={"Origin": self.base} | headers
        )

    async def events(self, count: int, *, after: Any = None) -> list[tuple[str, Any]]:
        """The first events of a stream; `after` is done once the stream has begun."""
        heard: list[tuple[str, Any]] = []
        async with self.client.stream("GET", self.base + self.path + "events") as response:
            kind = ""
            async for line in response.aiter_lines():
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    heard.append((kind, json.loads(line.removeprefix("data: "))))
                    if len(heard) == 1 and after:
                        await after()
                if len(heard) == count:
                    return heard
        return heard
