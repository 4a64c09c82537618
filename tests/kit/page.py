"""A reader's page: what the front end does, done in Python against the real routes."""

import asyncio
import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import httpx
from starlette.applications import Starlette

from bot.app.page import door_of
from bot.sandbox.launch import init_data
from bot.sandbox.reader import Reader
from bot.web.assets import Assets
from bot.web.door import Door
from bot.web.mini_app import mini_app_routes
from tests.kit.story import Story


def handed_over(story: Story, reader: Reader, /, *, token: str | None = None, **changed: str) -> str:
    """What Telegram's app hands to a page that this reader opens."""
    return init_data(reader.user, token or story.world.token, story.clock(), **changed)


def gloss(told: dict[str, Any], segment: int) -> dict[str, Any]:
    """What is sent to save the first gloss of a segment, of an episode as it was told."""
    return {
        "episode": told["id"],
        "segment": segment,
        "mark": 0,
        "surface": told["segments"][segment]["glosses"][0]["surface"],
    }


@dataclass
class Page:
    """A page that is open in a reader's app."""

    client: httpx.AsyncClient
    token: str = ""
    _keys: "itertools.count[int]" = field(default_factory=itertools.count)

    async def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """Whatever comes of it."""
        own = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        content = {} if body is None else {"json": body}
        return await self.client.request(method, f"/api/v1{path}", headers=own | headers, **content)

    async def get(self, path: str) -> Any:
        """What is told."""
        return _told(await self.ask("GET", path))

    async def put(self, path: str, body: Any = None) -> Any:
        return _told(await self.ask("PUT", path, body))

    async def post(self, path: str, body: Any = None) -> Any:
        return _told(await self.ask("POST", path, body))

    async def patch(self, path: str, body: Any) -> Any:
        return _told(await self.ask("PATCH", path, body))

    async def delete(self, path: str) -> Any:
        return _told(await self.ask("DELETE", path))

    async def kind(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, str]:
        """The problem that is told."""
        response = await self.ask(method, path, body, **headers)
        assert response.headers["content-type"] == "application/problem+json", response.text
        return response.status_code, response.json()["kind"]


@dataclass
class Pages:
    """The door of a running bot, and whoever opens pages at it."""

    story: Story
    door: Door
    client: httpx.AsyncClient

    @property
    def stranger(self) -> Page:
        """A page without a visit."""
        return Page(self.client)

    async def open(self, reader: Reader) -> Page:
        """The reader taps the button."""
        page = Page(self.client)
        page.token = (await page.post("/session", {"init_data": handed_over(self.story, reader)}))["token"]
        return page


@cache
def page_assets() -> Assets:
    """Put together once: no story changes them, and it takes longer than most of a story."""
    return Assets()


@asynccontextmanager
async def pages(story: Story) -> AsyncIterator[Pages]:
    """For the block."""
    door = door_of(story.app, story.config, asyncio.Event())
    app = Starlette(routes=mini_app_routes(door, page_assets()))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://page.test") as client:
        yield Pages(story, door, client)


def _told(response: httpx.Response) -> Any:
    assert response.status_code < 300, f"{response.status_code} {response.text}"
    return response.json() if response.content else None
