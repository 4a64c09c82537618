"""/why in every state and both languages; /admin for those who operate."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.chat import ChatId, Language
from bot.model.delivery import Status
from bot.model.subscription import EmptyDay, Standing
from bot.sandbox.faults import SERVER_ERROR, LostAfter, Refuse
from bot.sandbox.reader import Reader
from tests.kit.crowd import TODAY
from tests.kit.days import daily, live, set_up
from tests.kit.story import Story, episode


async def why(story: Story, reader: Reader) -> tuple[str, str]:
    message = await story.writes(reader, "/why")
    assert message.silent
    last, following = message.text.split("\n")
    return last, following


@pytest.mark.parametrize("language", list(Language))
async def test_why_says_what_came_what_comes_and_what_stands_in_the_way(story: Story, language: Language) -> None:
    zh = language is Language.ZH

    async def says(chinese: str, english: str) -> None:
        _, following = await why(story, reader)
        assert (chinese if zh else english) in following

    reader = story.reader()
    await story.writes(reader, "/stop")
    await set_up(story, reader, language=language)
    last, _ = await why(story, reader)
    assert last == ("还没有送过。" if zh else "Nothing has been sent yet.")
    await says("推送已停", "Deliveries are stopped")

    await story.publish(episode("Day 0"), episode("Day 1", day=TODAY + timedelta(days=1)))
    await story.begins(reader)
    last, _ = await why(story, reader)
    assert "Day 0" in last
    assert "08:00" in last
    await says("下一篇：6月5日 周五 08:00。", "Next: ")
    # An app in Chinese would write English dates in Chinese.
    assert any(entity.type == "date_time" for entity in reader.last.entities) == zh

    await story.writes(reader, "/quiet 07:00-09:00")
    await live(story, hours=24)
    await says("现在是免打扰时段", "These are your quiet hours")
    told = await story.writes(reader, "/quiet off")
    assert told.text == ("好，不设免打扰时段。" if zh else "Done: no quiet hours.")
    story.world.faults.next(SERVER_ERROR, method="sendMessage")
    await story.tick()
    await says("没发成", "Sending failed")
    last, _ = await why(story, reader)
    assert "Day 0" in last

    await story.writes(reader, "/pause 2026-06-10")
    await says("推送暂停到 6月10日", "Deliveries are paused until")
    await story.writes(reader, "/pause")
    await story.taps(reader, "直到我恢复" if zh else "Until I resume")
    await says("推送已暂停，发 /start 恢复。", "Deliveries are paused. Send /start")
    await story.begins(reader)
    await set_up(story, reader, days=0)
    await says("没有选送达的日子", "No delivery days chosen")
    await set_up(story, reader, days=127, standing=Standing.GONE)
    await says("发不到你这里", "did not reach you")
    await set_up(story, reader, standing=Standing.ACTIVE, empty_day=EmptyDay.NOTHING)
    await story.tick(days=1)
    await says("暂时没有新内容", "Nothing new yet")


async def test_why_tells_of_what_may_have_arrived_and_of_what_was_refused(story: Story) -> None:
    reader = await daily(story)
    story.world.faults.next(LostAfter(), method="sendMessage")
    await story.tick(days=1)
    reader.send("/why")
    await story.settle()
    told, brought = reader.received[-2:]
    assert told.text.splitlines()[-1].startswith("今天这一篇可能没有送到，随后补上。下一篇：6月6日")
    assert "Day 1" in brought.text
    story.world.faults.next(Refuse(400, "Bad Request: message is too long"), method="sendMessage")
    await story.tick(days=1)
    last, following = await why(story, reader)
    assert "Day 1" in last
    assert following.startswith("今天这一篇发不出来，已经记下。下一篇：6月7日")
    story.clock.move(hours=20)
    _, following = await why(story, reader)
    assert following.startswith("下一篇：6月7日")


async def test_why_dates_the_last_one_by_its_sending_not_by_what_was_done_to_it_since(story: Story) -> None:
    reader = await daily(story)
    card = reader.last
    story.clock.move(hours=3)
    await story.taps(reader, "⏭ 跳过", card)
    last, _ = await why(story, reader)
    assert "08:00" in last


async def test_only_operators_get_the_figures_and_can_resend_what_is_parked(story: Story) -> None:
    story.app.bot_data["desk"] = replace(story.desk, admin_ids=frozenset({9}))
    reader = await daily(story)
    story.world.faults.next(LostAfter(), method="sendMessage", chat_id=7)
    await story.tick(days=1)
    operator = story.reader(9)
    page = await story.writes(operator, "/admin")
    assert "存疑 1" in page.text
    assert "上次巡查：6月5日" in page.text
    assert "已离开 0" in page.text
    assert "天前" not in page.text
    story.clock.move(days=11)
    assert "最新一篇：6月13日 周六 · 3 天前\n" in (await story.writes(operator, "/admin")).text
    story.clock.move(days=-11)
    hostile = reader.press(reader.last, "ar:")
    await story.settle()
    assert hostile.answer is not None
    assert hostile.answer.alert
    assert await story.store.doubts.count() == 1
    before = len(reader.received)
    await story.taps(operator, "↻ 重发存疑的 1 条", page)
    await story.tick(minutes=1)
    assert len(reader.received) == before + 1
    await story.taps(operator, "👁 预览明天", page)
    assert "Day 2" in operator.last.text
    assert (await story.writes(reader, "/admin")).text != page.text


async def test_the_figures_stay_out_of_groups(story: Story) -> None:
    story.app.bot_data["desk"] = replace(story.desk, admin_ids=frozenset({9}))
    operator = story.reader(9)
    group = story.world.group(-500, admins=[operator])
    operator.send("/admin@buildspeak_bot", chat=group)
    await story.settle()
    assert [m for m in group.messages if m.sender is story.world.bot] == []


async def test_what_was_parked_before_a_newer_date_is_not_sent_again(story: Story) -> None:
    reader = await daily(story)
    story.world.faults.next(LostAfter(), method="sendMessage", chat_id=7)
    await story.tick(days=1)
    await story.tick(days=1)
    assert await story.store.doubts.count() == 0
    assert await story.store.doubts.resend(story.clock()) == 0
    rows = await story.store.deliveries.listed(ChatId(7), Status.UNKNOWN, 5)
    assert len(rows) == 1
    assert "Day 2" in reader.last.text


async def test_in_a_group_only_administrators_set_the_time(story: Story) -> None:
    await story.publish(episode())
    leader, member = story.reader(9), story.reader(8)
    group = story.world.group(-500, admins=[leader], members=[member])
    leader.send("/start@buildspeak_bot", chat=group)
    await story.settle()
    card = group.messages[-1]
    assert not any(button.data for button in card.buttons)
    member.send("/time@buildspeak_bot 10:00", chat=group)
    await story.settle()
    found = await story.store.subscriptions.get(ChatId(-500))
    assert found is not None
    assert found.minute == 480
    leader.send("/time@buildspeak_bot 10:00", chat=group)
    await story.settle()
    found = await story.store.subscriptions.get(ChatId(-500))
    assert found is not None
    assert found.minute == 600
