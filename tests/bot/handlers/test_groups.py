"""Groups: one shared card, read in private; only administrators steer."""

from datetime import date

import pytest

from bot.model.chat import ChatId
from bot.sandbox.chat import Chat, ChatType, Message
from bot.sandbox.reader import Reader
from tests.kit.story import Story, episode

GROUP = -1001


async def group_of(story: Story, kind: ChatType = ChatType.SUPERGROUP) -> tuple[Reader, Reader, Chat]:
    """An administrator, a stranger, and their group, started."""
    await story.publish(episode())
    admin, stranger = story.reader(1), story.reader(2)
    status = "administrator" if kind is ChatType.CHANNEL else "member"
    chat = story.world.group(GROUP, kind=kind, admins=[admin], members=[stranger], bot_status=status)
    admin.send("/start", chat=chat)
    await story.settle()
    return admin, stranger, chat


def said(chat: Chat) -> list[Message]:
    return [message for message in chat.messages if message.sender and message.sender.is_bot]


def urls(message: Message) -> list[str]:
    return [button.url or "" for button in message.buttons]


@pytest.mark.parametrize("kind", [ChatType.GROUP, ChatType.SUPERGROUP])
async def test_an_administrators_start_brings_a_card_that_opens_in_private(story: Story, kind: ChatType) -> None:
    _, stranger, chat = await group_of(story, kind)
    greeting, card = said(chat)
    assert greeting.text.startswith("好，每天 08:00")
    assert card.labels == [["▶ 在私聊里读"], ["原文 ↗"]]
    assert urls(card)[0] == "https://t.me/buildspeak_bot?start=e_1_8"
    opened = await story.writes(stranger, "/start e_1_8")
    assert opened.labels[0] == ["▶ 开始阅读"]
    await story.taps(stranger, "▶ 开始阅读")
    assert len(said(chat)) == 2


async def test_a_groups_card_shows_nobodys_reviews_and_words(story: Story) -> None:
    """It is everyone's, whether it is pushed, asked for again, or the group itself once saved words as a chat."""
    admin, _, chat = await group_of(story)
    await story.store.terms.save(ChatId(GROUP), "latency", "延迟", story.clock())
    admin.send("/start", chat=chat)
    await story.settle()
    await story.publish(episode("On Queues", day=date(2026, 6, 5)))
    await story.tick(hours=24)
    cards = [message for message in said(chat) if urls(message)]
    assert len(cards) == 3
    for card in cards:
        assert "🧠" not in card.text
        assert "🔁" not in card.text


async def test_a_channel_is_started_by_its_own_post(story: Story) -> None:
    _, _, chat = await group_of(story, ChatType.CHANNEL)
    assert urls(chat.last)[0] == "https://t.me/buildspeak_bot?start=e_1_8"


async def test_started_again_the_group_still_gets_no_buttons_that_steer(story: Story) -> None:
    admin, _, chat = await group_of(story)
    admin.send("/start", chat=chat)
    await story.settle()
    assert all(button.url for button in chat.last.buttons)


async def test_with_nothing_to_bring_the_group_is_not_given_a_readers_archive(story: Story) -> None:
    admin = story.reader(1)
    chat = story.world.group(GROUP, kind=ChatType.SUPERGROUP, admins=[admin])
    admin.send("/start", chat=chat)
    await story.settle()
    assert not chat.last.buttons


@pytest.mark.parametrize("command", ["/start", "/stop", "/settings", "/time 09:00", "/zone Berlin", "/pause", "/why"])
async def test_a_strangers_commands_are_refused(story: Story, command: str) -> None:
    _, stranger, chat = await group_of(story)
    before = await story.store.subscriptions.get(ChatId(GROUP))
    stranger.send(command, chat=chat)
    await story.settle()
    assert chat.last.text == "只有管理员可以改这里的设置。"
    assert await story.store.subscriptions.get(ChatId(GROUP)) == before


async def test_a_stranger_who_comes_first_leaves_no_mark_on_the_group(story: Story) -> None:
    await story.publish(episode())
    admin, stranger = story.reader(1), story.reader(2, "en")
    chat = story.world.group(GROUP, kind=ChatType.SUPERGROUP, admins=[admin], members=[stranger])
    stranger.send("/start", chat=chat)
    await story.settle()
    assert chat.last.text == "Only administrators can change this here."
    assert await story.store.subscriptions.get(ChatId(GROUP)) is None
    admin.send("/start", chat=chat)
    await story.settle()
    assert said(chat)[1].text.startswith("好，每天 08:00")


async def test_settings_of_a_group_leave_out_what_is_each_readers_own(story: Story) -> None:
    admin, _, chat = await group_of(story)
    admin.send("/settings", chat=chat)
    await story.settle()
    labels = [label for row in chat.last.labels for label in row]
    assert "精选 8 段" in labels
    assert not any(word in label for label in labels for word in ("译文", "复习", "朗读", "水平"))


@pytest.mark.parametrize("command", ["/vocab", "/today", "/archive", "/nonsense", "/help"])
async def test_what_is_each_readers_own_is_not_answered_in_a_group(story: Story, command: str) -> None:
    admin, _, chat = await group_of(story)
    admin.send(command, chat=chat)
    await story.settle()
    assert len(said(chat)) == 2


async def test_a_strangers_taps_are_refused_and_change_nothing(story: Story) -> None:
    admin, stranger, chat = await group_of(story)
    admin.send("/settings", chat=chat)
    await story.settle()
    card = chat.last
    before = card.content
    for data in ("sT:540", "sg:en", "r:1:8:0", "v:0", "zzz", "r:99:8:0"):
        tap = stranger.press(card, data)
        await story.settle()
        assert tap.answer is not None
        assert tap.answer.alert
    assert card.content == before
    await story.taps(admin, "🔔 有提示音", card)
    assert "🔕 静音" in [label for row in card.labels for label in row]


async def test_the_group_gets_each_days_card_with_the_deep_link(story: Story) -> None:
    _, _, chat = await group_of(story)
    await story.publish(episode(), episode("Ever", day=None))
    await story.tick(days=1)
    assert "Ever" in chat.last.text
    assert urls(chat.last) == [
        "https://t.me/buildspeak_bot?start=e_2_8",
        "https://www.youtube.com/watch?v=abc",
    ]


async def test_a_deep_link_to_a_withdrawn_episode_says_so(story: Story) -> None:
    _, stranger, _ = await group_of(story)
    await story.publish()
    assert "已经撤下" in (await story.writes(stranger, "/start e_1_8")).text
