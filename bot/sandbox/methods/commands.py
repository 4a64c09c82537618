"""The command menu and the bot's descriptions."""

import re

from bot.sandbox.keyboard import page_address
from bot.sandbox.parameters import Arguments
from bot.sandbox.profile import Command, MenuButton, Scope
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

MAX_COMMANDS = 100
MAX_DESCRIPTION = 512
MAX_SHORT_DESCRIPTION = 120
SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


def set_my_commands(world: World, arguments: Arguments) -> object:
    """True."""
    key = _scope(world, arguments), _language(arguments)
    raw = arguments.json("commands")
    listed = tuple(_command(item) for item in (raw if isinstance(raw, list) else []))
    if len(listed) > MAX_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    world.profile.commands[key] = listed
    return True


def get_my_commands(world: World, arguments: Arguments) -> object:
    """Array of BotCommand; empty when none are set for just this scope and language."""
    listed = world.profile.commands.get((_scope(world, arguments), _language(arguments)), ())
    return [command.as_json() for command in listed]


def delete_my_commands(world: World, arguments: Arguments) -> object:
    """True."""
    world.profile.commands.pop((_scope(world, arguments), _language(arguments)), None)
    return True


def _command(raw: object) -> Command:
    match raw:
        case {"command": str(name), "description": str(description), **rest} if not rest:
            name = name.removeprefix("/")
            if not re.fullmatch(r"[a-z0-9_]{1,32}", name):
                raise bad_request("BOT_COMMAND_INVALID")
            if not 1 <= len(description.strip()) <= 256:
                raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
            return Command(name, description)
        case _:
            raise bad_request("can't parse BotCommand: command and description must be of type String")


def _scope(world: World, arguments: Arguments) -> Scope:
    raw = arguments.json("scope")
    if raw is None:
        return Scope()
    kind = raw.get("type") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(kind, str) or kind not in SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    ids = {name: raw.get(name) for name in SCOPES[kind]}
    for name, value in ids.items():
        if not isinstance(value, int):
            raise bad_request(f"can't parse BotCommandScope: Can't find field \"{name}\"")
    chat_id, user_id = ids.get("chat_id"), ids.get("user_id")
    if chat_id is not None and world.find_chat(chat_id) is None:
        raise bad_request("chat not found")
    return Scope(kind, chat_id, user_id)


def _language(arguments: Arguments) -> str:
    code = arguments.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", code):
        raise bad_request("invalid language code specified")
    return code


def set_my_description(world: World, arguments: Arguments) -> object:
    """True."""
    _describe(world.profile.descriptions, arguments, "description", MAX_DESCRIPTION)
    return True


def get_my_description(world: World, arguments: Arguments) -> object:
    """BotDescription; a language without its own gets the one for everyone."""
    return {"description": _described(world.profile.descriptions, arguments)}


def set_my_short_description(world: World, arguments: Arguments) -> object:
    """True."""
    _describe(world.profile.short_descriptions, arguments, "short_description", MAX_SHORT_DESCRIPTION)
    return True


def get_my_short_description(world: World, arguments: Arguments) -> object:
    """BotShortDescription."""
    return {"short_description": _described(world.profile.short_descriptions, arguments)}


def _describe(kept: dict[str, str], arguments: Arguments, name: str, most: int) -> None:
    text, code = arguments.text(name), _language(arguments)
    if len(text) > most:
        raise bad_request(f"{name.replace('_', ' ')} is too long")
    if text:
        kept[code] = text
    else:
        kept.pop(code, None)


def _described(kept: dict[str, str], arguments: Arguments) -> str:
    return kept.get(_language(arguments)) or kept.get("", "")


def set_chat_menu_button(world: World, arguments: Arguments) -> object:
    """True."""
    chat_id, raw = arguments.integer("chat_id") or None, arguments.json("menu_button")
    match raw:
        case {"type": "web_app", "text": str(label), "web_app": {"url": str(url)}} if label.strip():
            world.profile.menu_buttons[chat_id] = MenuButton(label, page_address(url))
        case None | {"type": "default" | "commands"}:
            world.profile.menu_buttons.pop(chat_id, None)
        case _:
            raise bad_request("MenuButton has unsupported type")
    return True


def get_chat_menu_button(world: World, arguments: Arguments) -> object:
    """MenuButton."""
    return world.profile.menu_button(arguments.integer("chat_id") or None).as_json()
