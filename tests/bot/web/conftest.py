"""Pages at the door of a running bot."""

from collections.abc import AsyncIterator

import pytest

from tests.kit.page import Pages, pages
from tests.kit.story import Story


@pytest.fixture
async def at_page(story: Story) -> AsyncIterator[Pages]:
    async with pages(story) as opened:
        yield opened
