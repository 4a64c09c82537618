"""Whatever is tapped, whenever, in whatever order: it works or says so kindly, and harms nothing."""

from dataclasses import replace

import pytest

from bot.render.buttons.packing import check
from bot.sandbox.world import World
from content.episode.episode import Gloss
from tests.kit.clock import Clock
from tests.kit.opened_card import head, opened
from tests.kit.story import Story, episode, segment


async def test_months_old_buttons_and_those_from_before_a_restart_still_work(
    sqlite_url: str, clock: Clock, world: World
) -> None:
    story = Story(sqlite_url, clock, world)
    async with story.bot():
        reader, card = await opened(story)
    clock.move(days=200)
    async with story.bot():
        await story.taps(reader, "下一段 ▶", card)
        assert " · 2/8 · " in head(card)
        await story.taps(reader, "①", card)
        assert any(key.startswith("✓") for row in card.labels for key in row)


async def test_a_withdrawn_episodes_buttons_say_so(story: Story) -> None:
    reader, card = await opened(story)
    await story.publish()
    before = card.content
    for button in ("下一段 ▶", "①", "⋯", "🔎", "1/8", "◀ 封面"):
        tap = await story.taps(reader, button, card)
        assert tap.answer is not None
        assert tap.answer.text == "这一篇已经撤下。你存的词都还在生词本里。"
        assert tap.answer.alert
    assert card.content == before
    assert "今天没有新内容" in (await story.writes(reader, "/today")).text


async def test_an_episode_cut_short_under_a_reader_leads_to_its_end(story: Story) -> None:
    reader, card = await opened(story, length=20)
    for _ in range(6):
        await story.taps(reader, "下一段 ▶")
    await story.publish(episode(length=3))
    await story.taps(reader, "下一段 ▶")
    assert " · 3/3 · " in head(card)
    await story.taps(reader, "读完 ▶")
    assert card.text.startswith("读完了")


async def test_a_word_that_changed_under_the_button_is_not_saved_for_another(story: Story) -> None:
    await story.publish(episode(length=1))
    reader = story.reader()
    card = await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    edited = replace(
        segment(0), glosses=(Gloss("measured", "测量", (35, 43)), Gloss("latency", "延迟", None)), featured=True
    )
    await story.publish(episode(segments=(edited,)))
    tap = await story.taps(reader, "① latency")
    assert tap.answer is not None
    assert tap.answer.text == "这一段刚刚更新过，请再点一次。"
    assert card.labels[1] == ["① measured", "② latency"]
    assert "还空着" in (await story.writes(reader, "/vocab")).text
    await story.taps(reader, "② latency", card)
    assert "latency  延迟" in (await story.writes(reader, "/vocab")).text


async def test_a_double_tap_on_next_moves_one_segment(story: Story) -> None:
    reader, card = await opened(story)
    data = next(button.data for button in card.buttons if button.label == "下一段 ▶")
    assert data is not None
    taps = [reader.press(card, data) for _ in range(3)]
    await story.settle()
    assert all(tap.answer is not None and not tap.answer.text for tap in taps)
    assert " · 2/8 · " in head(card)


async def test_taps_out_of_order_end_at_the_last_one(story: Story) -> None:
    reader, card = await opened(story)
    for index in (5, 3, 6, 1):
        reader.press(card, f"r:1:8:{index}")
    await story.settle()
    assert " · 2/8 · " in head(card)


FORGED = [
    ("r:1:8:2147483647", ""),
    ("r:1:77:3", ""),
    ("r:99:8:0", "这一篇已经撤下"),
    ("r:2147483647:8:0", "这一篇已经撤下"),
    (f"g:1:8:0:9:{check('latency')}", "这一段刚刚更新过"),
    ("g:1:8:0:0:zzzz", "这一段刚刚更新过"),
    ("g:1:8:0:0:", "这一段刚刚更新过"),
    ("w:1:8:2147483647", ""),
    ("e:1:2147483647", ""),
    ("er:99:8", "这一篇已经撤下"),
    ("d:99:8", "这一篇已经撤下"),
    ("j:1:8:2147483647", ""),
    ("v:2147483647:newest", ""),
    ("vt:2147483647:2147483647:newest", "这个词已经不在"),
    ("vd:5:0:newest", "这个词已经不在"),
    ("vu:5:0:newest", "这个词已经不在"),
    ("vc:5", "这个词已经不在"),
    ("am:0000-00:0", ""),
    ("am:x:2147483647", ""),
    ("sT:99999", "这个按钮太旧了"),
    ("sT:1440", "这个按钮太旧了"),
    ("sZ:Mars/Olympus", "这个按钮太旧了"),
    ("sZ:../etc/passwd", "这个按钮太旧了"),
    ("sl:7", "这个按钮太旧了"),
    ("sD:128", "这个按钮太旧了"),
    ("sQ:0:1440", "这个按钮太旧了"),
    ("sP:100000", "这个按钮太旧了"),
    ("mt:1:8:0:loud", "这个按钮太旧了"),
    ("r:1:8", "这个按钮太旧了"),
    ("zzz", "这个按钮太旧了"),
    ("ar", "这个按钮太旧了"),
    ("ap", "这个按钮太旧了"),
    ("lt:1:x", "这个按钮太旧了"),
    ("lt:99:h", "这一篇已经撤下"),
]


@pytest.mark.parametrize(("data", "answer"), FORGED)
async def test_a_forged_button_is_answered_and_harms_nothing(
    story: Story, caplog: pytest.LogCaptureFixture, data: str, answer: str
) -> None:
    reader, card = await opened(story)
    before = await story.subscription(reader)
    tap = reader.press(card, data)
    await story.settle()
    assert tap.answer is not None
    assert tap.answer.text.startswith(answer)
    assert bool(tap.answer.text) == bool(answer)
    assert await story.subscription(reader) == before
    assert not [record for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


async def test_an_edit_that_moves_segments_is_read_anew(story: Story) -> None:
    before = episode(length=12)
    await story.publish(before)
    reader = story.reader()
    await story.begins(reader)
    await story.taps(reader, "▶ 开始阅读")
    card = reader.received[-1]
    await story.publish(replace(before, segments=before.segments[4:]))
    await story.taps(reader, "下一段 ▶", card)
    listing = await story.store.episodes.get(1)
    assert listing is not None
    position = listing.positions(8)[1]
    assert f"This is part {position + 4} of the talk" in reader.received[-1].text
