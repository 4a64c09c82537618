"""A reader sees what a person would see, and does what a person could do."""

import pytest
from telegram import BotCommand, BotCommandScopeAllPrivateChats, ForceReply, Update
from telegram import InlineKeyboardButton as Button
from telegram import InlineKeyboardMarkup as Keyboard

from bot.sandbox.chat import ChatType
from bot.sandbox.reader import NoSuchButtonError
from bot.sandbox.transport import AnyApplication
from bot.sandbox.world import Change, World


async def test_only_buttons_that_are_seen_can_be_tapped(world: World, app: AnyApplication) -> None:
    reader = world.reader(7, known=True)
    rows = [
        [Button("◀ 上一段", callback_data="p"), Button("下一段 ▶", callback_data="n")],
        [Button("原文", url="a.b")],
    ]
    await app.bot.send_message(7, "x", reply_markup=Keyboard(rows))
    assert reader.last.labels == [["◀ 上一段", "下一段 ▶"], ["原文"]]
    assert [reader.tap(reader.last, name).data for name in ("上一", "n", "下一段 ▶")] == ["p", "n", "n"]
    for name in ("一段", "没有", "原文"):
        with pytest.raises(NoSuchButtonError):
            reader.tap(reader.last, name)
    await reader_message_gone(world, app)


async def reader_message_gone(world: World, app: AnyApplication) -> None:
    message = world.readers[7].last
    await app.bot.delete_message(7, message.id)
    with pytest.raises(NoSuchButtonError):
        world.readers[7].tap(message, "n")


async def test_the_menu_speaks_the_readers_language(world: World, app: AnyApplication) -> None:
    zh, en, fr = (world.reader(n, language_code=c) for n, c in ((1, "zh-hans"), (2, "en"), (3, "fr")))
    await app.bot.set_my_commands([BotCommand("today", "Today")])
    await app.bot.set_my_commands([BotCommand("today", "今天")], language_code="zh")
    assert [reader.menu[0].description for reader in (zh, en, fr)] == ["今天", "Today", "Today"]
    await app.bot.set_my_commands([BotCommand("vocab", "Words")], scope=BotCommandScopeAllPrivateChats())
    assert [reader.menu[0].name for reader in (zh, en)] == ["vocab", "vocab"]
    assert [c.command for c in await app.bot.get_my_commands(language_code="zh")] == ["today"]
    await app.bot.delete_my_commands(scope=BotCommandScopeAllPrivateChats())
    assert zh.menu[0].description == "今天"
    await app.bot.set_my_description("每天一段", language_code="zh")
    await app.bot.set_my_short_description("short")
    assert (await app.bot.get_my_description("zh")).description == "每天一段"
    assert (await app.bot.get_my_short_description("zh")).short_description == "short"


async def test_a_silent_message_a_reply_and_a_prompt_are_seen_as_such(world: World, app: AnyApplication) -> None:
    reader = world.reader(7)
    asked = reader.send("hello")
    prompt = ForceReply(input_field_placeholder="城市")
    await app.bot.send_message(7, "x", disable_notification=True, reply_to_message_id=asked.id, reply_markup=prompt)
    assert reader.last.silent
    assert reader.last.reply_to is asked
    assert reader.last.content.prompt
    assert reader.last.content.prompt.hint == "城市"
    answered = reader.reply(reader.last, "上海")
    assert answered.reply_to is reader.received[-1]


async def test_a_link_and_a_command_in_a_text_are_found(world: World, app: AnyApplication) -> None:
    reader = world.reader(7, known=True)
    await app.bot.send_message(7, "😀 see https://example.com/a. or /help")
    assert [(e.type, e.offset, e.length) for e in reader.last.entities] == [
        ("url", 7, 21),
        ("bot_command", 33, 5),
    ]


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(world: World, app: AnyApplication) -> None:
    reader, leader = world.reader(7), world.reader(8)
    group = world.group(-5, title="Readers", members=[reader], admins=[leader])
    reader.send("just talk", chat=group)
    reader.send("/today", chat=group)
    reader.send("/today@buildspeak_bot", chat=group)
    reader.send("/today@another_bot", chat=group)
    said = await app.bot.send_message(-5, "x")
    message = group.find(said.message_id)
    assert message
    reader.reply(message, "thanks")
    heard = [str(update.body["text"]) for update in world.inbox.take()]
    assert heard == ["/today", "/today@buildspeak_bot", "thanks"]
    assert (await app.bot.get_chat_member(-5, 7)).status == "member"
    assert [m.user.id for m in await app.bot.get_chat_administrators(-5)] == [8]
    assert (await app.bot.get_chat(-5)).title == "Readers"


async def test_a_channel_takes_posts_from_an_administrator_only(world: World, app: AnyApplication) -> None:
    leader = world.reader(8)
    channel = world.group(-1001, kind=ChatType.CHANNEL, admins=[leader], bot_status="administrator", username="daily")
    sent = await app.bot.send_message("@daily", "x")
    assert sent.sender_chat
    await app.bot.edit_message_text("y", "@daily", sent.message_id)
    assert channel.last.text == "y"
    with pytest.raises(ValueError, match="administrators"):
        world.reader(9).send("x", chat=channel)


async def test_every_update_is_understood_by_the_library(world: World, app: AnyApplication) -> None:
    reader = world.reader(7)
    reader.press(reader.send("/start a_b-1"), "d")
    reader.send_file("terms.csv", b"a,b")
    reader.press(reader.last, "d", inaccessible=True)
    reader.block()
    reader.unblock()
    world.migrate(world.group(-5, members=[reader]))
    read = [Update.de_json(pending.as_json(), app.bot) for pending in world.inbox.take()]
    assert len(read) == 8
    assert read[3].callback_query
    assert read[3].callback_query.message
    assert not read[3].callback_query.message.is_accessible
    assert all(update.to_dict() for update in read)
    assert read[0].message
    assert read[0].message.parse_entities(["bot_command"])
    assert read[4].my_chat_member
    assert read[4].my_chat_member.new_chat_member.status == "kicked"


async def test_a_listener_hears_of_every_change_in_order(world: World, app: AnyApplication) -> None:
    heard: list[Change] = []
    stop = world.listen(heard.append)
    reader = world.reader(7)
    tap = reader.press(reader.send("x"), "d")
    await app.bot.send_chat_action(7, "typing")
    await app.bot.answer_callback_query(tap.id)
    stop()
    reader.send("y")
    assert [change.kind for change in heard] == ["sent", "tapped", "action", "call", "answered", "call"]


async def test_waiting_for_what_does_not_come_ends(world: World) -> None:
    with pytest.raises(TimeoutError):
        await world.until(lambda: False, seconds=0.01)
