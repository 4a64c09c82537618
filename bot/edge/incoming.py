"""From what Telegram tells to a Tap or a Command, in one place.

What is unusable (no chat, no message, a stale button) is answered or dropped here, so that handlers only see
whole values.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from telegram import ChatMember, Message, Update
from telegram.constants import ChatType

from bot.edge.receiving import Raw
from bot.edge.tapped import Tapped
from bot.model.chat import ChatId, ChatKind
from bot.render.buttons.packing import Button, Known, StaleButton, unpack

B = TypeVar("B", bound=Button, covariant=True)

_KINDS: dict[str, ChatKind] = {
    ChatType.PRIVATE: ChatKind.PRIVATE,
    ChatType.GROUP: ChatKind.GROUP,
    ChatType.SUPERGROUP: ChatKind.GROUP,
    ChatType.CHANNEL: ChatKind.CHANNEL,
}
MAX_ARGUMENT = 200
"""Characters of a command's argument that are looked at."""


@dataclass(frozen=True, slots=True)
class Tap(Generic[B]):
    """A button was tapped: which, by whom, under which message; and the file that this message answers, if it does."""

    chat_id: ChatId
    user_id: int
    message_id: int
    query_id: str
    button: B
    language_code: str | None
    replied_file: Document | None = None


@dataclass(frozen=True, slots=True)
class Command:
    """A command, or any other text (then `name` is empty), with its argument stripped.

    `user_id` is None where the chat itself speaks: a channel, or an anonymous administrator of a group. `reply_to` is
    the message that a text answers, `replied_buttons` what we put below that message: position
    lives there. `text` is all of it.
    """

    chat_id: ChatId
    user_id: int | None
    name: str
    argument: str
    language_code: str | None
    kind: ChatKind
    reply_to: int | None = None
    replied_buttons: tuple[Button, ...] = ()
    text: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A file that someone sent in a private chat; `size` in bytes, as Telegram says."""

    chat_id: ChatId
    user_id: int
    message_id: int
    file_id: str
    name: str
    size: int
    language_code: str | None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where someone says they are, in a private chat. It is looked at once, and neither kept nor logged."""

    chat_id: ChatId
    user_id: int
    latitude: float
    longitude: float
    language_code: str | None


def to_tap(tapped: Tapped, known: Known) -> Tap[Button]:
    """What a tap means. StaleButton for data of no button."""
    return Tap(
        chat_id=tapped.chat_id,
        user_id=tapped.user_id,
        message_id=tapped.message_id,
        query_id=tapped.query_id,
        button=unpack(tapped.data, known),
        language_code=tapped.language_code,
        replied_file=_answered_file(tapped.message),
    )


def to_command(update: Update, username: str, known: Known) -> Command | None:
    """The command or text of an update; None for one meant for another bot or without a text."""
    message = update.message or update.channel_post
    if message is None or not message.text:
        return None
    text = message.text[: MAX_ARGUMENT + 64].strip()
    name, argument = "", text
    if text.startswith("/"):
        head, argument = (*text.split(maxsplit=1), "")[:2]  # a Chinese keyboard types a full-width space
        name, _, addressee = head[1:].partition("@")
        if addressee and addressee.casefold() != username.casefold():
            return None
    speaks_for_chat = message.sender_chat is not None and message.sender_chat.id == message.chat.id
    user = None if speaks_for_chat else message.from_user
    if user is None and not speaks_for_chat:
        return None
    return Command(
        chat_id=ChatId(message.chat.id),
        user_id=user.id if user else None,
        name=name.casefold(),
        argument=argument.strip()[:MAX_ARGUMENT],
        language_code=user.language_code if user else None,
        kind=_KINDS[message.chat.type],
        reply_to=message.reply_to_message.message_id if message.reply_to_message else None,
        replied_buttons=_replied_buttons(message.reply_to_message, known),
        text=message.text,
    )


def to_document(update: Update) -> Document | None:
    """The file of an update; None in groups, where files are not for us."""
    return _file(update.message)


def to_whereabouts(update: Update) -> Whereabouts | None:
    """The place that an update tells, once; None in groups. What follows someone about is not listened to."""
    message = update.message
    if message is None or message.location is None or message.from_user is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return None
    return Whereabouts(
        chat_id=ChatId(message.chat.id),
        user_id=message.from_user.id,
        latitude=message.location.latitude,
        longitude=message.location.longitude,
        language_code=message.from_user.language_code,
    )


def _file(message: Message | None) -> Document | None:
    """The file of a message in a private chat."""
    if message is None or message.document is None or message.from_user is None:
        return None
    if message.chat.type != ChatType.PRIVATE:
        return None
    return Document(
        chat_id=ChatId(message.chat.id),
        user_id=message.from_user.id,
        message_id=message.message_id,
        file_id=message.document.file_id,
        name=(message.document.file_name or "")[:MAX_ARGUMENT],
        size=message.document.file_size or 0,
        language_code=message.from_user.language_code,
    )


def _answered_file(message: Raw) -> Document | None:
    """The same of the message that a tapped one answers."""
    match message:
        case {
            "reply_to_message": {
                "message_id": int(message_id),
                "chat": {"id": int(chat_id), "type": ChatType.PRIVATE},
                "from": {"id": int(user_id)} as sender,
                "document": {"file_id": str(file_id)} as document,
            }
        }:
            return Document(
                chat_id=ChatId(chat_id),
                user_id=user_id,
                message_id=message_id,
                file_id=file_id,
                name=(document.get("file_name") or "")[:MAX_ARGUMENT],
                size=document.get("file_size") or 0,
                language_code=sender.get("language_code"),
            )
    return None


def buttons_below(message: Raw | None, known: Known) -> Iterator[Button]:
    """Ours below a message, as Telegram tells of them."""
    match message:
        case {"reply_markup": {"inline_keyboard": [*rows]}}:
            for key in (key for row in rows if isinstance(row, list) for key in row):
                match key:
                    case {"callback_data": str(data)}:
                        with suppress(StaleButton):
                            yield unpack(data, known)


def _replied_buttons(message: Message | None, known: Known) -> tuple[Button, ...]:
    if message is None or message.reply_markup is None:
        return ()
    return tuple(buttons_below({"reply_markup": message.reply_markup.to_dict()}, known))


def to_membership(update: Update) -> tuple[ChatId, bool] | None:
    """The chat whose relation to the bot changed, and whether the bot is in it now."""
    change = update.my_chat_member
    if change is None:
        return None
    return ChatId(change.chat.id), change.new_chat_member.status not in (ChatMember.LEFT, ChatMember.BANNED)


def to_migration(update: Update) -> tuple[ChatId, ChatId] | None:
    """The old and the new id of a group that became a supergroup."""
    message = update.message
    if message is None or message.migrate_to_chat_id is None:
        return None
    return ChatId(message.chat.id), ChatId(message.migrate_to_chat_id)
