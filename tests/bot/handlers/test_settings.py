"""/settings, /time and /zone: what is set, by a tap or by writing, and what is not understood."""

from datetime import date

import pytest

from bot.model.chat import Language
from bot.model.subscription import EVERY_DAY, EmptyDay, Lead, Mode, Translation
from bot.sandbox.chat import Message
from bot.sandbox.reader import Reader
from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.story import Story, episode

HOW = "点一下就换；带 › 的，点开再选。"


async def open_settings(story: Story, language: str = "zh-hans") -> tuple[Reader, Message]:
    await story.publish(episode())
    reader = story.reader(language_code=language)
    await story.begins(reader)
    return reader, await story.writes(reader, "/settings")


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


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("/time 9", 540),
        ("/time 09:30", 570),
        ("/time 0930", 570),
        ("/time 9：30", 570),
        ("/time 9点30分", 570),
        ("/time　21:05", 1265),
        ("/time\n21:05", 1265),
        ("/TIME 21:05", 1265),
        ("/time@buildspeak_bot 21:05", 1265),
    ],
)
async def test_a_time_may_be_written_as_people_write_it(story: Story, text: str, minute: int) -> None:
    reader, _ = await open_settings(story)
    said = await story.writes(reader, text)
    assert said.text == f"好，每天 {minute // 60:02d}:{minute % 60:02d} 送到。"
    assert (await story.subscription(reader)).minute == minute


@pytest.mark.parametrize("text", ["25:00", "8:61", "8:5", "soon", "-1", "99999", "8:30 pm tomorrow", "😀"])
async def test_a_time_that_is_none_is_not_guessed(story: Story, text: str) -> None:
    reader, _ = await open_settings(story)
    assert (
        await story.writes(reader, f"/time {text}")
    ).text == "没看懂这个时间。请写成 /time 08:30 或 /time 早上八点半。"
    assert (await story.subscription(reader)).minute == 480


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("柏林", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("UTC", "UTC"),
        ("asia/shanghai", "Asia/Shanghai"),
        ("首尔", "Asia/Seoul"),
    ],
)
async def test_a_zone_may_be_a_city_in_either_language_or_a_name(story: Story, text: str, zone: str) -> None:
    reader, _ = await open_settings(story)
    assert (await story.writes(reader, f"/zone {text}")).text.startswith("好，按")
    assert (await story.subscription(reader)).zone == zone


async def test_a_zone_that_may_be_several_is_asked_about(story: Story) -> None:
    reader, _ = await open_settings(story)
    asked = await story.writes(reader, "/zone 美国")
    assert asked.text == "有好几个，你按哪里的时间？"
    picked = asked.labels[0][0]
    assert picked == "纽约"
    await story.taps(reader, picked)
    assert (await story.subscription(reader)).zone == "America/New_York"


@pytest.mark.parametrize("text", ["Nowhere at All", "../../etc", "%", "_", "x" * 200])
async def test_a_zone_that_is_none_changes_nothing(story: Story, text: str) -> None:
    reader, _ = await open_settings(story)
    said = await story.writes(reader, f"/zone {text}")
    assert said.text.startswith(("没找到这个时区", "有好几个"))
    assert (await story.subscription(reader)).zone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("command", "said"), [("/time", "每天几点送到？"), ("/zone", "你在哪个时区？"), ("/quiet", "免打扰时段里")]
)
async def test_without_an_argument_the_choice_is_shown(story: Story, command: str, said: str) -> None:
    reader, _ = await open_settings(story)
    assert (await story.writes(reader, command)).text.startswith(said)


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
