"""A reader's side: what a person does in their client, and what they see.

Nothing here waits: each act queues the update that Telegram would send to the bot.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.sandbox.chat import Chat, ChatType, Message
from bot.sandbox.content import Content, Media
from bot.sandbox.entities import found
from bot.sandbox.files import Files, Upload
from bot.sandbox.inbox import Inbox
from bot.sandbox.people import User
from bot.sandbox.profile import Command, Profile


class Surroundings(Protocol):
    """What a reader's client is connected to: the part of the world that it touches."""

    bot: User
    files: Files
    inbox: Inbox
    profile: Profile
    taps: "dict[str, Tap]"
    reads_all_group_messages: bool

    def now(self) -> datetime:
        """The world's clock."""

    def number(self) -> int:
        """A number that nothing else has."""

    def say(self, chat: Chat, sender: User | None, content: Content, *, reply_to: Message | None = None) -> Message:
        """Put a message into a chat."""

    def set_bot_status(self, chat: Chat, status: str, *, by: User) -> None:
        """Change what the bot is in a chat, and let it know."""

    def tell(self, kind: str, chat: Chat | None, subject: object) -> None:
        """Let those who watch know."""


class NoSuchButtonError(LookupError):
    """The reader does not see this button; the message says which they see."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tap was answered with: a toast, an alert, or nothing (an empty text) to end the waiting."""

    text: str
    alert: bool
    at: datetime


@dataclass(slots=True, eq=False)
class Tap:
    """A button pressed; `answer` appears when the bot has answered in time."""

    id: str
    reader: "Reader"
    message: Message
    data: str
    at: datetime
    answer: Answer | None = None


class Reader:
    """A person with a private chat with the bot, perhaps a member of groups too."""

    def __init__(self, world: Surroundings, user: User, chat: Chat) -> None:
        self.world = world
        self.user = user
        self.chat = chat

    @property
    def last(self) -> Message:
        """The newest message in the private chat."""
        return self.chat.last

    @property
    def received(self) -> list[Message]:
        """What the bot said in the private chat and still stands there."""
        return [message for message in self.chat.messages if message.sender is self.world.bot]

    @property
    def menu(self) -> tuple[Command, ...]:
        """The command menu that this reader's client shows."""
        return self.world.profile.menu(self.chat.id, self.user.language_code)

    def send(self, text: str, *, chat: Chat | None = None, reply_to: Message | None = None) -> Message:
        """Write to the bot (which unblocks it), or in a group. A deep link sends `/start payload`."""
        clean = text.strip()
        if not clean:
            raise ValueError("a client does not send an empty message")
        return self._post(Content(clean, found(clean)), chat or self.chat, reply_to)

    def reply(self, message: Message, text: str) -> Message:
        """Answer a message where it stands."""
        return self.send(text, chat=message.chat, reply_to=message)

    def send_file(
        self, name: str, content: bytes, *, mime: str = "application/octet-stream", caption: str = ""
    ) -> Message:
        """Send a document to the bot."""
        file = self.world.files.keep(Upload(name, mime, content), folder="documents")
        media = Media("document", file, (("file_name", name), ("mime_type", mime)))
        return self._post(Content(caption, found(caption), media=media), self.chat, None)

    def send_place(self, latitude: float, longitude: float) -> Message:
        """Send a location to the bot."""
        return self._post(Content("", place=(latitude, longitude)), self.chat, None)

    def tap(self, message: Message, button: str) -> Tap:
        """Press a button by label, data, or what only one label begins with or only one has; or NoSuchButtonError."""
        if message.deleted:
            raise NoSuchButtonError("the message is gone")
        exact = [b for b in message.buttons if button in (b.label, b.data)]
        begun = [b for b in message.buttons if b.label.startswith(button)]
        partly = [b for b in message.buttons if button in b.label]
        hits = exact[:1] or (begun if len(begun) == 1 else partly)
        if len(hits) != 1:
            raise NoSuchButtonError(f"{button!r} is not one of {message.labels}")
        data = hits[0].data
        if data is None:
            raise NoSuchButtonError(f"{button!r} opens {hits[0].url!r} or copies; the bot does not hear of it")
        return self.press(message, data)

    def press(self, message: Message, data: str, *, inaccessible: bool = False) -> Tap:
        """Press a button that the message may no longer have: a second tap that was quicker than the edit.

        Of a deleted message, or one that Telegram says is `inaccessible`, the bot learns only chat and id.
        """
        world = self.world
        tap = Tap(str(10**17 + world.number()), self, message, data, world.now())
        world.taps[tap.id] = tap
        query: dict[str, object] = {
            "id": tap.id,
            "from": self.user.as_json(),
            "message": message.stub_json() if inaccessible or message.deleted else message.as_json(),
            "chat_instance": str(message.chat.id * 7919),
            "data": data,
        }
        world.inbox.put("callback_query", query)
        world.tell("tapped", message.chat, tap)
        return tap

    def block(self) -> None:
        """Stop and block the bot."""
        if not self.chat.blocked:
            self.chat.blocked = True
            self.world.set_bot_status(self.chat, "kicked", by=self.user)

    def unblock(self) -> None:
        """Let the bot write again."""
        if self.chat.blocked:
            self.chat.blocked = False
            self.world.set_bot_status(self.chat, "member", by=self.user)

    def delete_account(self) -> None:
        """The account is gone; the bot finds out when it sends."""
        self.chat.deactivated = True

    def _post(self, content: Content, chat: Chat, reply_to: Message | None) -> Message:
        if chat is self.chat:
            self.unblock()
            chat.known = True
        elif chat.type is ChatType.CHANNEL and self.user.id not in chat.admins:
            raise ValueError("only administrators write in a channel")
        elif self.user.id not in chat.members:
            raise ValueError("not a member of this chat")
        sender = None if chat.type is ChatType.CHANNEL else self.user
        message = self.world.say(chat, sender, content, reply_to=reply_to)
        if self._bot_hears(message):
            self.world.inbox.put("channel_post" if sender is None else "message", message.as_json())
        return message

    def _bot_hears(self, message: Message) -> bool:
        """In groups a bot in privacy mode hears commands for itself or for no one, and replies to itself."""
        chat, bot = message.chat, self.world.bot
        if chat.is_private:
            return True
        if chat.bot_status not in {"member", "administrator"}:
            return False
        if self.world.reads_all_group_messages or chat.bot_status == "administrator":
            return True
        if message.reply_to and message.reply_to.sender is bot:
            return True
        command, _, addressee = message.text.split()[0].partition("@")
        return command.startswith("/") and addressee.lower() in ("", (bot.username or "").lower())
