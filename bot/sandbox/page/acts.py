"""What a person does on the page: each act is checked, then done in the world as a reader's client would."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from bot.sandbox import faults
from bot.sandbox.chat import Chat, Message
from bot.sandbox.faults import Delay, Fault, LostAfter, LostBefore, Migrate, NoAnswer, TooMany
from bot.sandbox.page.backstage import Leap
from bot.sandbox.reader import Reader
from bot.sandbox.world import World

LONGEST_TEXT = 4096
SLOW_SECONDS = 3.0


class CannotDo(Exception):
    """The world has no such chat, reader or message, or the act makes no sense there; the text says what."""


class Send(BaseModel):
    """Write a text, perhaps as a reply."""

    chat: int
    reader: int
    text: Annotated[str, Field(min_length=1, max_length=LONGEST_TEXT)]
    reply_to: int | None = None

    def do(self, world: World) -> None:
        """In the reader's private chat, or in a group or channel where they may write."""
        chat = chat_in(world, self.chat)
        reply_to = message_in(chat, self.reply_to) if self.reply_to is not None else None
        try:
            reader_in(world, self.reader).send(self.text, chat=chat, reply_to=reply_to)
        except ValueError as error:
            raise CannotDo(str(error)) from None


class Press(BaseModel):
    """Press an inline button, by its data."""

    chat: int
    reader: int
    message: int
    data: Annotated[str, Field(min_length=1, max_length=64)]

    def do(self, world: World) -> None:
        """Also a button that an edit has just taken away: a finger can be quicker."""
        message = chat_in(world, self.chat).history.get(self.message)
        if message is None:
            raise CannotDo("no such message")
        reader_in(world, self.reader).press(message, self.data)


class Launch(BaseModel):
    """Open a page within the app."""

    reader: int
    page: Annotated[str, Field(min_length=1, max_length=2048)]


class Block(BaseModel):
    """Block the bot or let it write again."""

    reader: int
    blocked: bool

    def do(self, world: World) -> None:
        """In the reader's private chat."""
        reader = reader_in(world, self.reader)
        if self.blocked:
            reader.block()
        else:
            reader.unblock()


class Membership(BaseModel):
    """Add the bot to a group or channel, promote it, remove it."""

    chat: int
    reader: int
    status: Literal["member", "administrator", "left", "kicked"]

    def do(self, world: World) -> None:
        """As the reader's doing."""
        chat = chat_in(world, self.chat)
        if chat.is_private:
            raise CannotDo("a private chat has no members to change")
        if chat.bot_status != self.status:
            world.set_bot_status(chat, self.status, by=reader_in(world, self.reader).user)


class Grow(BaseModel):
    """Make a group a supergroup."""

    chat: int

    def do(self, world: World) -> None:
        """Which changes its id."""
        try:
            world.migrate(chat_in(world, self.chat))
        except ValueError as error:
            raise CannotDo(str(error)) from None


class Trouble(BaseModel):
    """Plan what the next calls meet."""

    fault: Literal["429", "500", "403", "lost", "broken", "silent", "slow", "migrate"]
    times: Annotated[int, Field(ge=1, le=50)] = 1
    seconds: Annotated[int, Field(ge=1, le=3600)] = 5
    chat: int | None = None
    method: Annotated[str, Field(max_length=64)] | None = None

    def do(self, world: World) -> None:
        """Behind what is planned already."""
        world.faults.next(self._fault(), method=self.method or None, chat_id=self.chat, times=self.times)

    def _fault(self) -> Fault:
        kinds: dict[str, Fault] = {
            "429": TooMany(self.seconds),
            "500": faults.SERVER_ERROR,
            "403": faults.BLOCKED,
            "lost": LostAfter(),
            "broken": LostBefore(),
            "silent": NoAnswer(),
            "slow": Delay(SLOW_SECONDS),
            "migrate": Migrate(),
        }
        return kinds[self.fault]


class Calm(BaseModel):
    """Nothing goes wrong any more."""

    def do(self, world: World) -> None:
        """Forget every plan."""
        world.faults.clear()


class Move(BaseModel):
    """Move the clock, by a chat's own time."""

    leap: Leap
    chat: int


Act = Send | Press | Block | Membership | Grow | Trouble | Calm


def chat_in(world: World, chat_id: int) -> Chat:
    """Raises CannotDo."""
    if chat_id not in world.chats:
        raise CannotDo("no such chat")
    return world.chats[chat_id]


def message_in(chat: Chat, message_id: int) -> Message:
    """One that is still there; raises CannotDo."""
    message = chat.find(message_id)
    if message is None:
        raise CannotDo("the message is gone")
    return message


def reader_in(world: World, user_id: int) -> Reader:
    """Raises CannotDo."""
    if user_id not in world.readers:
        raise CannotDo("no such reader")
    return world.readers[user_id]
