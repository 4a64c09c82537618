"""What must last: the database, the folder and its disk, the list of who was forgotten."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from bot.app.checkup.finding import Finding, State
from bot.app.place import Place
from bot.store import Unusable
from bot.store.examining import examined
from bot.store.migrations import head

_ENOUGH = 2_000_000_000
_TOO_LITTLE = 200_000_000
"""Bytes that are free: a day of a busy bot's journal, and hardly that."""


async def of_memory(place: Place) -> AsyncIterator[Finding]:
    """The database as it is: nothing is made and nothing brought up to date."""
    yield await asyncio.to_thread(_folder, place)
    yield await asyncio.to_thread(_disk, place)
    yield await _database(place)


def _folder(place: Place) -> Finding:
    folder = place.data_dir.absolute()
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        return Finding("data", State.BAD, f"{nearest} cannot be written to", "give it to the user that runs the bot")
    if place.forgotten.exists() and not os.access(place.forgotten, os.W_OK):
        return Finding("data", State.BAD, f"{place.forgotten} cannot be written to", "give it to the bot's user")
    return Finding("data", State.WELL, str(folder) if folder.exists() else f"{folder}, made at the first start")


def _disk(place: Place) -> Finding:
    folder = place.data_dir.absolute()
    free = shutil.disk_usage(next(each for each in (folder, *folder.parents) if each.exists())).free
    said = f"{free / 1_000_000_000:.1f} GB free"
    if free < _TOO_LITTLE:
        return Finding("disk", State.BAD, said, "make room: a full disk stops deliveries")
    if free < _ENOUGH:
        return Finding("disk", State.WATCH, said, "make room soon")
    return Finding("disk", State.WELL, said)


async def _database(place: Place) -> Finding:
    url = place.server_url
    where = "SQLite" if url.startswith("sqlite:") else f"PostgreSQL at {urlsplit(url).hostname or 'the local socket'}"
    try:
        found = await examined(url)
    except Unusable as error:
        return Finding("database", State.BAD, str(error).rstrip("."))
    if found is None:
        return Finding("database", State.WELL, f"{where}; empty, made at the first start")
    if found.faults:
        return Finding("database", State.BAD, f"{where}; damaged: {found.faults}", "stop the bot and restore a backup")
    size = f"{found.size / 1_000_000:.0f} MB, {found.readers} readers"
    if found.revision < head():
        said = f"{where}; {size}; of an older version"
        return Finding("database", State.WATCH, said, "back it up, then start this version: it brings it up to date")
    if found.revision > head():
        said = f"{where}; {size}; of a newer version, which this one still runs on"
        return Finding("database", State.WATCH, said, "bring this one up as well")
    return Finding("database", State.WELL, f"{where}; {size}")
