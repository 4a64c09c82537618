"""A message and everything it ever said."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from bot.sandbox.entities import Entity
from bot.sandbox.files import StoredFile
from bot.sandbox.keyboard import Button, Keyboard, Prompt

if TYPE_CHECKING:
    from bot.sandbox.chat import Chat, User


@dataclass(frozen=True, slots=True)
class Media:
    """What a message carries besides text: `kind` is the field of the Bot API's Message that holds it."""

    kind: str
    file: StoredFile
    fields: tuple[tuple[str, object], ...] = ()

    def as_json(self) -> object:
        """Document, Voice, or the single size of a photo in its list."""
        told = {**self.file.as_json(), **dict(self.fields)}
        told.pop("file_path")
        return [told] if self.kind == "photo" else told


@dataclass(frozen=True, slots=True)
class Content:
    """One version of a message: text (or caption) with entities, its keyboard, its media."""

    text: str
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    prompt: Prompt | None = None
    media: Media | None = None


@dataclass(frozen=True, slots=True)
class Version:
    """A content and since when it stood there."""

    at: datetime
    content: Content


@dataclass(slots=True, eq=False)
class Message:
    """A message in a chat; `versions` begins with what was sent and ends with what stands there now."""

    id: int
    chat: "Chat"
    sender: "User | None"
    versions: list[Version]
    silent: bool = False
    protected: bool = False
    reply_to: "Message | None" = None
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
        if content.text:
            told["caption" if content.media else "text"] = content.text
        if content.entities:
            told["caption_entities" if content.media else "entities"] = [e.as_json() for e in content.entities]
        if content.keyboard:
            told["reply_markup"] = {"inline_keyboard": [[b.as_json() for b in row] for row in content.keyboard]}
        if self.protected:
            told["has_protected_content"] = True
        return {**told, **self.service}
