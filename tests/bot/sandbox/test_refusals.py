"""What Telegram refuses the sandbox refuses, in its words; what it does not model it refuses by name."""

import json
from typing import Any

import pytest

from bot.sandbox.calls import answer
from bot.sandbox.world import World
from tests.kit.clock import Clock


async def said(world: World, method: str, **given: object) -> str:
    """The refusal's description, or OK."""
    texts = {name: value if isinstance(value, str) else json.dumps(value) for name, value in given.items()}
    response = await answer(world, world.token, method, texts)
    return str(response.body.get("description", "OK"))


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, object]:
    return {"inline_keyboard": list(rows)}


GOOD = {"text": "x", "callback_data": "x"}
SENDS: list[tuple[dict[str, object], str]] = [
    ({"text": ""}, "Bad Request: message text is empty"),
    ({"text": " \n "}, "Bad Request: text must be non-empty"),
    ({"text": "<b> </b>", "parse_mode": "HTML"}, "Bad Request: text must be non-empty"),
    ({"text": "字" * 4096}, "OK"),
    ({"text": "字" * 4097}, "Bad Request: message is too long"),
    ({"text": "<b>" + "字" * 4096 + "</b>", "parse_mode": "html"}, "OK"),
    (
        {"text": "<b>x", "parse_mode": "HTML"},
        "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    ),
    (
        {"text": "<p>x</p>", "parse_mode": "HTML"},
        'Bad Request: can\'t parse entities: Unsupported start tag "p" at byte offset 0',
    ),
    (
        {"text": "*x*", "parse_mode": "MarkdownV2"},
        "Bad Request: the sandbox does not model parse_mode markdownv2",
    ),
    ({"text": "x", "parse_mode": "RTF"}, "Bad Request: unsupported parse_mode"),
    ({"text": "<b>x</b> " * 100, "parse_mode": "HTML"}, "OK"),
    (
        {"text": "<b>x</b> " * 101, "parse_mode": "HTML"},
        "Bad Request: the sandbox does not model more than 100 entities in a message",
    ),
    (
        {"text": "x", "entities": [{"type": "bold", "offset": 0, "length": 2}]},
        "Bad Request: entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 2",
    ),
    ({"text": "x", "entities": "[nonsense"}, "Bad Request: can't parse entities JSON object"),
    ({"text": "x", "reply_markup": "{"}, "Bad Request: can't parse reply_markup JSON object"),
    ({"text": "x", "reply_markup": keyboard([GOOD] * 8)}, "OK"),
    (
        {"text": "x", "reply_markup": keyboard([GOOD] * 9)},
        "Bad Request: the sandbox refuses more than 8 buttons in a row",
    ),
    ({"text": "x", "reply_markup": keyboard(*[[GOOD] * 4] * 25)}, "OK"),
    ({"text": "x", "reply_markup": keyboard(*[[GOOD] * 4] * 26)}, "Bad Request: REPLY_MARKUP_TOO_LONG"),
    ({"text": "x", "reply_markup": keyboard([{"text": "x", "callback_data": "x" * 64}])}, "OK"),
    (
        {"text": "x", "reply_markup": keyboard([{"text": "x", "callback_data": "字" * 22}])},
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    (
        {"text": "x", "reply_markup": keyboard([{"text": "x", "callback_data": ""}])},
        "Bad Request: BUTTON_DATA_INVALID",
    ),
    (
        {"text": "x", "reply_markup": keyboard([{"text": "x"}])},
        "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    ),
    (
        {"text": "x", "reply_markup": keyboard([{"text": "x", "url": "here"}])},
        "Bad Request: inline keyboard button URL 'here' is invalid: Wrong HTTP URL",
    ),
    (
        {"text": "x", "reply_markup": keyboard([{"text": "x", "login_url": {"url": "https://a.b"}}])},
        "Bad Request: the sandbox does not model inline buttons with login_url",
    ),
    (
        {"text": "x", "reply_markup": {"keyboard": [["x"]]}},
        "Bad Request: the sandbox does not model reply keyboards (ReplyKeyboardMarkup)",
    ),
    ({"text": "x", "reply_parameters": {"message_id": 99}}, "Bad Request: message to be replied not found"),
    ({"text": "x", "reply_parameters": {"message_id": 99, "allow_sending_without_reply": True}}, "OK"),
    (
        {"text": "x", "disable_notification": "perhaps"},
        'Bad Request: parameter "disable_notification" must be of type Boolean',
    ),
    ({"text": "x", "colour": "red"}, 'Bad Request: unknown parameter "colour" of sendMessage'),
    (
        {"text": "x", "message_thread_id": 3},
        'Bad Request: the sandbox does not model parameter "message_thread_id" of sendMessage',
    ),
    ({"text": "x", "link_preview_options": {"is_disabled": True}}, "OK"),
]


@pytest.mark.parametrize(("given", "words"), SENDS, ids=[str(n) for n in range(len(SENDS))])
async def test_a_message_is_refused_in_telegrams_words(world: World, given: dict[str, object], words: str) -> None:
    world.reader(7, known=True)
    assert await said(world, "sendMessage", chat_id=7, **given) == words


async def test_a_chat_is_needed_and_must_be_known(world: World) -> None:
    assert await said(world, "sendMessage", text="x") == "Bad Request: chat_id is empty"
    assert await said(world, "sendMessage", chat_id="seven", text="x") == "Bad Request: chat not found"
    assert await said(world, "getChat", chat_id=7) == "Bad Request: chat not found"


async def test_an_edit_must_change_something_that_is_there(world: World) -> None:
    reader = world.reader(7, known=True)
    own = reader.send("hello")
    rows = keyboard([GOOD])
    assert await said(world, "sendMessage", chat_id=7, text="<b>a</b>", parse_mode="HTML", reply_markup=rows) == "OK"
    message = reader.last.id
    same = {"text": "<b>a</b>", "parse_mode": "HTML", "reply_markup": rows}
    unchanged = (
        "Bad Request: message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    edit = "editMessageText"
    assert await said(world, edit, chat_id=7, message_id=message, **same) == unchanged
    assert await said(world, "editMessageReplyMarkup", chat_id=7, message_id=message, reply_markup=rows) == unchanged
    assert await said(world, edit, chat_id=7, message_id=message, text="a", reply_markup=rows) == "OK"
    assert await said(world, edit, chat_id=7, message_id=999, text="a") == "Bad Request: message to edit not found"
    assert await said(world, edit, chat_id=7, text="a") == "Bad Request: message identifier is not specified"
    assert await said(world, edit, chat_id=7, message_id=own.id, text="a") == "Bad Request: message can't be edited"
    assert await said(world, edit, chat_id=7, message_id=message) == "Bad Request: message text is empty"
    assert await said(world, "deleteMessage", chat_id=7, message_id=message) == "OK"
    assert await said(world, edit, chat_id=7, message_id=message, text="b") == "Bad Request: message to edit not found"
    gone = "Bad Request: message to delete not found"
    assert await said(world, "deleteMessage", chat_id=7, message_id=message) == gone


async def test_an_edit_without_a_keyboard_takes_the_keyboard_away(world: World) -> None:
    reader = world.reader(7, known=True)
    await said(world, "sendMessage", chat_id=7, text="a", reply_markup=keyboard([GOOD]))
    await said(world, "editMessageText", chat_id=7, message_id=reader.last.id, text="b")
    assert reader.last.labels == []


async def test_an_old_message_of_the_bot_can_be_edited_but_not_deleted(world: World, clock: Clock) -> None:
    reader = world.reader(7, known=True)
    await said(world, "sendMessage", chat_id=7, text="a")
    clock.move(days=90)
    assert await said(world, "editMessageText", chat_id=7, message_id=reader.last.id, text="b") == "OK"
    refusal = await said(world, "deleteMessage", chat_id=7, message_id=reader.last.id)
    assert refusal == "Bad Request: message can't be deleted for everyone"


async def test_an_alert_has_at_most_200_characters(world: World) -> None:
    reader = world.reader(7, known=True)
    tap = reader.press(reader.send("x"), "d")
    assert (
        await said(world, "answerCallbackQuery", callback_query_id=tap.id, text="字" * 201)
        == "Bad Request: MESSAGE_TOO_LONG"
    )
    assert await said(world, "answerCallbackQuery", callback_query_id=tap.id, text="字" * 200, show_alert=True) == "OK"
    assert tap.answer
    assert tap.answer.alert
    unknown = "Bad Request: query is too old and response timeout expired or query ID is invalid"
    assert await said(world, "answerCallbackQuery", callback_query_id="5") == unknown


async def test_a_wrong_token_and_an_unknown_method_are_refused(world: World) -> None:
    assert (await answer(world, "1:wrong", "getMe", {})).body["description"] == "Unauthorized"
    assert (await answer(world, "wrong", "getMe", {})).body["description"] == "Not Found"
    assert await said(world, "sendPoll", chat_id=7) == "Bad Request: the sandbox does not model method sendPoll"
    assert await said(world, "getMe") == "OK"


async def test_the_menu_is_refused_when_a_command_is_malformed(world: World) -> None:
    assert (
        await said(world, "setMyCommands", commands=[{"command": "Today", "description": "x"}])
        == "Bad Request: BOT_COMMAND_INVALID"
    )
    assert (
        await said(world, "setMyCommands", commands=[{"command": "today", "description": ""}])
        == "Bad Request: BOT_COMMAND_DESCRIPTION_INVALID"
    )
    many = [{"command": f"c{n}", "description": "x"} for n in range(101)]
    assert await said(world, "setMyCommands", commands=many) == "Bad Request: BOT_COMMANDS_TOO_MUCH"


async def test_every_call_is_on_record_with_its_answer(world: World) -> None:
    world.reader(7, known=True)
    await said(world, "sendMessage", chat_id=7, text="x", disable_notification=True)
    await said(world, "sendMessage", chat_id=8, text="x")
    await said(world, "getUpdates")
    first, second = world.calls
    assert (first.method, first.status, first.chat_id) == ("sendMessage", 200, 7)
    assert first.arguments == {"chat_id": 7, "text": "x", "disable_notification": True}
    assert (second.status, second.answer) == (400, "Bad Request: chat not found")
