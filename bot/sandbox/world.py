"""The world a bot lives in: readers, chats with history, files, updates on their way. No HTTP, no sleeping.

Everything that has an instant takes it from the world's clock, so a demo or a test can move time; only long
polls wait in real time. Whoever shows the world (tests, the tour, a page) listens to `Change`s or reads the
state; nobody writes it but the reader's side (`Reader`) and the Bot API methods.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.sandbox.chat import Chat, ChatType, Message
from bot.sandbox.content import Content, Version
from bot.sandbox.faults import FaultPlan
from bot.sandbox.files import Files
from bot.sandbox.inbox import Inbox
from bot.sandbox.limits import Limits
from bot.sandbox.people import User, member_json
from bot.sandbox.profile import Profile
from bot.sandbox.reader import Reader, Tap

TOKEN = "110201543:sandbox-token-that-opens-nothing"  # noqa: S105 - a made-up one, good for this world only
TAP_ANSWERABLE = timedelta(seconds=15)
CALLS_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call: arguments as the bot gave them (files by name), and the answer or the refusal."""

    method: str
    arguments: dict[str, object]
    at: datetime
    status: int
    answer: object
    chat_id: int | None = None
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """Something to see. Kinds: sent, edited, deleted, tapped, answered, action, member, call."""

    kind: str
    chat: Chat | None
    subject: object


@dataclass(slots=True, eq=False, repr=False)
class World:
    """State and its few laws. `now()` is aware UTC."""

    clock: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    token: str = TOKEN
    bot_username: str = "buildspeak_bot"
    bot_name: str = "BuildSpeak"
    reads_all_group_messages: bool = False
    has_main_web_app: bool = False
    limits: Limits | None = None
    tap_answerable: timedelta = TAP_ANSWERABLE
    chats: dict[int, Chat] = field(default_factory=dict)
    readers: dict[int, Reader] = field(default_factory=dict)
    taps: dict[str, Tap] = field(default_factory=dict)
    calls: deque[Call] = field(default_factory=lambda: deque(maxlen=CALLS_KEPT))
    profile: Profile = field(default_factory=Profile)
    files: Files = field(default_factory=Files)
    faults: FaultPlan = field(default_factory=FaultPlan)
    bot: User = field(init=False)
    inbox: Inbox = field(init=False)
    _listeners: list[Callable[[Change], None]] = field(default_factory=list)
    _account_ids: "count[int]" = field(default_factory=lambda: count(1))
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        bot_id = int(self.token.partition(":")[0])
        self.bot = User(bot_id, self.bot_name, username=self.bot_username, is_bot=True)
        self.inbox = Inbox(self.now)

    def now(self) -> datetime:
        """The clock's instant in UTC; a naive one is a mistake."""
        instant = self.clock()
        if instant.tzinfo is None:
            raise ValueError("the world's clock must give aware instants")
        return instant.astimezone(UTC)

    def reader(
        self,
        user_id: int,
        *,
        language_code: str | None = "zh-hans",
        name: str | None = None,
        username: str | None = None,
        known: bool = False,
    ) -> Reader:
        """A person with a private chat, the same one for the same id.

        Until they write, the bot cannot send to them ("chat not found"), unless `known` from before.
        """
        if user_id in self.readers:
            return self.readers[user_id]
        user = User(user_id, name or f"Reader {user_id}", username=username, language_code=language_code)
        chat = Chat(user_id, ChatType.PRIVATE, user.name, username=username, known=known, members={user_id: user})
        self.chats[user_id] = chat
        self.readers[user_id] = Reader(self, user, chat)
        return self.readers[user_id]

    def group(
        self,
        chat_id: int,
        *,
        title: str = "Group",
        kind: ChatType = ChatType.GROUP,
        members: Iterable[Reader] = (),
        admins: Iterable[Reader] = (),
        bot_status: str = "member",
        username: str | None = None,
    ) -> Chat:
        """A group, supergroup or channel (negative id) with the bot in it; administrators are members too."""
        if chat_id >= 0 or kind is ChatType.PRIVATE:
            raise ValueError("a group has a negative id and is not private")
        leaders = list(admins)
        people = {reader.user.id: reader.user for reader in [*leaders, *members]}
        chat = Chat(chat_id, kind, title, username=username, bot_status=bot_status, members=people)
        chat.admins = {reader.user.id for reader in leaders}
        self.chats[chat_id] = chat
        return chat

    def find_chat(self, chat_id: int | str) -> Chat | None:
        """By id or @username; a private chat that the bot has never met is not there."""
        if isinstance(chat_id, str):
            name = chat_id.removeprefix("@").lower()
            chat = next((c for c in self.chats.values() if c.username and c.username.lower() == name), None)
        else:
            chat = self.chats.get(chat_id)
        return chat if chat and chat.known else None

    def say(
        self,
        chat: Chat,
        sender: User | None,
        content: Content,
        *,
        silent: bool = False,
        protected: bool = False,
        reply_to: Message | None = None,
        service: dict[str, object] | None = None,
    ) -> Message:
        """Put a message into a chat. Ids run through private chats and groups; a supergroup has its own."""
        own = chat.type in {ChatType.SUPERGROUP, ChatType.CHANNEL}
        number = len(chat.history) + 1 if own else next(self._account_ids)
        versions = [Version(self.now(), content)]
        message = Message(number, chat, sender, versions, silent, protected, reply_to, service=service or {})
        chat.history[number] = message
        self.tell("sent", chat, message)
        return message

    def edit(self, message: Message, content: Content) -> None:
        """A new version of a message; the earlier ones stay in `versions`."""
        message.versions.append(Version(self.now(), content))
        self.tell("edited", message.chat, message)

    def delete(self, message: Message) -> None:
        """Take a message out of sight; the history keeps it."""
        message.deleted = True
        self.tell("deleted", message.chat, message)

    def number(self) -> int:
        """A fresh number for ids of taps."""
        return next(self._numbers)

    def set_bot_status(self, chat: Chat, status: str, *, by: User) -> None:
        """The bot joins, is promoted, leaves or is kicked: state and my_chat_member update."""
        old, chat.bot_status = chat.bot_status, status
        change = {
            "chat": chat.as_json(),
            "from": by.as_json(),
            "date": int(self.now().timestamp()),
            "old_chat_member": member_json(self.bot, old),
            "new_chat_member": member_json(self.bot, status),
        }
        self.inbox.put("my_chat_member", change)
        self.tell("member", chat, status)

    def migrate(self, chat: Chat) -> Chat:
        """Make a group a supergroup with a new id; the old one answers with where it went."""
        if chat.type is not ChatType.GROUP or chat.migrated_to:
            raise ValueError("only a basic group becomes a supergroup, once")
        grown = Chat(chat.id - 1_000_000_000_000, ChatType.SUPERGROUP, chat.title, bot_status=chat.bot_status)
        grown.members, grown.admins = dict(chat.members), set(chat.admins)
        self.chats[grown.id] = grown
        who = next(iter(chat.people()), self.bot)
        left = self.say(chat, who, Content(""), service={"migrate_to_chat_id": grown.id})
        came = self.say(grown, who, Content(""), service={"migrate_from_chat_id": chat.id})
        chat.migrated_to = grown.id
        self.inbox.put("message", left.as_json())
        self.inbox.put("message", came.as_json())
        return grown

    def listen(self, hear: Callable[[Change], None]) -> Callable[[], None]:
        """Call back on every change, at once and in order; returns how to stop."""
        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    def tell(self, kind: str, chat: Chat | None, subject: object) -> None:
        """Let the listeners know."""
        for hear in list(self._listeners):
            hear(Change(kind, chat, subject))

    async def until(self, holds: Callable[[], object], *, seconds: float = 60.0) -> None:
        """Wait in real time for a condition, looked at after each change; raises TimeoutError."""
        changed = asyncio.Event()
        stop = self.listen(lambda _change: changed.set())
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    await changed.wait()
                    changed.clear()
        finally:
            stop()

    def calls_of(self, *methods: str) -> list[Call]:
        """The calls of these methods, in order."""
        return [call for call in self.calls if call.method in methods]
