"""Buttons that nobody ever showed: what is another's is neither shown nor changed."""

import random
from dataclasses import fields
from enum import StrEnum
from typing import Any, get_type_hints

from bot.app import routes
from bot.model.chat import ChatId
from bot.render.buttons.packing import Button
from bot.store import Store, open_store
from tests.faults.ground import Found, Ground
from tests.faults.people import FIRST, taps, waits, writes
from tests.kit.every_table import everything
from tests.kit.made import context, people, review, save

OWNER, STRANGER = ChatId(500), FIRST
SECRET = "只有我知道的释义"
AT_ONCE = 30
"""Fewer than are taken in from one chat."""


async def forged(ground: Ground) -> Found:
    """A stranger taps on everything that there could be, with the ids of another's rows."""
    async with open_store(ground.home.url) as store:
        await people(store, OWNER)
        words = ("cache", "quorum", "shard")
        saved = [await save(store, OWNER, word, SECRET, context(3, episode_id=None)) for word in words]
        await review(store, OWNER, saved[0])
        before = await _owned(store)
    kinds = sorted({**routes.TAPS, **routes.OPERATOR_TAPS}, key=lambda kind: kind.prefix)
    api, count = ground.api, ground.size(300, 3200)
    bot = await ground.bot()
    for number in range(count):
        kind = kinds[number % len(kinds)]
        taps(api, STRANGER, _any(kind, ground.chance).pack())
        if number % AT_ONCE == 0:
            await api.until(lambda: not api.waiting, seconds=60)
    for command in ("/vocab", "/vocab cache", "/review", "/stats", "cache"):
        writes(api, STRANGER, command)
    await api.until(lambda: not api.waiting, seconds=60)
    ground.waited.append(await waits(api, OWNER))
    await ground.finish()
    async with open_store(ground.home.url) as store:
        ground.promise(await _owned(store) == before, "another's rows are changed")
    ground.promise(not any(SECRET in said.text for said in api.said[STRANGER]), "another's words are shown")
    ground.promise(SECRET not in bot.said, "another's words are in the log")
    ground.promise(bot.said.count("Traceback") == 0, "a traceback in the log")
    ground.words.append(f"{count:,} forged taps")
    return ground.line()


async def _owned(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of the owner's, but what is noted of what they do themselves."""
    rows = await everything(store)
    kept = {table: [row for row in found if int(OWNER) in row] for table, found in rows.items()}
    return {table: found for table, found in kept.items() if table not in ("traces", "inbox", "chats")}


def _any(kind: type[Button], chance: random.Random) -> Button:
    hints = get_type_hints(kind)
    return kind(**{field.name: _value(hints[field.name], chance) for field in fields(kind)})  # type: ignore[arg-type]  # every button is a dataclass


def _value(hint: type[Any], chance: random.Random) -> Any:
    if issubclass(hint, StrEnum):
        return chance.choice(list(hint))
    return chance.randint(0, 12) if hint is int else chance.choice(["Asia/Tokyo", "2026-06", "0000", ""])
