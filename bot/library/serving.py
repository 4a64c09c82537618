"""From folders of episode files to the store: sound ones are served, faulty ones are named and kept away."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from bot.store import Store
from bot.store.episodes import Synced
from content.files.check import read_library
from content.files.markdown import read_key

STORED_AS = 1
"""Counts up whenever a sound file comes to be stored in another way, with other terms or another digest, say: files
that did not change are then stored anew."""

_log = logging.getLogger(__name__)


async def sync_library(store: Store, *folders: Path) -> Synced:
    """Serve what the folders hold. A file that became faulty leaves its last sound version as it was.

    Where not even the head of a faulty file can be read, nobody knows which episode it was: nothing is
    withdrawn. Nor is it where a folder is missing: a disk may not be mounted yet.
    """
    mark = f"{STORED_AS}:"
    served = await store.episodes.hashes()
    known = {stored.removeprefix(mark): key for key, stored in served.items() if stored.startswith(mark)}
    present = [folder for folder in folders if folder.is_dir()]
    libraries = [await asyncio.to_thread(read_library, folder, known=known) for folder in present]
    unchanged = {digest for library in libraries for digest in library.unchanged}
    entries = [entry for library in libraries for entry in library.entries]
    faults = [fault for library in libraries for fault in library.faults]
    for fault in faults:
        _log.error("episode not served: %s", fault)
    faulty = {Path(fault.where) for fault in faults}
    keys = await asyncio.to_thread(lambda: {_key(path) for path in faulty})
    synced = await store.episodes.sync(
        {mark + entry.sha256: entry.episode for entry in entries},
        spared={key for key in keys if key is not None} | {known[digest] for digest in unchanged},
        withdraw=None not in keys and len(present) == len(folders),
    )
    figures = (len(entries) + len(unchanged), synced.added, synced.changed, synced.withdrawn)
    _log.info("library: %d episodes, %d new, %d changed, %d withdrawn", *figures)
    return synced


def _key(path: Path) -> str | None:
    try:
        return read_key(path.read_text("utf-8", "replace"))
    except OSError:
        return None
