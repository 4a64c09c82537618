"""A complaint is traced: what came, what was changed, what went wrong, and not a word of the reader's."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from bot.cli.main import main
from bot.model.chat import ChatId
from bot.model.trace import What
from bot.sandbox.faults import LostAfter
from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.days import daily
from tests.kit.story import Story


@pytest.fixture
def clock() -> Clock:
    """The command looks back from now."""
    return Clock(datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=3))


def run(url: str, *arguments: str) -> tuple[int, str]:
    told = CliRunner().invoke(main, ["chat", *arguments], env={"DATABASE_URL": url, "TELEGRAM_BOT_TOKEN": ""})
    return told.exit_code, told.output


async def test_what_a_chat_saw_is_told_in_order_and_nothing_that_it_wrote(story: Story) -> None:
    reader = await daily(story)
    story.clock.move(minutes=1)
    await story.taps(reader, "▶ 开始阅读")
    await story.taps(reader, "①")
    for text in ("/time 09:30", "我叫王小明", "/stop", "/start"):
        story.clock.move(minutes=1)
        await story.writes(reader, text)
    story.world.faults.next(LostAfter(), method="sendMessage")
    await story.tick(days=1, hours=2)
    code, said = await asyncio.to_thread(run, story.url, "7")
    assert code == 0, said
    head, *lines = said.splitlines()
    assert head.startswith("chat 7: active since ")
    assert "Asia/Shanghai at 09:30" in head
    assert "1 terms" in head
    kinds = [line.split()[2] for line in lines]
    assert kinds == ["delivery", "settings", "read", "settings", "settings", "settings", "delivery"]
    assert [line[:19] for line in lines] == sorted(line[:19] for line in lines)
    assert "minute 480 → 570" in lines[3]
    assert "standing active → stopped" in lines[4]
    assert "unknown" in lines[6]
    saved = (await story.store.books.read(ChatId(7))).entries[0].term
    assert not [word for word in ("王小明", saved.headword, saved.meaning) if word in said]


async def test_an_error_is_there_with_its_place_and_the_number_of_its_update(story: Story) -> None:
    await daily(story)
    async with story.store.database.single() as connection:
        await connection.execute("DROP TABLE contexts")
    story.reader().send("/vocab 私房词")
    await story.settle()
    traces = await story.store.traces.of_chat(ChatId(7), story.clock() - timedelta(hours=1))
    (trace,) = [trace for trace in traces if trace.what is What.ERROR]
    assert "OperationalError at store/" in trace.detail
    assert f", u{story.world.inbox._next_id - 1}" in trace.detail
    assert "私房词" not in trace.detail


async def test_coming_and_going_and_the_settings_of_reviews_are_there(story: Story, world: World) -> None:
    reader = await daily(story)
    for happens in (reader.block, reader.unblock):
        story.clock.move(minutes=1)
        happens()
        await story.settle()
    story.clock.move(minutes=1)
    reader.press(reader.last, "qsg:1")
    await story.settle()
    code, said = await asyncio.to_thread(run, story.url, "7", "--days", "5")
    assert code == 0
    said = said.partition("blocked or removed the bot")[2]
    assert "standing gone → active" in said
    assert "unblocked or added the bot again" in said
    assert "four_grades False → True" in said


async def test_who_is_not_known_or_was_quiet_is_said(story: Story) -> None:
    code, said = await asyncio.to_thread(run, story.url, "12345")
    assert code == 1
    assert "Nothing is known of chat 12345" in said
    await daily(story)
    code, said = await asyncio.to_thread(run, story.url, "7", "--days", "1")
    assert code == 0
    assert "nothing since" in said
    await story.store.chats.forget(ChatId(7), story.clock())
    assert (await asyncio.to_thread(run, story.url, "7"))[0] == 1
