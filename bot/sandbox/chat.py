"""Chats and the messages that have been said in them, with everything they ever said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.sandbox.content import Content, Version
from bot.sandbox.entities import Entity
from bot.sandbox.keyboard import Button, Keyboard
from bot.sandbox.people import User


class ChatType(StrEnum):
    """The four kinds of chat, as the Bot API spells them."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(slots=True, eq=False)
class Chat:
    """A chat with its whole history, deleted messages included; `bot_status` as in ChatMember."""

    id: int
    type: ChatType
    title: str
    username: str | None = None
    known: bool = True
    blocked: bool = False
    deactivated: bool = False
    migrated_to: int | None = None
    bot_status: str = "member"
    members: dict[int, User] = field(default_factory=dict)
    admins: set[int] = field(default_factory=set)
    history: dict[int, Message] = field(default_factory=dict)

    @property
    def messages(self) -> list[Message]:
        """What a member sees now, oldest first."""
        return [message for message in self.history.values() if not message.deleted]

    @property
    def last(self) -> Message:
        """The newest message that is still there."""
        return self.messages[-1]

    @property
    def is_private(self) -> bool:
        """A conversation of one reader and the bot."""
        return self.type is ChatType.PRIVATE

    def find(self, message_id: int) -> Message | None:
        """A message that is still there."""
        message = self.history.get(message_id)
        return None if message is None or message.deleted else message

    def people(self) -> Iterator[User]:
        """Members other than the bot."""
        return iter(self.members.values())

    def as_json(self) -> dict[str, object]:
        """Chat of the Bot API."""
        name = "first_name" if self.is_private else "title"
        told: dict[str, object] = {"id": self.id, "type": str(self.type), name: self.title}
        if self.username:
            told["username"] = self.username
        return told


@dataclass(slots=True, eq=False)
class Message:
    """A message in a chat; `versions` begins with what was sent and ends with what stands there now."""

    id: int
    chat: Chat
    sender: User | None
    versions: list[Version]
    silent: bool = False
    protected: bool = False
    reply_to: Message | None = None
    deleted: bool = False
    service: dict[str, object] = field(default_factory=dict)

    @property
    def content(self) -> Content:
        """What stands there now."""
        return self.versions[-1].content

    @property
    def at(self) -> datetime:
        """When it was sent."""
        return self.versions[0].at

    @property
    def edits(self) -> tuple[Version, ...]:
        """Every version after the first."""
        return tuple(self.versions[1:])

    @property
    def text(self) -> str:
        """Text or caption as it stands now."""
        return self.content.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Entities as they stand now."""
        return self.content.entities

    @property
    def keyboard(self) -> Keyboard:
        """Rows of buttons as they stand now."""
        return self.content.keyboard

    @property
    def buttons(self) -> tuple[Button, ...]:
        """All buttons, row by row."""
        return tuple(button for row in self.keyboard for button in row)

    @property
    def labels(self) -> list[list[str]]:
        """What is written on the buttons, row by row."""
        return [[button.label for button in row] for row in self.keyboard]

    def stub_json(self) -> dict[str, object]:
        """InaccessibleMessage of the Bot API: date 0 tells it apart."""
        return {"chat": self.chat.as_json(), "message_id": self.id, "date": 0}

    def as_json(self, *, with_reply: bool = True) -> dict[str, object]:
        """Message of the Bot API."""
        content = self.content
        told: dict[str, object] = {
            "message_id": self.id,
            "chat": self.chat.as_json(),
            "date": int(self.at.timestamp()),
        }
        if self.sender:
            told["from"] = self.sender.as_json()
        else:
            told["sender_chat"] = self.chat.as_json()
        if self.edits:
            told["edit_date"] = int(self.versions[-1].at.timestamp())
        if self.reply_to and with_reply:
            told["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        if content.media:
            told[content.media.kind] = content.media.as_json()
        if content.place:
            told["location"] = {"latitude": content.place[0], "longitude": content.place[1]}
        if content.text:
            told["caption" if content.media else "text"] = content.text
        if content.entities:
            told["caption_entities" if content.media else "entities"] = [e.as_json() for e in content.entities]
        if content.keyboard:
            told["reply_markup"] = {"inline_keyboard": [[b.as_json() for b in row] for row in content.keyboard]}
        if self.protected:
            told["has_protected_content"] = True
        return {**told, **self.service}
