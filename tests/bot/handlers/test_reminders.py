"""A reminder that cards are waiting: one a day, silent, outside quiet hours, and each chat's trouble its own."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.chat import ChatId
from bot.model.review import ReviewSettings
from tests.kit.reviewing import CHAT, with_terms
from tests.kit.story import Story


@pytest.mark.parametrize(("quiet", "comes"), [(False, 1), (True, 0)])
async def test_one_reminder_a_day_comes_silently_and_never_in_quiet_hours(
    story: Story, quiet: bool, comes: int
) -> None:
    reader = await with_terms(story, count=6)
    if quiet:
        await story.writes(reader, "/quiet 20:00-23:00")
    await story.writes(reader, "/settings")
    await story.taps(reader, "🧠 复习设置")
    await story.taps(reader, "🔕 不提醒")
    await story.taps(reader, "21:00")
    before = len(reader.received)
    for _ in range(30):
        await story.tick(minutes=30)
    reminders = [message for message in reader.received[before:] if "等着复习" in message.text]
    assert len(reminders) == comes
    assert all(message.silent for message in reminders)
    if reminders:
        await story.taps(reader, "🧠 复习 6", reminders[0])
        assert reader.last.text.startswith("复习 · 1/6\n")


async def test_whom_a_reminder_cannot_be_made_for_waits_an_hour_and_keeps_nobody_waiting(story: Story) -> None:
    reader = await with_terms(story, count=6)
    reader_of = await story.store.subscriptions.get(CHAT)
    assert reader_of is not None
    lost = replace(reader_of, chat_id=ChatId(6), zone="Nowhere/Never", next_due_at=None)
    await story.store.subscriptions.put(lost)
    at = story.clock()
    for chat_id in (ChatId(6), CHAT):
        await story.store.review_settings.put(ReviewSettings(chat_id, reminder=reader_of.minute, remind_at=at))
    before = len(reader.received)
    await story.desk.reminders.tick()
    assert ["等着复习" in message.text for message in reader.received[before:]] == [True]
    (waits,) = await story.store.review_settings.to_remind(at + timedelta(hours=1), 5)
    assert (waits.chat_id, waits.remind_at) == (ChatId(6), at + timedelta(hours=1))


async def test_a_bot_that_stops_reminds_nobody_more(story: Story) -> None:
    reader = await with_terms(story, count=6)
    await story.writes(reader, "/settings")
    await story.taps(reader, "🧠 复习设置")
    await story.taps(reader, "🔕 不提醒")
    await story.taps(reader, "21:00")
    before = len(reader.received)
    await story.desk.reminders.close(within=1)
    await story.tick(hours=14)
    assert len(reader.received) == before
    assert await story.store.review_settings.to_remind(story.clock(), 5)
