"""Which words of a text a chat has: asked for each that is shown, by the words' keys."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from bot.model.chat import ChatId
from bot.store.asking import Asking
from bot.store.database import Database
from bot.vocabulary.headwords import identity

_NOWHERE = (-1, -1)
_MANY_KEYS = 1000
"""From how many terms on a chat's are asked for key by key."""


@dataclass(frozen=True, slots=True)
class Own:
    """Keys of a chat's terms, of very many only some, and of all that it knows."""

    keys: frozenset[str]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """A term as an episode has it; `here` are the segments that it was saved in."""

    id: int
    key: str
    headword: str
    meaning: str
    known: bool
    here: tuple[int, ...]


class Owned:
    """Of each chat's terms what stands in a text. Every query names the chat."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._sql = database.queries("terms")
        self._asking = Asking(self._own, self._own_each, together=database.dialect != "sqlite")

    async def saved(
        self, chat_id: ChatId, headwords: tuple[str, ...], episode_id: int, position: int
    ) -> dict[str, bool]:
        """Which of a segment's headwords are saved: True with this place as a context, False only from elsewhere."""
        keys = {headword: identity(headword) for headword in headwords}
        met = await self.met(chat_id, set(keys.values()), (episode_id, position))
        return {headword: met[key][1] for headword, key in keys.items() if key in met}

    async def of_episode(self, chat_id: ChatId, episode_id: int) -> dict[str, tuple[str, str]]:
        """Key to headword and meaning of the terms met in an episode, in the order in which they were saved."""
        async with self._database.single() as connection:
            rows = self._sql.of_episode(connection, chat_id=chat_id, episode_id=episode_id)
            return {row["key"]: (row["headword"], row["meaning"]) async for row in rows}

    async def own(self, chat_id: ChatId) -> Own:
        """What the chat has and knows, by keys alone."""
        return await self._asking.of(chat_id)

    async def _own(self, chat_id: ChatId) -> Own:
        rows = self._sql.own_keys(self._database.near, chat_id=chat_id, limit=_MANY_KEYS)
        found = [(row["key"], row["known"]) async for row in rows]
        return Own(frozenset(key for key, known in found if not known), frozenset(key for key, known in found if known))

    async def _own_each(self, chats: Sequence[ChatId]) -> Mapping[ChatId, Own]:
        rows = self._sql.own_keys_each(self._database.near, chats=chats, limit=_MANY_KEYS)
        return {row["chat_id"]: Own(frozenset(row["keys"]), frozenset(row["known"])) async for row in rows}

    async def met(
        self, chat_id: ChatId, keys: Set[str], place: tuple[int, int] = _NOWHERE, own: Own | None = None
    ) -> dict[str, tuple[str, bool]]:
        """Which of any number of keys are saved: key to headword, and whether with `place` as a context.

        `place` is an episode's id and a position. A text has hundreds of keys, most chats have fewer and few of them
        meet: the chat's `own` are gone through first, unless they are very many.
        """
        own = own or await self.own(chat_id)
        if len(own.keys) < _MANY_KEYS:
            keys = {key for key in own.keys if key in keys}
        if not keys:
            return {}
        asked = {"keys": json.dumps(list(keys)), "episode_id": place[0], "position": place[1]}
        rows = self._sql.met(self._database.near, chat_id=chat_id, **asked)
        return {row["key"]: (row["headword"], bool(row["here"])) async for row in rows}

    async def keys(self, chat_id: ChatId) -> frozenset[str]:
        """Keys of all terms of a chat, however many."""
        rows = self._sql.keys(self._database.near, chat_id=chat_id)
        return frozenset([row["key"] async for row in rows])

    async def standing(self, chat_id: ChatId, keys: Set[str], episode_id: int) -> tuple[Standing, ...]:
        """Terms of these keys, and all that were saved in an episode."""
        asked = {"keys": json.dumps(sorted(keys)), "episode_id": episode_id}
        found: dict[int, Standing] = {}
        async for row in self._sql.standing(self._database.near, chat_id=chat_id, **asked):
            before = found.get(row["id"])
            here = (*(before.here if before else ()), *([row["position"]] if row["position"] is not None else []))
            found[row["id"]] = Standing(
                row["id"], row["key"], row["headword"], row["meaning"], bool(row["known"]), here
            )
        return tuple(found.values())
