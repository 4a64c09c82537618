"""Messages sent, edited and deleted by the bot."""

from bot.sandbox.chat import Chat, Message
from bot.sandbox.content import Content, Media
from bot.sandbox.entities import Entity
from bot.sandbox.keyboard import Keyboard, Prompt, read_markup
from bot.sandbox.methods.chats import chat_of, writable_chat
from bot.sandbox.methods.text import read_text
from bot.sandbox.parameters import Arguments
from bot.sandbox.refusal import bad_request, not_modelled
from bot.sandbox.world import World

UNCHANGED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


def send_message(world: World, arguments: Arguments) -> object:
    """Message."""
    chat = writable_chat(world, arguments)
    text, entities = read_text(arguments)
    return post(world, arguments, chat, text, entities).as_json()


def post(
    world: World,
    arguments: Arguments,
    chat: Chat,
    text: str,
    entities: tuple[Entity, ...],
    media: Media | None = None,
) -> Message:
    """Say it in the chat, with what all sending methods share: keyboard, reply, silence, protection."""
    keyboard, prompt = _markup(arguments)
    content = Content(text, entities, keyboard, prompt, media)
    return world.say(
        chat,
        None if chat.type == "channel" else world.bot,
        content,
        silent=arguments.flag("disable_notification"),
        protected=arguments.flag("protect_content"),
        reply_to=_replied(arguments, chat),
    )


def _markup(arguments: Arguments) -> tuple[Keyboard, Prompt | None]:
    chat_id = arguments.chat_id()
    read = read_markup(arguments.json("reply_markup"), private=isinstance(chat_id, int) and chat_id > 0)
    return ((), read) if isinstance(read, Prompt) else (read, None)


def _replied(arguments: Arguments, chat: Chat) -> Message | None:
    raw = arguments.json("reply_parameters")
    if not isinstance(raw, dict):
        return None
    for name in raw.keys() - {"message_id", "allow_sending_without_reply", "chat_id"}:
        raise not_modelled(f'"{name}" of reply_parameters')
    if raw.get("chat_id", chat.id) != chat.id:
        raise not_modelled("replies to another chat")
    message_id = raw.get("message_id")
    message = chat.find(message_id) if isinstance(message_id, int) else None
    if message is None and not raw.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message


def edit_message_text(world: World, arguments: Arguments) -> object:
    """Message as it stands after the edit; a keyboard not given again is taken away, as Telegram does."""
    message = editable(world, arguments)
    if message.content.media:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(arguments)
    keyboard = new_keyboard(arguments)
    return edited(world, message, Content(text, entities, keyboard)).as_json()


def edit_message_reply_markup(world: World, arguments: Arguments) -> object:
    """Message with another keyboard, or none."""
    message = editable(world, arguments)
    was = message.content
    content = Content(was.text, was.entities, new_keyboard(arguments), was.prompt, was.media)
    return edited(world, message, content).as_json()


def new_keyboard(arguments: Arguments) -> Keyboard:
    """The keyboard of an edited message: none where none is given."""
    keyboard, prompt = _markup(arguments)
    if prompt:
        raise bad_request("inline keyboard expected")
    return keyboard


def editable(world: World, arguments: Arguments) -> Message:
    """The message that is to be edited; raises Refused in Telegram's words."""
    if arguments.chat_id() is None:
        raise bad_request("chat_id is empty")
    chat = writable_chat(world, arguments)
    if not arguments.integer("message_id"):
        raise bad_request("message identifier is not specified")
    message = chat.find(arguments.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if message.sender is not world.bot and chat.type != "channel":
        raise bad_request("message can't be edited")
    return message


def edited(world: World, message: Message, content: Content) -> Message:
    """The message with its new content; raises Refused where that is the old one."""
    if content == message.content:
        raise bad_request(UNCHANGED)
    world.edit(message, content)
    return message


def delete_message(world: World, arguments: Arguments) -> object:
    """True."""
    chat = chat_of(world, arguments)
    message = chat.find(arguments.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    age = (world.now() - message.at).total_seconds()
    own = message.sender is world.bot
    if age > 48 * 3600 or (not own and not chat.is_private and chat.bot_status != "administrator"):
        raise bad_request(
            "message can't be deleted for everyone" if own or chat.is_private else "message can't be deleted"
        )
    world.delete(message)
    return True
