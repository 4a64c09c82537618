"""Users and chats, and what has been said in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from bot.sandbox.message import Message

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


class ChatType(StrEnum):
    """The four kinds of chat, as the Bot API spells them."""

    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"
    CHANNEL = "channel"


@dataclass(slots=True, eq=False)
class User:
    """A person, or the bot itself."""

    id: int
    name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def as_json(self) -> dict[str, object]:
        """User of the Bot API."""
        told: dict[str, object] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.name}
        if self.username:
            told["username"] = self.username
        if self.language_code:
            told["language_code"] = self.language_code
        return told


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


def member_json(user: User, status: str) -> dict[str, object]:
    """ChatMember of the Bot API with the fields its status requires."""
    told: dict[str, object] = {"user": user.as_json(), "status": status}
    if status == "kicked":
        told["until_date"] = 0
    if status == "creator":
        told["is_anonymous"] = False
    if status == "administrator":
        told |= {"can_be_edited": False, "is_anonymous": False, **dict.fromkeys(ADMIN_RIGHTS, True)}
    return told
