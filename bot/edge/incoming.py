"""From Telegram's Optional-ridden Update to a Tap or a Command, in one place.

What is unusable (no chat, no message, a stale button) is answered or dropped here, so that handlers only see
whole values.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

from telegram import ChatMember, MaybeInaccessibleMessage, Message, Update
from telegram.constants import ChatType

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


def to_tap(update: Update, known: Known) -> Tap[Button] | None:
    """The tap of an update; None for a button without its message. StaleButton for data of no button."""
    query = update.callback_query
    if query is None or query.message is None or query.data is None:
        return None
    return Tap(
        chat_id=ChatId(query.message.chat.id),
        user_id=query.from_user.id,
        message_id=query.message.message_id,
        query_id=query.id,
        button=unpack(query.data, known),
        language_code=query.from_user.language_code,
        replied_file=_file(query.message.reply_to_message) if isinstance(query.message, Message) else None,
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
        replied_buttons=tuple(buttons_below(message.reply_to_message, known)),
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


def buttons_below(message: MaybeInaccessibleMessage | None, known: Known) -> Iterator[Button]:
    """Ours, as Telegram tells of them."""
    keyboard = message.reply_markup if isinstance(message, Message) else None
    for key in (key for keys in (keyboard.inline_keyboard if keyboard else ()) for key in keys):
        if isinstance(key.callback_data, str):
            with suppress(StaleButton):
                yield unpack(key.callback_data, known)


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
