"""Who the bot is, and how its updates reach it."""

from bot.sandbox.parameters import Arguments
from bot.sandbox.world import World

MOST_UPDATES = 100
LONGEST_POLL = 50


def get_me(world: World, _arguments: Arguments) -> object:
    """User, with what only getMe tells."""
    return {
        **world.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": world.reads_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(world: World, arguments: Arguments) -> object:
    """Array of Update; waits up to `timeout` seconds for the first."""
    kinds = arguments.json("allowed_updates")
    if isinstance(kinds, list):
        world.inbox.allowed = frozenset(map(str, kinds)) or None
    limit = arguments.integer("limit", MOST_UPDATES)
    limit = limit if 1 <= limit <= MOST_UPDATES else MOST_UPDATES
    wait = min(max(arguments.integer("timeout"), 0), LONGEST_POLL)
    updates = await world.inbox.fetch(arguments.integer("offset"), limit, wait)
    return [update.as_json() for update in updates]


def delete_webhook(world: World, arguments: Arguments) -> object:
    """There never is one; pending updates may be dropped."""
    if arguments.flag("drop_pending_updates"):
        world.inbox.clear()
    return True


def get_webhook_info(world: World, _arguments: Arguments) -> object:
    """WebhookInfo of a bot that polls."""
    return {"url": "", "has_custom_certificate": False, "pending_update_count": len(world.inbox.pending)}
