"""What is kept of a reader is said, and theirs to have: /privacy, and all of /export."""

import json
from collections.abc import AsyncIterator

import pytest

from bot.model.chat import ChatId
from bot.sandbox.world import World
from bot.store.chats import TABLES
from bot.vocabulary.book import document
from tests.kit.clock import Clock
from tests.kit.every_table import columns, filled
from tests.kit.story import Story, episode

CHAT = ChatId(7)
CONTACT = "@buildspeak_help <mail@example.org>"


@pytest.fixture
async def contactable(sqlite_url: str, clock: Clock, world: World) -> AsyncIterator[Story]:
    """A bot whose operator says how to be reached."""
    settings = {"operator_contact": CONTACT, "source_url": "https://example.org/bot"}
    async with Story(sqlite_url, clock, world, settings).bot() as running:
        yield running


async def test_privacy_says_what_is_kept_why_how_long_who_gets_it_and_who_operates_this(contactable: Story) -> None:
    reader = contactable.reader()
    page = (await contactable.writes(reader, "/privacy")).text
    for part in ("留下什么", "做什么用", "留多久", "谁拿得到", "谁在运营", CONTACT, "/forget", "只收到公开的文章"):
        assert part in page
    english = contactable.reader(8, language_code="en")
    page = (await contactable.writes(english, "/privacy")).text
    for part in ("What is kept", "What for", "For how long", "Who gets it", CONTACT, "public texts only"):
        assert part in page


async def test_it_is_a_tap_from_the_greeting_and_from_about(contactable: Story) -> None:
    await contactable.publish(episode())
    reader = contactable.reader()
    await contactable.writes(reader, "/start")
    await contactable.taps(reader, "🔒 隐私", reader.received[0])
    assert reader.last.text.startswith("隐私\n")
    about = await contactable.writes(reader, "/about")
    assert [button.url for button in about.buttons][:2] == [
        "https://example.org/bot",
        "https://github.com/ryderme/buildspeak",
    ]
    await contactable.taps(reader, "🔒 隐私", about)
    assert reader.last.text.startswith("隐私\n")


async def test_without_a_contact_it_says_that_there_is_none(story: Story) -> None:
    assert (await story.writes(story.reader(), "/privacy")).text.endswith("运营者没有留下联系方式。")


async def test_everything_that_is_kept_of_a_chat_leaves_with_all(story: Story) -> None:
    """Held against the schema: whatever table gets rows of chats tomorrow, its rows and columns are in the file."""
    await filled(story.store, CHAT)
    reader = story.reader()
    await story.writes(reader, "/export")
    await story.taps(reader, "📦 全部")
    media = reader.last.content.media
    assert media is not None
    assert dict(media.fields)["file_name"] == "buildspeak-all-2026-06-04.json"
    given = json.loads(media.file.content)
    schema = {table: kinds for table, kinds in (await columns(story.store)).items() if "chat_id" in kinds}
    assert set(given["rows"]) == set(schema) == set(TABLES)
    for table, kinds in schema.items():
        assert given["rows"][table], table
        assert all(set(row) == set(kinds) for row in given["rows"][table]), table


async def test_it_is_also_a_vocabulary_that_can_be_brought_in_again(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader()
    card = await story.writes(reader, "/start")
    await story.taps(reader, "①", card)
    await story.writes(reader, "/export")
    await story.taps(reader, "📦 全部")
    media = reader.last.content.media
    assert media is not None
    book = document.read(media.file.content)
    assert [entry.term.headword for entry in book.entries] == ["latency"]
