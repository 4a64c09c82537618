"""⏰ later and ⏭ skip: asked for by the reader, undone by the reader, and never a second digest for a date."""

from datetime import timedelta

import pytest

from bot.model.chat import ChatId
from bot.model.delivery import Status
from bot.model.schedule import local_date
from bot.model.subscription import Mode
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from tests.kit.crowd import TODAY
from tests.kit.days import daily, days_in, live, set_up
from tests.kit.story import Story, episode


async def statuses(story: Story) -> dict[str, Status]:
    """The reader's rows, by day of the month."""
    rows = await story.store.deliveries.listed(ChatId(7), None, 50)
    return {f"{row.local_date.day}": row.status for row in rows}


async def put_off(story: Story, label: str) -> tuple[Reader, Message]:
    """A reader who puts today's card off."""
    reader = await daily(story)
    card = reader.last
    await story.taps(reader, "⏰ 晚点", card)
    await story.taps(reader, label, card)
    return reader, card


async def test_in_an_hour_it_comes_again_once(story: Story) -> None:
    reader, card = await put_off(story, "一小时后")
    assert "再送来：Day 0" in card.text
    await live(story, minutes=40)
    assert len(reader.received) == 2
    await live(story, minutes=20)
    assert len(reader.received) == 3
    assert "Day 0" in reader.last.text
    assert not reader.last.text.startswith("补发")
    await live(story, hours=10)
    assert len(reader.received) == 3
    assert await statuses(story) == {"4": Status.SENT}


async def test_this_evening_means_eight_and_is_not_offered_after_it(story: Story) -> None:
    reader, _ = await put_off(story, "今晚 20:00")
    await live(story, hours=12)
    assert len(reader.received) == 3
    story.clock.move(hours=1)
    await story.taps(reader, "⏰ 晚点")
    assert reader.last.labels[0] == ["一小时后", "明天"]
    tap = reader.press(reader.last, "lt:1:e")  # an old card still has the button
    await story.settle()
    assert tap.answer is not None


async def test_tomorrow_makes_it_tomorrows_digest_and_the_newest_waits_a_day(story: Story) -> None:
    reader, _ = await put_off(story, "明天")
    await live(story, days=3)
    seen = [line for m in reader.received[2:] for line in m.text.split("\n") if line.startswith("Day ")]
    assert seen == ["Day 0", "Day 2", "Day 3"]
    assert set((await statuses(story)).values()) == {Status.SKIPPED, Status.SENT}


async def test_quiet_hours_bind_what_was_put_off_and_the_card_says_when(story: Story) -> None:
    reader = await daily(story, "/quiet 08:30-12:00")
    card = next(m for m in reader.received if "Day 0" in m.text)
    await story.taps(reader, "⏰ 晚点", card)
    await story.taps(reader, "一小时后", card)
    assert "12:00" in card.text
    before = len(reader.received)
    await live(story, hours=3, minutes=40)
    assert len(reader.received) == before
    await live(story, minutes=20)
    assert len(reader.received) == before + 1


@pytest.mark.parametrize("label", ["一小时后", "明天"])
async def test_reading_it_now_calls_the_coming_again_off(story: Story, label: str) -> None:
    reader, card = await put_off(story, label)
    await story.taps(reader, "▶ 现在就读", card)
    assert card.labels[0] == ["▶ 开始阅读"]
    assert await statuses(story) == {"4": Status.SENT}
    before = len(reader.received)
    await live(story, hours=23, minutes=40)
    assert len(reader.received) == before
    await live(story, minutes=20)
    assert "Day 1" in reader.last.text


async def test_skipping_what_was_put_off_to_tomorrow_gives_tomorrow_back(story: Story) -> None:
    reader, card = await put_off(story, "明天")
    tap = reader.press(card, "x:1:8")  # the button of the card as it was
    await story.settle()
    assert tap.answer is not None
    assert card.text.startswith("⏭ 已跳过")
    await live(story, days=1)
    assert "Day 1" in reader.last.text


async def test_skip_and_undo_twice_and_after_midnight(story: Story) -> None:
    reader = await daily(story)
    card = reader.last
    await story.taps(reader, "⏭ 跳过", card)
    again = reader.press(card, "x:1:8")
    await story.settle()
    assert again.answer is not None
    assert await statuses(story) == {"4": Status.SKIPPED}
    story.clock.move(hours=16, minutes=30)
    assert local_date("Asia/Shanghai", story.clock()) == TODAY + timedelta(days=1)
    await story.taps(reader, "↩", card)
    assert card.labels[0] == ["▶ 开始阅读"]
    assert await statuses(story) == {"4": Status.SENT}
    await story.tick(hours=7, minutes=30)
    assert "Day 1" in reader.last.text


async def test_two_taps_on_later_put_it_off_once(story: Story) -> None:
    reader, card = await put_off(story, "一小时后")
    second = reader.press(card, "lt:1:t")
    await story.settle()
    assert second.answer is not None
    assert second.answer.alert
    await live(story, days=1)
    assert days_in(reader).count("Day 0") == 1  # the first card has become a note
    assert "Day 1" in reader.last.text


async def test_after_stop_nothing_is_put_off(story: Story) -> None:
    reader = await daily(story)
    card = reader.last
    await story.writes(reader, "/stop")
    await story.taps(reader, "⏰ 晚点", card)
    tap = await story.taps(reader, "一小时后", card)
    assert tap.answer is not None
    assert (tap.answer.text, tap.answer.alert) == ("推送已停，发 /start 恢复。", True)


async def test_while_paused_putting_off_says_that_it_is_a_pause(story: Story) -> None:
    reader = await daily(story)
    card = reader.last
    await story.writes(reader, "/pause")
    await story.taps(reader, "直到我恢复")
    await story.taps(reader, "⏰ 晚点", card)
    tap = await story.taps(reader, "一小时后", card)
    assert tap.answer is not None
    assert (tap.answer.text, tap.answer.alert) == ("推送已暂停，发 /start 恢复。", True)


async def test_what_was_put_off_does_not_come_after_a_stop(story: Story) -> None:
    reader, _ = await put_off(story, "一小时后")
    await story.writes(reader, "/stop")
    before = len(reader.received)
    await live(story, hours=2)
    assert len(reader.received) == before
    assert await statuses(story) == {"4": Status.SENT}


async def test_today_brings_what_was_put_off_at_once_and_only_then(story: Story) -> None:
    reader, _ = await put_off(story, "一小时后")
    await story.writes(reader, "/today")
    assert "Day 0" in reader.last.text
    before = len(reader.received)
    await live(story, hours=2)
    assert len(reader.received) == before


async def test_skipping_an_episode_that_was_never_delivered_changes_nothing(story: Story) -> None:
    reader = await daily(story)
    for data in ("x:3:8", "lt:3:h", "x:99:8"):
        tap = reader.press(reader.last, data)
        await story.settle()
        assert tap.answer is not None
        assert tap.answer.alert
    assert await statuses(story) == {"4": Status.SENT}


async def test_a_serial_does_not_go_on_with_what_was_skipped(story: Story) -> None:
    await story.publish(episode("Long", length=12), episode("Evergreen", day=None))
    reader = story.reader()
    await story.begins(reader)
    await set_up(story, reader, mode=Mode.SERIAL)
    await story.tick(days=1)
    assert "Long" in reader.last.text
    await story.taps(reader, "⏭ 跳过")
    await story.tick(days=1)
    assert "Evergreen" in reader.last.text
