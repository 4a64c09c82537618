"""After downtime: one late digest rather than none, the newest rather than a pile, and a way to the others."""

from datetime import date, timedelta

from bot.model.chat import ChatId
from bot.model.delivery import Status
from bot.sandbox.faults import SERVER_ERROR
from tests.kit.crowd import TODAY
from tests.kit.story import Story, episode

DAYS = [TODAY + timedelta(days=n) for n in range(6)]


async def test_down_from_seven_to_ten_brings_one_late_digest(story: Story) -> None:
    await story.publish(episode("One"), episode("Two", day=DAYS[1]))
    reader = story.reader()
    await story.begins(reader)
    before = len(reader.received)
    await story.tick(hours=26)
    await story.tick(hours=1)
    (card,) = reader.received[before:]
    assert card.text.startswith("补发")
    assert "Two" in card.text
    assert not any("错过" in label for row in card.labels for label in row)


async def test_half_an_hour_late_is_not_late(story: Story) -> None:
    await story.publish(episode("One"), episode("Two", day=DAYS[1]))
    reader = story.reader()
    await story.begins(reader)
    await story.tick(hours=24, minutes=30)
    assert not reader.last.text.startswith("补发")


async def test_two_days_down_brings_the_newest_and_the_button_opens_what_was_missed(story: Story) -> None:
    await story.publish(*(episode(f"Day {n}", day=day) for n, day in enumerate(DAYS[:4])))
    reader = story.reader()
    await story.begins(reader)  # had Day 0
    before = len(reader.received)
    await story.tick(days=3, hours=2)
    (card,) = reader.received[before:]
    assert card.text.startswith("补发")
    assert "Day 3" in card.text
    tap = await story.taps(reader, "还错过了 2 篇", card)
    assert tap.answer is not None
    missed = reader.last
    assert missed.silent
    assert [title in missed.text for title in ("Day 0", "Day 1", "Day 2", "Day 3")] == [False, True, True, False]
    await story.taps(reader, "1", missed)
    assert "Day 2" in missed.text
    tap = reader.press(card, "ms:999999999")
    await story.settle()
    assert tap.answer is not None
    assert tap.answer.alert


async def test_what_waited_when_the_bot_went_down_gives_way_to_the_newest(story: Story) -> None:
    await story.publish(*(episode(f"Day {n}", day=day) for n, day in enumerate(DAYS[:3])))
    reader = story.reader()
    await story.begins(reader)
    story.world.faults.next(SERVER_ERROR, method="sendMessage")
    await story.tick(days=1)  # Day 1 is owed, refused, and waits
    before = len(reader.received)
    await story.tick(days=1)
    (card,) = reader.received[before:]
    assert "Day 2" in card.text
    row = await story.store.deliveries.get(ChatId(7), DAYS[1])
    assert row is not None
    assert row.status is Status.EXPIRED


async def test_what_never_left_still_comes_on_a_day_without_news(story: Story) -> None:
    await story.publish(episode("Day 0"), episode("Day 1", day=DAYS[1]))
    reader = story.reader()
    await story.begins(reader)
    story.world.faults.next(SERVER_ERROR, method="sendMessage")
    await story.tick(days=1)
    before = len(reader.received)
    await story.tick(days=1)
    (card,) = reader.received[before:]
    assert "Day 1" in card.text


async def test_the_same_episode_under_two_dates_is_pushed_once(story: Story) -> None:
    await story.publish(episode("Again and Again"))
    reader = story.reader()
    await story.begins(reader)
    before = len(reader.received)
    for day in range(12):
        await story.publish(episode("Again and Again", day=DAYS[1] + timedelta(days=day)))
        for _ in range(4):
            await story.tick(hours=6)
    assert len(reader.received) == before
    (row,) = await story.store.deliveries.listed(None, None, 10)
    assert row.local_date == date(2026, 6, 4)
