"""A reader's first day, from /start to tomorrow's push."""

import asyncio
from datetime import date

from bot.app.clockwork import tick
from bot.model.chat import ChatId
from bot.model.subscription import Standing
from bot.sandbox.faults import Held
from tests.kit.story import Story, episode


async def test_start_greets_subscribes_and_brings_the_first_segment_itself(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.writes(reader, "/start")
    greeting, card = reader.received
    assert greeting.text.splitlines()[1:] == ["明天 08:00 见。"]
    assert greeting.silent
    assert card.text.startswith("The Test Bench · 1/8 · ")
    assert not card.silent
    assert [label[0] for row in card.labels[1:2] for label in row] == ["①", "🎓"]


async def test_a_tick_between_the_greeting_and_the_first_segment_brings_nothing_of_its_own(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader()
    go_on = asyncio.Event()
    story.world.faults.next(Held(go_on), method="sendMessage")
    reader.send("/start")
    begun = asyncio.create_task(story.settle())
    while not (found := await story.store.subscriptions.get(ChatId(7))) or found.standing is not Standing.ACTIVE:  # noqa: ASYNC110
        await asyncio.sleep(0.001)
    await tick(story.desk)
    go_on.set()
    await begun
    assert [said.text.split("\n")[0][:14] for said in reader.received] == ["欢迎来到 BuildSpea", "The Test Bench"]


async def test_two_taps_lead_to_the_first_saved_term_and_five_to_the_first_finished_review(story: Story) -> None:
    """Start is the first; what a reader reads between them is not counted, what they press is."""
    await story.publish(episode())
    reader = story.reader()
    await story.writes(reader, "/start")
    card, taps = reader.received[-1], 1
    await story.taps(reader, "①", card)
    taps += 1
    assert (await story.store.terms.count(ChatId(7)), taps) == (1, 2)
    invitation = reader.received[-1]
    assert invitation.text == "✓ 已存 latency"
    for button in ("🧠 试一下复习", "看答案", "🙂 记得"):
        await story.taps(reader, button, invitation)
        taps += 1
    assert invitation.text.startswith("今天复习完了\n1 张 · 记得 1")
    assert taps == 5
    await story.taps(reader, "▶ 继续 1/8", invitation)
    assert "1/8" in invitation.text


async def test_the_invitation_to_review_comes_once(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader()
    card = await story.writes(reader, "/start")
    for _ in range(3):
        await story.taps(reader, "latency", card)
    await story.taps(reader, "下一段 ▶", card)
    await story.taps(reader, "①", card)
    assert [said.text for said in reader.received[2:]] == ["✓ 已存 latency"]


async def test_the_first_end_of_a_reading_asks_for_the_hour_and_no_other_does(story: Story) -> None:
    await story.publish(episode(), episode("Two", day=date(2026, 6, 5)))
    reader = story.reader()
    card = await story.writes(reader, "/start")
    await story.taps(reader, "①", card)
    for _ in range(8):
        await story.taps(reader, card.labels[0][2], card)
    assert card.text == (
        "读完了 · On Measuring\n\n这一篇里你存了 1 个词：\nlatency  术语0\n\n🧠 待复习 1\n"
        "下一篇：6月5日 周五 08:00\n\n以后也在这个时间送来，合适吗？"
    )
    await story.taps(reader, "🕗 08:00 ›", card)
    await story.taps(reader, "21:00", card)
    assert "下一篇：6月5日 周五 21:00" in card.text
    await story.tick(days=2)
    card = reader.received[-1]
    assert "Two" in card.text
    await story.taps(reader, "▶ 开始阅读", card)
    for _ in range(8):
        await story.taps(reader, card.labels[0][2], card)
    assert card.text.startswith("读完了 · Two")
    assert "合适吗" not in card.text


async def test_tomorrows_digest_comes_at_the_readers_time_and_once_however_often_it_ticks(story: Story) -> None:
    await story.publish(episode("One"), episode("Two", day=date(2026, 6, 5)))
    reader = story.reader()
    await story.writes(reader, "/start")
    await story.tick(hours=23, minutes=59)
    assert len(reader.received) == 2
    for _ in range(3):
        await story.tick(minutes=1)
    assert len(reader.received) == 3
    assert "Two" in reader.last.text


async def test_the_digest_is_read_forward_and_back_in_one_message(story: Story) -> None:
    await story.publish(episode(length=12))
    reader = story.reader()
    card = await story.writes(reader, "/start")
    seen = [card.text.split("\n")[0]]
    for _ in range(7):
        await story.taps(reader, "下一段 ▶")
        seen.append(card.text.split("\n")[0])
    assert [line.split(" · ")[1] for line in seen] == [f"{n}/8" for n in range(1, 9)]
    await story.taps(reader, "读完 ▶")
    assert card.text.startswith("读完了 · On Measuring")
    await story.taps(reader, "◀ 封面")
    assert card.labels[0] == ["↺ 再读一遍"]
    assert len(reader.received) == 2


async def test_two_bots_that_tick_at_once_bring_one_digest(story: Story) -> None:
    await story.publish(episode("One"), episode("Two", day=date(2026, 6, 5)))
    readers = [story.reader(number) for number in (7, 8, 9)]
    for reader in readers:
        await story.writes(reader, "/start")
    async with Story(story.url, story.clock, story.world).bot() as other:
        story.clock.move(days=1)
        await asyncio.gather(*(each.desk.courier.tick() for each in (story, other, story, other)))
    for reader in readers:
        assert len(reader.received) == 3
        assert "Two" in reader.last.text
