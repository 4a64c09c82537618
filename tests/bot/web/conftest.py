"""Pages at the door of a running bot."""

from collections.abc import AsyncIterator

import pytest

from bot.sandbox.reader import Reader
from tests.kit.page import Page, Pages, pages
from tests.kit.story import Story, episode


@pytest.fixture
async def at_page(story: Story) -> AsyncIterator[Pages]:
    async with pages(story) as opened:
        yield opened


@pytest.fixture
async def opened(story: Story, at_page: Pages) -> tuple[Reader, Page, int]:
    """A reader with today's card in the chat and on the page."""
    await story.publish(episode())
    reader = story.reader()
    await story.writes(reader, "/start")
    page = await at_page.open(reader)
    return reader, page, (await page.get("/today"))["lead"]["id"]
