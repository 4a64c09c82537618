"""Who was forgotten, so that an older backup cannot bring them back: salted hashes of chat ids, and when.

The list is in the database and, apart from it, in a file: a database that is lost is restored from a backup that knows
nothing of those who left since. A hash keeps ids from being read off the list; it does not keep somebody with the
list, a fast machine and a reason from trying every id.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.model.chat import ChatId
from bot.store.database import Database, connect, from_ms, sqlite_file, to_ms

_ROUNDS = 1000
"""Of the hash: a third of a millisecond a chat, so that a million chats are held against the list in minutes."""

_HEAD = "# Chats that asked to be forgotten: when, salt, hash. `buildspeak restore` leaves them out of older backups.\n"
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A chat that was forgotten at an instant; only who has the chat's id can tell that it is this one."""

    salt: str
    hash: str
    at: datetime

    @property
    def line(self) -> str:
        """As the file has it."""
        return f"{self.at.isoformat()} {self.salt} {self.hash}\n"


class Forgotten:
    """The list; `apart` is its file, kept wherever the database is not."""

    def __init__(self, database: Database, apart: Path | None = None) -> None:
        self._database = database
        self._sql = database.queries("forgotten")
        self._apart = apart

    async def entry(self, chat_id: ChatId, now: datetime) -> Entry:
        """What is to be added for a chat. One salt serves a database."""
        salt = await self._sql.salt(self._database.near) or secrets.token_hex(16)
        return Entry(salt, await asyncio.to_thread(hash_of, chat_id, salt), from_ms(to_ms(now)))

    async def add(self, connection: Any, entry: Entry) -> None:
        """Write it down in the transaction that deletes the chat."""
        await self._sql.add(connection, salt=entry.salt, hash=entry.hash, at=to_ms(entry.at))

    async def when(self, chat_id: ChatId) -> datetime | None:
        """When a chat was forgotten last, as far as this database's own salt tells."""
        salt = await self._sql.salt(self._database.near)
        if salt is None:
            return None
        hashed = await asyncio.to_thread(hash_of, chat_id, salt)
        at = await self._sql.forgotten_at(self._database.near, salt=salt, hash=hashed)
        return None if at is None else from_ms(at)

    async def put(self, entries: Iterable[Entry]) -> None:
        """Add what another list knows."""
        async with self._database.transaction() as connection:
            for entry in entries:
                await self.add(connection, entry)

    async def entries(self) -> tuple[Entry, ...]:
        """Everyone on the list, the latest last."""
        async with self._database.single() as connection:
            rows = self._sql.entries(connection)
            return tuple([Entry(row["salt"], row["hash"], from_ms(row["forgotten_at"])) async for row in rows])

    async def set_apart(self, *entries: Entry) -> None:
        """Add entries to the file. Where it cannot be written, that is loud, and the chat is forgotten all the same."""
        if self._apart is None or not entries:
            return
        try:
            await asyncio.to_thread(_append, self._apart, entries)
        except OSError as error:
            _log.error("%s: %s: a backup restored later would bring back who was forgotten", self._apart, error)

    async def mirror(self) -> None:
        """Bring the file up to what the database knows: a new machine has none yet. One that cannot be read is told."""
        if self._apart is not None:
            try:
                known = set(await asyncio.to_thread(read_list, self._apart))
            except OSError as error:
                _log.error("%s: %s: who was forgotten is known to the database alone", self._apart, error)
                return
            await self.set_apart(*[entry for entry in await self.entries() if entry not in known])


def hash_of(chat_id: ChatId, salt: str) -> str:
    """A chat's id as the list has it."""
    return hashlib.pbkdf2_hmac("sha256", str(int(chat_id)).encode(), bytes.fromhex(salt), _ROUNDS).hex()


def among(chats: Iterable[ChatId], entries: Collection[Entry]) -> set[ChatId]:
    """Those of the chats that are on a list."""
    by_salt: dict[str, set[str]] = {}
    for entry in entries:
        by_salt.setdefault(entry.salt, set()).add(entry.hash)
    return {chat for chat in chats if any(hash_of(chat, salt) in hashes for salt, hashes in by_salt.items())}


def read_list(file: Path) -> tuple[Entry, ...]:
    """The entries of a file, none where it is missing; a line that was cut short or damaged is left out."""
    try:
        lines = file.read_text("utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return ()
    return tuple(entry for line in lines if (entry := _entry(line)) is not None)


async def listed_at(url: str) -> tuple[Entry, ...]:
    """Who is on the list of a database that is about to be replaced, as far as it can still be read."""
    file = sqlite_file(url)
    if file is not None and not file.exists():  # opening it would make it
        return ()
    try:
        database = await connect(url)
        try:
            return await Forgotten(database).entries()
        finally:
            await database.close()
    except Exception as error:  # whatever is wrong with it: that is why it is being replaced
        _log.info("no list of who was forgotten in the database: %s", type(error).__name__)
        return ()


def _entry(line: str) -> Entry | None:
    match line.split():
        case [at, salt, digest] if not line.startswith("#"):
            try:
                return Entry(salt, digest, datetime.fromisoformat(at))
            except ValueError:
                return None
    return None


def _append(file: Path, entries: Iterable[Entry]) -> None:
    """In one write, and on the disk on return."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "a", encoding="utf-8") as out:
        out.write(("" if file.stat().st_size else _HEAD) + "".join(entry.line for entry in entries))
        out.flush()
        os.fsync(out.fileno())
