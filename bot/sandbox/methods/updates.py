"""Who the bot is, and how its updates reach it."""

import re

from bot.sandbox.inbox import Hook
from bot.sandbox.parameters import Arguments
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

MOST_UPDATES = 100
LONGEST_POLL = 50
MOST_CONNECTIONS = 100


def get_me(world: World, _arguments: Arguments) -> object:
    """User, with what only getMe tells."""
    return {
        **world.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": world.has_main_web_app,
    }


async def get_updates(world: World, arguments: Arguments) -> object:
    """Array of Update; waits up to `timeout` seconds for the first."""
    _allow(world, arguments)
    limit = arguments.integer("limit", MOST_UPDATES)
    limit = limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES
    wait = min(max(arguments.integer("timeout"), 0), LONGEST_POLL)
    updates = await world.inbox.fetch(arguments.integer("offset"), limit, wait)
    return [update.as_json() for update in updates]


def set_webhook(world: World, arguments: Arguments) -> object:
    """Updates are brought to the address; an empty one is as deleteWebhook. Plain HTTP will do on this machine."""
    url = arguments.text("url")
    if url and not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    secret = arguments.text("secret_token")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(world, arguments)
    _drop(world, arguments)
    connections = min(max(arguments.integer("max_connections", 40), 1), MOST_CONNECTIONS)
    world.inbox.bring_to(Hook(url, secret, connections) if url else None)
    return True


def delete_webhook(world: World, arguments: Arguments) -> object:
    """Updates are fetched from now on; those that wait may be dropped."""
    _drop(world, arguments)
    world.inbox.bring_to(None)
    return True


def get_webhook_info(world: World, _arguments: Arguments) -> object:
    """WebhookInfo; without an address of a bot that polls."""
    hook, waiting = world.inbox.hook, len(world.inbox.pending)
    told: dict[str, object] = {"url": "", "has_custom_certificate": False, "pending_update_count": waiting}
    if hook is not None:
        told |= {"url": hook.url, "max_connections": hook.connections}
        if world.inbox.last_error:
            told |= {"last_error_date": int(world.now().timestamp()), "last_error_message": world.inbox.last_error}
    return told


def _allow(world: World, arguments: Arguments) -> None:
    kinds = arguments.json("allowed_updates")
    if isinstance(kinds, list):
        world.inbox.allowed = frozenset(map(str, kinds)) or None


def _drop(world: World, arguments: Arguments) -> None:
    if arguments.flag("drop_pending_updates"):
        world.inbox.clear()
