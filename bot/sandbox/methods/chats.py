"""Chats and who is in them; and the checks that every message to a chat must pass."""

from bot.sandbox.chat import Chat, ChatType
from bot.sandbox.parameters import Arguments
from bot.sandbox.people import member_json
from bot.sandbox.refusal import Refused, bad_request, forbidden, not_modelled
from bot.sandbox.world import World

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
# Colours, reactions and gifts are no part of this world; these are what a fresh chat has.
FULL_INFO: dict[str, object] = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": dict.fromkeys(
        ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
        True,
    ),
}


def chat_of(world: World, arguments: Arguments) -> Chat:
    """The chat meant by `chat_id`; raises Refused if the bot does not know it, or it has moved."""
    chat_id = arguments.chat_id()
    if chat_id is None:
        raise bad_request("chat_id is empty")
    chat = world.find_chat(chat_id)
    if chat is None:
        raise bad_request("chat not found")
    if chat.migrated_to:
        raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
    return chat


def writable_chat(world: World, arguments: Arguments) -> Chat:
    """The chat meant, in which the bot may write now."""
    chat = chat_of(world, arguments)
    if refusal := _why_not(chat):
        raise refusal
    return chat


def _why_not(chat: Chat) -> Refused | None:
    if chat.deactivated:
        return forbidden("user is deactivated")
    if chat.blocked:
        return forbidden("bot was blocked by the user")
    kind = f"{chat.type} chat"
    match chat.bot_status:
        case "kicked":
            return forbidden(f"bot was kicked from the {kind}")
        case "left":
            return forbidden(f"bot is not a member of the {kind}")
        case "member" if chat.type is ChatType.CHANNEL:
            return bad_request("need administrator rights in the channel chat")
        case _:
            return None


def get_chat(world: World, arguments: Arguments) -> object:
    """ChatFullInfo with what this world knows."""
    return {**chat_of(world, arguments).as_json(), **FULL_INFO}


def get_chat_member(world: World, arguments: Arguments) -> object:
    """ChatMember of the bot or of a person."""
    chat, user_id = chat_of(world, arguments), arguments.integer("user_id")
    if user_id == world.bot.id:
        return member_json(world.bot, chat.bot_status)
    if user_id in chat.members:
        return member_json(chat.members[user_id], _status(chat, user_id))
    if user_id in world.readers:
        return member_json(world.readers[user_id].user, "left")
    raise bad_request("invalid user_id specified")


def get_chat_administrators(world: World, arguments: Arguments) -> object:
    """ChatMembers of the administrators, other bots left out."""
    chat = chat_of(world, arguments)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    return [member_json(user, _status(chat, user.id)) for user in chat.people() if user.id in chat.admins]


def _status(chat: Chat, user_id: int) -> str:
    """The first administrator is the one who made the group."""
    leaders = [user.id for user in chat.people() if user.id in chat.admins]
    if leaders and leaders[0] == user_id:
        return "creator"
    return "administrator" if user_id in leaders else "member"


def send_chat_action(world: World, arguments: Arguments) -> object:
    """Show that the bot is at work on something."""
    action = arguments.text("action")
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(world, arguments)
    if chat.type is ChatType.CHANNEL:
        raise not_modelled("chat actions in channels")
    world.tell("action", chat, action)
    return True
