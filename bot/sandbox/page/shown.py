"""The world as the page is told of it: plain values, instants as integer UTC milliseconds."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime

from bot.sandbox.chat import Chat, ChatType, Message
from bot.sandbox.content import Media
from bot.sandbox.page.backstage import Facts
from bot.sandbox.reader import Tap
from bot.sandbox.world import Call, World

Shown = dict[str, object]
LONGEST_ANSWER = 6_000
"""Characters of a call's answer that are shown."""


def milliseconds(instant: datetime) -> int:
    """Since 1970, as JavaScript counts."""
    return round(instant.timestamp() * 1000)


def message_shown(message: Message, world: World) -> Shown:
    """One message as it stands now."""
    content, sender, reply = message.content, message.sender, message.reply_to
    return {
        "chat": message.chat.id,
        "id": message.id,
        "at": milliseconds(message.at),
        "changed": milliseconds(message.versions[-1].at),
        "from": {"id": sender.id, "name": sender.name} if sender else None,
        "bot": sender is world.bot,
        "text": content.text,
        "entities": [entity.as_json() for entity in content.entities],
        "keyboard": [[button.as_json() for button in row] for row in content.keyboard],
        "prompt": asdict(content.prompt) if content.prompt else None,
        "media": _media(content.media) if content.media else None,
        "silent": message.silent,
        "protected": message.protected,
        "reply": None if reply is None else {"id": reply.id, "name": _name(reply), "text": _quoted(reply)},
        "service": message.service,
    }


def chat_shown(chat: Chat, world: World) -> Shown:
    """A chat without its messages: who can write in it, what its menu offers."""
    people = [user for user in chat.people() if chat.type is not ChatType.CHANNEL or user.id in chat.admins]
    reader = world.readers.get(chat.id)
    code = reader.user.language_code if reader else people[0].language_code if people else None
    language = (code or "").split("-")[0]
    return {
        "id": chat.id,
        "type": str(chat.type),
        "title": chat.title,
        "language": code,
        "status": chat.bot_status,
        "blocked": chat.blocked,
        "moved": chat.migrated_to,
        "readers": [{"id": user.id, "name": user.name} for user in people],
        "page": _page(chat, world) if reader else None,
        "menu": [command.as_json() for command in (reader.menu if reader else ())],
        "description": world.profile.descriptions.get(language) or world.profile.descriptions.get("", ""),
    }


def _page(chat: Chat, world: World) -> Shown | None:
    """What the button beside the input field opens; None where it lists commands."""
    button = world.profile.menu_button(chat.id)
    return None if button.page is None else {"label": button.label, "url": button.page}


def tap_shown(tap: Tap) -> Shown:
    """A pressed button; `answer` is None until the bot has answered."""
    answer = tap.answer
    return {
        "id": tap.id,
        "chat": tap.message.chat.id,
        "message": tap.message.id,
        "data": tap.data,
        "answer": None if answer is None else {"text": answer.text, "alert": answer.alert},
    }


def call_shown(call: Call) -> Shown:
    """One Bot API call, its answer cut to what a person looks at."""
    answer = json.dumps(call.answer, ensure_ascii=False, indent=1)
    return {
        "method": call.method,
        "arguments": call.arguments,
        "at": milliseconds(call.at),
        "status": call.status,
        "answer": answer if len(answer) <= LONGEST_ANSWER else answer[:LONGEST_ANSWER] + "…",
        "chat": call.chat_id,
        "lost": call.lost,
    }


def faults_shown(world: World) -> list[Shown]:
    """What is still planned to go wrong."""
    return [
        {"fault": type(p.fault).__name__, **asdict(p.fault), "method": p.method, "chat": p.chat_id, "left": p.left}
        for p in world.faults.left
    ]


def facts_shown(facts: Facts) -> Shown:
    """What the bot knows of a chat."""
    due = facts.next_digest
    return {"zone": facts.zone, "next": milliseconds(due) if due else None, "tables": facts.tables}


def _media(media: Media) -> Shown:
    return {
        "kind": media.kind,
        "file": media.file.id,
        "name": media.file.name,
        "size": len(media.file.content),
        **dict(media.fields),
    }


def _name(message: Message) -> str:
    return message.sender.name if message.sender else message.chat.title


def _quoted(message: Message) -> str:
    """What stands above an answer: the beginning of a text, the name of a file."""
    media = message.content.media
    return (message.text or (media.file.name if media and media.kind == "document" else ""))[:120]
