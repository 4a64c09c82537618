"""Quiet hours, pauses, days, new times: what a reader sets binds the very next push."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.model.chat import ChatId
from bot.model.delivery import Status
from bot.model.reading import Place
from bot.model.subscription import EmptyDay, Mode
from tests.kit.crowd import TODAY
from tests.kit.days import DAYS, daily, days_in, live, set_up
from tests.kit.story import Story, episode


async def test_every_day_at_the_same_time(story: Story) -> None:
    reader = await daily(story)
    await live(story, days=4)
    assert days_in(reader) == ["Day 0", "Day 1", "Day 2", "Day 3", "Day 4"]


async def test_in_quiet_hours_across_midnight_nothing_sounds_and_after_them_the_day_comes(story: Story) -> None:
    reader = await daily(story, "/time 23:30", "/quiet 22:00-07:00")
    await live(story, hours=22, minutes=40)  # 5 June 06:40
    assert days_in(reader) == ["Day 0"]
    await live(story, hours=25)
    assert days_in(reader) == ["Day 0", "Day 1"]
    assert [m.text[:2] for m in reader.received if "Day 1" in m.text] == ["🎙 "]


async def test_a_new_time_never_repeats_today(story: Story) -> None:
    reader = await daily(story)
    for time in ("09:00", "12:00", "23:59", "08:01"):
        await story.writes(reader, f"/time {time}")
        await live(story, hours=2)
    assert days_in(reader) == ["Day 0"]


async def test_a_new_zone_never_repeats_a_date(story: Story) -> None:
    reader = await daily(story)
    for zone in ("America/New_York", "Pacific/Auckland", "Europe/Berlin", "Asia/Shanghai"):
        await story.writes(reader, f"/zone {zone}")
        await live(story, hours=30)
    rows = await story.store.deliveries.listed(ChatId(7), None, 50)
    assert len({row.local_date for row in rows}) == len(rows)
    assert days_in(reader) == sorted(set(days_in(reader)))
    assert len(rows) >= 5


@pytest.mark.parametrize(("label", "left_out"), [("3 天", 3), ("7 天", 7)])
async def test_a_pause_leaves_out_so_many_and_nothing_piles_up(story: Story, label: str, left_out: int) -> None:
    reader = await daily(story, "/pause")
    story.clock.move(minutes=5)
    await story.taps(reader, label)
    await live(story, days=left_out, hours=1)
    assert days_in(reader) == ["Day 0"]
    await live(story, hours=23)
    assert days_in(reader) == ["Day 0", f"Day {left_out + 1}"]
    assert not reader.last.text.startswith("补发")


async def test_a_pause_to_a_date_ends_with_that_dates_digest(story: Story) -> None:
    reader = await daily(story, "/pause 2026-06-08")
    await live(story, days=6)
    assert days_in(reader) == ["Day 0", "Day 4", "Day 5", "Day 6"]


async def test_paused_until_resumed(story: Story) -> None:
    reader = await daily(story, "/pause")
    await story.taps(reader, "直到我恢复")
    paused = reader.last
    await live(story, days=4, hours=3)
    assert days_in(reader) == ["Day 0"]
    await story.taps(reader, "▶ 恢复推送", paused)
    await live(story, hours=1)
    assert days_in(reader) == ["Day 0", "Day 4"]
    await live(story, days=1)
    assert days_in(reader) == ["Day 0", "Day 4", "Day 5"]


async def test_only_on_chosen_days(story: Story) -> None:
    reader = await daily(story, "/settings")
    await story.taps(reader, "📅 每天")
    await story.taps(reader, "周末")
    await live(story, days=5)
    assert days_in(reader) == ["Day 0", "Day 2", "Day 3"]  # Saturday 6 and Sunday 7 June


async def test_the_digest_is_the_one_sound_of_a_day_and_can_be_silent(story: Story) -> None:
    reader = await daily(story)
    await live(story, days=1)
    assert [m.silent for m in reader.received] == [True, False, False]
    await story.writes(reader, "/settings")
    await story.taps(reader, "🔔 有提示音")
    await live(story, days=1)
    assert reader.last.silent
    assert "Day 2" in reader.last.text


async def test_a_day_without_news_is_silence_if_the_reader_wants_nothing(story: Story) -> None:
    await story.publish(
        episode("Day 0"), episode("Old", day=TODAY - timedelta(days=30)), episode("Evergreen", day=None)
    )
    reader = story.reader()
    await story.begins(reader)
    await set_up(story, reader, empty_day=EmptyDay.NOTHING)
    sent = len(story.world.calls_of("sendMessage"))
    await live(story, days=3)
    assert len(story.world.calls_of("sendMessage")) == sent


async def test_a_day_without_news_brings_an_evergreen_then_what_is_older(story: Story) -> None:
    await story.publish(
        episode("Day 0"), episode("Old", day=TODAY - timedelta(days=30)), episode("Evergreen", day=None)
    )
    reader = story.reader()
    await story.begins(reader)
    await live(story, days=4)
    titles = [m.text.split("\n")[1] for m in reader.received[1:]]
    assert titles == ["Day 0", "Evergreen", "Old"]


async def test_news_found_later_in_the_day_comes_then(story: Story) -> None:
    await story.publish(episode("Day 0"))
    reader = story.reader()
    await story.begins(reader)
    await live(story, days=1, hours=1)
    await story.publish(episode("Day 0"), episode("Day 1", day=DAYS[1]))
    await live(story, hours=1, minutes=20)
    assert days_in(reader) == ["Day 0", "Day 1"]


async def test_a_serial_goes_on_to_the_end_of_its_episode_and_then_to_the_newest(story: Story) -> None:
    """It begins at the first segment that was not read: of its digest, which the first day brought, one was."""
    await story.publish(episode("Long", length=12))
    reader = story.reader()
    await story.begins(reader)
    await set_up(story, reader, mode=Mode.SERIAL, digest_size=5)
    await story.publish(episode("Long", length=12), *(episode(f"Day {n}", day=DAYS[n]) for n in (2, 3)))
    await live(story, days=4)
    parts = [m.text for m in reader.received[2:]]
    assert ["第 2–6 段" in parts[0], "第 7–11 段" in parts[1], "第 12 段" in parts[2]] == [True] * 3
    assert all("Long" in part for part in parts[:3])
    assert "Day 3" in parts[3]
    assert len(parts) == 4


async def test_a_serial_part_that_never_left_comes_again(story: Story) -> None:
    await story.publish(episode("Long", length=12))
    reader = story.reader()
    await story.begins(reader)
    await set_up(story, reader, mode=Mode.SERIAL, digest_size=5)
    await story.tick(days=1)
    reader.chat.blocked = True
    await story.tick(days=1)
    rows = await story.store.deliveries.listed(ChatId(7), Status.GONE, 5)
    assert [row.first for row in rows] == [6]
    reader.unblock()
    await story.settle()
    await story.tick(minutes=1)
    assert "第 7–11 段" in reader.last.text


async def test_a_serial_begins_at_the_first_segment_that_was_not_read(story: Story) -> None:
    """Also of an episode that comes as news, and that its reader had begun by themselves."""
    await story.publish(episode("Day 0"), episode("Day 1", day=DAYS[1]))
    reader = story.reader()
    await story.begins(reader)
    await set_up(story, reader, mode=Mode.SERIAL, digest_size=5)
    (news,) = [piece for piece in await story.store.episodes.issued_since(DAYS[1]) if piece.title == "Day 1"]
    digest = news.positions(8)
    await story.store.progress.reached(ChatId(7), Place(news.id, 8, 3), story.clock())
    read = set(digest[:4])
    first = next(at for at in range(12) if at not in read)
    assert 0 < first <= 4
    await live(story, days=5)
    (card,) = [message.text for message in reader.received if "Day 1" in message.text][:1]
    assert f"第 {first + 1}–{first + 5} 段" in card


async def test_many_settings_at_once_with_ticks_between_lose_no_day(story: Story) -> None:
    reader = await daily(story)
    story.clock.now = datetime(2026, 6, 4, 23, 59, tzinfo=UTC)
    for minute in range(59, 65):
        reader.send(f"/time 0{7 + minute // 60}:{minute % 60:02d}")
        await story.settle()
        await story.tick(minutes=1)
    await live(story, hours=1)
    assert days_in(reader) == ["Day 0", "Day 1"]
