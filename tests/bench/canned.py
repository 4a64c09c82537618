"""What a Bot API would say: one realistic answer a method, the same to everybody, and taps to be fed to a bot.

Neither single quotes nor dollars may stand in an answer: nginx is given them inside single quotes.
"""

import json
from collections.abc import Mapping
from typing import Any

TOKEN = "123456:" + "A" * 35
FIRST_CHAT = 1_000_000
QUERIES = 10**18
"""From where the ids of taps count."""

TEXT = (
    "📝 博客 · 常青\n<b>The Write-Ahead Log: How a Database Keeps a Promise</b>\n预写日志：数据库如何信守承诺\n"
    "BuildSpeak Workshop · 精选 8 段 · 约 6 分钟 · 全文 24 段 17 分钟"
)
"""What a bare loop sends: as long as a digest card."""

Keys = list[list[tuple[str, str]]]
CARD_KEYS: Keys = [
    [("▶ 开始阅读", "r:1:8:0")],
    [("📖 全文", "w:1:8:0"), ("⏰ 晚点", "l:1:8"), ("跳过", "x:1:8")],
    [("📚 归档", "a"), ("设置", "s")],
]

SEGMENT = (
    "<b>BuildSpeak Workshop</b> · 3/8\n\nA system that writes down its <b>intentions</b>① before it acts can be asked "
    "afterwards what it meant to do. The <b>log</b>② is only ever appended to, and appending is the one thing that "
    "a disk does <b>quickly</b>③.\n\n<blockquote><tg-spoiler>一个先写下 intention（意图）再行动的系统，事后可以被问到它"
    "原本要做什么。log（日志）只会被追加，而追加正是磁盘做得最快的事。</tg-spoiler></blockquote>"
)
"""What a bare handler edits a message into: as long as a segment card."""

SEGMENT_KEYS: Keys = [
    [("◀ 上一段", "r:1:8:1"), ("3/8", "j:1:8:2"), ("下一段 ▶", "r:1:8:3")],
    [("① intentions", "g:1:8:2:0:1a2b"), ("② log", "g:1:8:2:1:3c4d"), ("③ quickly", "g:1:8:2:2:5e6f")],
    [("译文：遮住", "m:1:8:2"), ("📖 全文", "w:1:8:2")],
]

_BOT = {"id": 123456, "is_bot": True, "first_name": "BuildSpeak", "username": "canned_bot"}
_ABILITIES = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}


def keyboard(keys: Keys) -> dict[str, Any]:
    """An inline keyboard as Telegram writes it."""
    return {"inline_keyboard": [[{"text": text, "callback_data": data} for text, data in row] for row in keys]}


def message(chat_id: int, text: str, keys: Keys) -> dict[str, Any]:
    """A message of the bot as it comes back from Telegram: tags gone, entities in their place."""
    plain = text.replace("<b>", "").replace("</b>", "").replace("<blockquote><tg-spoiler>", "")
    plain = plain.replace("</tg-spoiler></blockquote>", "")
    return {
        "message_id": 4711,
        "from": _BOT,
        "chat": {"id": chat_id, "first_name": "Ada", "username": "ada_reads", "type": "private"},
        "date": 1_780_000_000,
        "text": plain,
        "entities": [
            {"offset": 0, "length": 19, "type": "bold"},
            {"offset": 60, "length": 8, "type": "bold"},
            {"offset": 90, "length": 20, "type": "blockquote"},
        ],
        "link_preview_options": {"is_disabled": True},
        "reply_markup": keyboard(keys),
    }


ANSWERS: Mapping[str, Any] = {
    "sendMessage": message(FIRST_CHAT, TEXT, CARD_KEYS),
    "editMessageText": message(FIRST_CHAT, SEGMENT, SEGMENT_KEYS),
    "getMe": _BOT | _ABILITIES,
    "getUpdates": [],
    "getMyCommands": [],
    "getMyDescription": {"description": ""},
    "getMyShortDescription": {"short_description": ""},
    "getWebhookInfo": {"url": "", "has_custom_certificate": False, "pending_update_count": 0},
}
"""`result` by method; every other method's is true."""


def body(method: str) -> str:
    """The whole answer to a method."""
    return json.dumps({"ok": True, "result": ANSWERS.get(method, True)}, ensure_ascii=False)


def tap(number: int, data: str = "r:{episode}:8:{index}", *, episode: int = 1, chats: int = 20_000) -> bytes:
    """The `number`-th update: the next chat in turn taps a button under its segment card."""
    chat_id = FIRST_CHAT + number % chats
    reader = {"id": chat_id, "is_bot": False, "first_name": "Ada", "username": "ada_reads", "language_code": "zh-hans"}
    query = {
        "id": str(QUERIES + number),
        "from": reader,
        "message": message(chat_id, SEGMENT, SEGMENT_KEYS),
        "chat_instance": "-3141592653589793238",
        "data": data.format(episode=episode, index=1 + number % 4),
    }
    return json.dumps({"update_id": number, "callback_query": query}, ensure_ascii=False).encode()
