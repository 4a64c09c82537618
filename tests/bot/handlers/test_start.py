"""Coming and going: /start, /stop, /help, /about, whatever else is written, and the menu."""

import pytest

from bot.app.routes import COMMANDS, OPERATOR_COMMANDS
from bot.edge.profile import introduce
from bot.locales import WORDS
from bot.model.chat import Language
from bot.model.subscription import Standing
from bot.sandbox.world import World
from tests.kit.clock import Clock
from tests.kit.story import Story, episode

PROFILE = ("setMyCommands", "setMyDescription", "setMyShortDescription")


@pytest.mark.parametrize(
    ("code", "language", "zone"),
    [
        ("zh-hans", Language.ZH, "Asia/Shanghai"),
        ("zh-TW", Language.ZH, "Asia/Taipei"),
        (None, Language.ZH, "Asia/Shanghai"),
        ("en", Language.EN, "Asia/Shanghai"),
        ("en-GB", Language.EN, "Europe/London"),
        ("de", Language.EN, "Europe/Berlin"),
        ("xx-weird", Language.EN, "Asia/Shanghai"),
    ],
)
async def test_language_and_zone_are_guessed_from_the_client(
    story: Story, code: str | None, language: Language, zone: str
) -> None:
    await story.publish(episode())
    reader = story.world.reader(7, language_code=code, known=True)
    await story.writes(reader, "/start")
    subscription = await story.subscription(reader)
    assert (subscription.language, subscription.zone, subscription.minute) == (language, zone, 480)


async def test_the_guess_is_changed_by_a_tap_on_the_greeting(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader()
    await story.writes(reader, "/start")
    greeting = reader.received[0]
    assert greeting.text == "欢迎来到 BuildSpeak。每天一篇中英对照，跟着一线 builder 读英文。\n明天 08:00 见。"
    assert greeting.labels == [["⚙️ 设置", "🔒 隐私"]]
    await story.taps(reader, "⚙️", greeting)
    await story.taps(reader, "🕗", greeting)
    await story.taps(reader, "21:00", greeting)
    assert greeting.text.endswith("\n明天 21:00 见。")
    await story.taps(reader, "⚙️", greeting)
    await story.taps(reader, "🌏", greeting)
    tap = await story.taps(reader, "柏林", greeting)
    assert tap.answer is not None
    assert tap.answer.text == "🌏 柏林"
    assert greeting.text.startswith("欢迎来到 BuildSpeak。")
    subscription = await story.subscription(reader)
    assert (subscription.minute, subscription.zone) == (21 * 60, "Europe/Berlin")


async def test_another_language_turns_the_greeting_and_what_stands_below_it(story: Story) -> None:
    await story.publish(episode())
    reader = story.reader(language_code="en")
    await story.writes(reader, "/start")
    greeting, card = reader.received
    assert "Next ▶" in card.labels[0]
    await story.taps(reader, "🌐 Language: English", greeting)
    assert greeting.text.startswith("欢迎来到 BuildSpeak。")
    assert greeting.labels[-1] == ["🌐 语言：中文"]
    assert "下一段 ▶" in card.labels[0]
    again = await story.writes(reader, "/start")
    assert reader.received[2].text.startswith("欢迎回来。")
    assert again.text.startswith("🎙 播客")


async def test_started_twice_in_a_day_it_brings_one_digest_and_shows_it_again(story: Story) -> None:
    await story.publish(episode("One"), episode("Two", day=None))
    reader = story.reader()
    await story.writes(reader, "/start")
    await story.writes(reader, "/start")
    await story.tick(hours=1)
    first, again = reader.received[1::2]
    assert ("1/8" in first.text, first.silent) == (True, False)
    assert ("One" in again.text, again.silent) == (True, True)
    assert reader.received[2].text.startswith("欢迎回来。")


async def test_stopped_nothing_comes_and_words_are_kept(story: Story) -> None:
    await story.publish(episode("One"), episode("Two", day=None), episode("Three", day=None))
    reader = story.reader()
    await story.writes(reader, "/start")
    await story.taps(reader, "①")
    stopped = await story.writes(reader, "/stop")
    assert stopped.text.startswith("推送已停。")
    await story.tick(days=3)
    assert reader.last is stopped
    assert "现在不推送" in (await story.writes(reader, "/settings")).text
    await story.taps(reader, "恢复推送", stopped)
    assert stopped.text == "已恢复，每天 08:00 见。"
    assert stopped.labels == [["⚙️ 设置"]]
    assert (await story.subscription(reader)).standing is Standing.ACTIVE
    assert "1 个词" in (await story.writes(reader, "/vocab")).text


async def test_with_an_empty_library_it_says_so_and_still_subscribes(story: Story) -> None:
    reader = story.reader()
    await story.writes(reader, "/start")
    assert "今天没有新内容" in reader.last.text
    await story.publish(episode())
    await story.tick(hours=2)
    assert "On Measuring" in reader.last.text


@pytest.mark.parametrize("text", ["hello", "/nonsense", "/", "//", "/start_over", "😀", "x" * 4096, "/today@"])
async def test_whatever_else_is_written_gets_a_hint(story: Story, text: str) -> None:
    await story.publish(episode())
    assert (await story.writes(story.reader(), text)).text in (WORDS[Language.ZH].unclear, story.reader().last.text)


async def test_a_command_for_another_bot_is_left_alone(story: Story) -> None:
    reader = story.reader()
    reader.send("/start@another_bot")
    await story.settle()
    assert not reader.received


async def test_a_picture_is_told_what_files_are_for(story: Story) -> None:
    reader = story.reader()
    reader.send_file("a.png", b"\x89PNG")
    await story.settle()
    assert reader.last.text == "只认得导出的 JSON，或者 CSV、TSV、TXT 词表。"


@pytest.mark.parametrize("payload", ["e_1_8", "e_99_8", "e_1_999", "e_x", "", "e_1_8'--", "%00"])
async def test_a_deep_link_opens_its_episode_or_greets(story: Story, payload: str) -> None:
    await story.publish(episode())
    reader = story.reader()
    said = await story.writes(reader, f"/start {payload}")
    subscribed = (await story.subscription(reader)).standing is Standing.ACTIVE
    assert subscribed == (payload not in ("e_1_8", "e_99_8", "e_1_999"))
    assert ("已经撤下" in said.text) == (payload == "e_99_8")


@pytest.mark.parametrize("language", list(Language))
async def test_every_command_of_the_menu_is_answered_and_in_help(story: Story, language: Language) -> None:
    words = WORDS[language]
    assert set(words.commands) == set(COMMANDS)
    assert not set(COMMANDS) & set(OPERATOR_COMMANDS)
    await story.publish(episode())
    reader = story.reader(language_code=language)
    page = (await story.writes(reader, "/help")).text
    for name, what in words.commands.items():
        assert f"/{name} {what}" in page
        assert len(what) <= 256
        said = await story.writes(reader, f"/{name}")
        assert said.text != words.unclear
    assert len(words.description) <= 512
    assert len(words.short_description) <= 120
    assert "0.1" in (await story.writes(reader, "/about")).text


async def test_the_menu_is_set_in_both_languages_and_only_where_it_differs(
    sqlite_url: str, clock: Clock, world: World
) -> None:
    story = Story(sqlite_url, clock, world)
    async with story.bot():
        await introduce(story.app.bot)
    assert len(world.calls_of(*PROFILE)) == 6
    menus = {
        code: [command.name for command in story.reader(n, code).menu] for n, code in enumerate(("zh", "en", "de"))
    }
    assert all(menu == list(WORDS[Language.ZH].commands) for menu in menus.values())
    assert story.reader(0).menu[0].description == WORDS[Language.ZH].commands["today"]
    assert story.reader(2).menu[0].description == WORDS[Language.EN].commands["today"]
    async with story.bot():
        await introduce(story.app.bot)
    assert len(world.calls_of(*PROFILE)) == 6
    world.profile.descriptions["zh"] = "别人改过"
    async with story.bot():
        await introduce(story.app.bot)
    assert [call.method for call in world.calls_of(*PROFILE)[6:]] == ["setMyDescription"]
