"""/settings: every value on its button, a tap sets it, and what is due follows."""

from datetime import date

import pytest

from bot.model.chat import Language
from bot.model.subscription import EVERY_DAY, EmptyDay, Lead, Mode, Translation
from bot.sandbox.chat import Message
from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.settings_open import open_settings
from tests.kit.story import Story, episode

HOW = "点一下就换；带 › 的，点开再选。"


def labels(message: Message) -> list[str]:
    return [label for row in message.labels for label in row]


async def test_every_setting_stands_on_its_button_in_chinese(sqlite_url: str, clock: Clock, world: World) -> None:
    """Where something can be heard, as of the bundled library it can."""
    async with Story(sqlite_url, clock, world, {"bundled_episodes": True}).bot() as story:
        _, card = await open_settings(story)
    assert card.text == f"设置\n下一篇：6月5日 周五 08:00\n{HOW}"
    assert card.labels == [
        ["🕗 08:00 ›", "🌏 上海 ›"],
        ["📅 每天 ›"],
        ["🌙 不设免打扰 ›", "⏸ 暂停 ›"],
        ["精选 8 段", "译文 · 遮住"],
        ["读法 · 精选", "无新篇时 · 经典"],
        ["🔔 有提示音", "头条 · 默认"],
        ["🧠 复习设置 ›", "🗣 朗读 ›"],
        ["🌐 语言：中文"],
    ]
    (when,) = [entity for entity in card.entities if entity.type == "date_time"]
    assert when.unix_time == 1780617600


async def test_and_in_english(story: Story) -> None:
    _, card = await open_settings(story, "en")
    assert card.text == "Settings\nNext: Fri 5 Jun 08:00\nA tap changes a value; › opens a choice."
    assert labels(card)[:2] == ["🕗 08:00 ›", "🌏 Shanghai ›"]


@pytest.mark.parametrize(
    ("button", "field", "values"),
    [
        ("精选 ", "digest_size", [12, 5, 8]),
        ("译文 · ", "translation", [*list(Translation)[1:], Translation.HIDDEN]),
        ("读法 · ", "mode", [Mode.SERIAL, Mode.DIGEST]),
        ("头条 · ", "lead", [*list(Lead)[1:], Lead.ANY]),
        ("无新篇时 · ", "empty_day", [EmptyDay.SERIAL, EmptyDay.NOTHING, EmptyDay.EVERGREEN]),
    ],
)
async def test_a_tap_turns_to_the_next_value_and_round_again(
    story: Story, button: str, field: str, values: list[object]
) -> None:
    reader, card = await open_settings(story)
    before = card.content
    for value in values:
        await story.taps(reader, button)
        assert getattr(await story.subscription(reader), field) == value
    assert card.content == before


async def test_sound_and_language_too(story: Story) -> None:
    reader, card = await open_settings(story)
    await story.taps(reader, "🔔 有提示音")
    assert (await story.subscription(reader)).silent
    tap = await story.taps(reader, "🌐 语言：中文")
    assert tap.answer is not None
    assert tap.answer.text == "🌐 Language: English"
    assert card.text.startswith("Settings\n")
    assert "🔕 Silent" in labels(card)
    assert (await story.subscription(reader)).language is Language.EN
    await story.taps(reader, "🌐 Language: English")
    assert "🔕 静音" in labels(card)


async def test_the_time_is_picked_and_the_next_push_follows(story: Story) -> None:
    reader, card = await open_settings(story)
    await story.taps(reader, "🕗 08:00")
    assert "● 08:00" in labels(card)
    await story.taps(reader, "21:00")
    assert card.text == f"设置\n下一篇：6月5日 周五 21:00\n{HOW}"
    await story.taps(reader, "🕗 21:00")
    await story.taps(reader, "↩ 返回")
    assert "🕗 21:00 ›" in labels(card)


async def test_the_zone_is_picked_and_the_next_push_stays_at_the_readers_time(story: Story) -> None:
    reader, card = await open_settings(story)
    await story.taps(reader, "🌏 上海")
    assert "● 上海" in labels(card)
    await story.taps(reader, "纽约")
    assert card.text == f"设置\n下一篇：6月5日 周五 08:00\n{HOW}"
    (when,) = [entity for entity in card.entities if entity.type == "date_time"]
    assert when.unix_time == 1780617600 + 12 * 3600
    await story.taps(reader, "🌏 纽约")
    assert "● 纽约" in labels(card)


async def test_days_quiet_hours_and_pause_have_their_own_pages(story: Story) -> None:
    reader, card = await open_settings(story)
    await story.taps(reader, "📅 每天")
    await story.taps(reader, "● 六")
    await story.taps(reader, "↩ 返回")
    assert "📅 一 二 三 四 五 日 ›" in labels(card)
    await story.taps(reader, "🌙")
    await story.taps(reader, "22:00–07:00")
    assert "● 22:00–07:00" in labels(card)
    await story.taps(reader, "↩ 返回")
    assert "🌙 22:00–07:00 ›" in labels(card)
    await story.taps(reader, "⏸ 暂停")
    await story.taps(reader, "7 天")
    assert card.text == "⏸ 暂停到 6月11日 周四 08:00。期间的内容不会积压。"
    await story.taps(reader, "▶ 恢复推送")
    assert (await story.subscription(reader)).paused_until is None


async def test_a_pause_can_be_ended_from_the_settings(story: Story) -> None:
    reader, card = await open_settings(story)
    await story.taps(reader, "⏸ 暂停")
    await story.taps(reader, "3 天")
    await story.taps(reader, "↩ 返回")
    assert card.text == f"设置\n下一篇：6月7日 周日 08:00\n{HOW}"
    await story.taps(reader, "恢复推送")
    assert (await story.writes(reader, "/settings")).text == f"设置\n下一篇：6月5日 周五 08:00\n{HOW}"
    assert "恢复推送" not in labels(reader.last)


async def test_while_paused_nothing_offers_to_pause_once_more(story: Story) -> None:
    reader, card = await open_settings(story)
    await story.taps(reader, "⏸ 暂停")
    await story.taps(reader, "3 天")
    await story.taps(reader, "↩ 返回")
    assert not any("⏸" in label for label in labels(card))


@pytest.mark.parametrize(
    ("button", "toast"),
    [("精选 8 段", "精选 12 段"), ("译文 · 遮住", "译文 · 对照"), ("🔔", "🔕 静音"), ("读法 · 精选", "读法 · 连载")],
)
async def test_what_a_tap_set_is_named_in_its_toast(story: Story, button: str, toast: str) -> None:
    reader, _ = await open_settings(story)
    tap = await story.taps(reader, button)
    assert tap.answer is not None
    assert tap.answer.text == toast


async def test_dates_are_the_readers_language_also_where_the_app_speaks_another(story: Story) -> None:
    """An app writes a date entity in its own language: 下一篇：Fri, Jun 5."""
    reader, card = await open_settings(story, "en")
    assert [entity.type for entity in card.entities if entity.type == "date_time"] == ["date_time"]
    await story.taps(reader, "🌐 Language: English")
    assert card.text == f"设置\n下一篇：6月5日 周五 08:00\n{HOW}"
    assert not [entity for entity in card.entities if entity.type == "date_time"]


async def test_who_chose_no_day_and_resumes_gets_every_day_again(story: Story) -> None:
    reader, card = await open_settings(story)
    await story.taps(reader, "📅")
    for day in "一二三四五六日":
        await story.taps(reader, f"● {day}")
    await story.taps(reader, "↩ 返回")
    assert card.text == f"设置\n现在不推送。点下面的按钮，或发 /start 恢复。\n{HOW}"
    await story.taps(reader, "恢复推送")
    subscription = await story.subscription(reader)
    assert subscription.days == EVERY_DAY
    assert subscription.next_due_at is not None


async def test_a_new_length_holds_from_the_next_digest_on(story: Story) -> None:
    reader, _ = await open_settings(story)
    await story.taps(reader, "精选 8 段")
    await story.publish(episode(), episode("Two", day=date(2026, 6, 5), length=20))
    await story.tick(days=1)
    assert "精选 12 段" in reader.last.text


async def test_the_choice_of_a_reminder_marks_that_there_is_none(story: Story) -> None:
    reader, card = await open_settings(story)
    await story.taps(reader, "🧠 复习设置 ›", card)
    await story.taps(reader, "🔕 不提醒 ›", card)
    assert [label for label in labels(card) if label.startswith("●")] == ["● 不提醒"]
    await story.taps(reader, "21:00", card)
    await story.taps(reader, "🔔 提醒 21:00 ›", card)
    assert [label for label in labels(card) if label.startswith("●")] == ["● 21:00"]
