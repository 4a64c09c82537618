"""Backup, restoration and move of all that must last: the database, and the operator's own episode files."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from bot.app.place import Place
from bot.delivery.lost_days import pass_over
from bot.library.serving import sync_library
from bot.store import open_store
from bot.store.backup import BackupError, Manifest, files_in, read_manifest, write_backup
from bot.store.forgotten import among, listed_at, read_list
from bot.store.restoring import install, not_running, unpack


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restoration came to: chats forgotten since, deliveries in doubt, files written, the file it replaced."""

    manifest: Manifest
    forgotten: int
    in_doubt: int
    written: tuple[Path, ...] = ()
    kept: Path | None = None


async def back_up(place: Place, file: Path, now: datetime) -> Manifest:
    """Write everything to one file; the bot may be running. Raises BackupError."""
    files = await asyncio.to_thread(_files_of, place.library)
    return await write_backup(place.server_url, file, now, version=version("buildspeak"), files=files)


async def restore(place: Place, file: Path, now: datetime, *, replace: bool, rehearse: bool) -> Restored:
    """Put a backup in the place of what is there; raises BackupError.

    Who was forgotten since stays so, and no date that has passed is pushed. Files that are there already are left as
    they are. A rehearsal does the same and leaves nothing behind.
    """
    manifest = read_manifest(file)
    if not rehearse:
        await not_running(place.server_url)
    with _workplace(place) as work:
        copy, library = work / "buildspeak.db", work / "episodes"
        await unpack(file, copy)
        missing = {name: data for name, data in files_in(file).items() if not (place.library / name).exists()}
        _write(missing, library)
        async with open_store(f"sqlite:///{copy}", lead_order=place.lead_order) as store:
            await sync_library(store, *place.folders, library)
            listed = {*read_list(place.forgotten), *await listed_at(place.server_url)}
            since = [entry for entry in listed if entry.at >= manifest.made_at]
            gone = among(await store.chats.all() if since else (), since)
            for chat_id in gone:
                await store.chats.forget(chat_id, now)
            await store.forgotten.put(listed)
            in_doubt = await pass_over(store, manifest.made_at, now)
        kept = await install(copy, place.server_url, now, replace=replace, rehearse=rehearse)
        written = () if rehearse else _write(missing, place.library)
    return Restored(manifest, len(gone), in_doubt, written, kept)


async def move(place: Place, target: str, now: datetime, *, rehearse: bool) -> Manifest:
    """Copy the database to another, which has no readers yet; the bot must not be running. Raises BackupError."""
    if not rehearse:
        await not_running(place.server_url)
    with _workplace(place) as work:
        file, copy = work / "backup", work / "buildspeak.db"
        manifest = await write_backup(place.server_url, file, now, version=version("buildspeak"), files={})
        await unpack(file, copy)
        await install(copy, target, now, replace=False, rehearse=rehearse)
    return manifest


@contextmanager
def _workplace(place: Place) -> Iterator[Path]:
    """A folder on the data's own disk: what is laid out there has room where it is going."""
    place.data_dir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="restoring-", dir=place.data_dir) as folder:
        yield Path(folder)


def _files_of(library: Path) -> Mapping[str, bytes]:
    """The operator's own episodes, drafts included, by their path in the library."""
    return {path.relative_to(library).as_posix(): path.read_bytes() for path in sorted(library.rglob("*.md"))}


def _write(files: Mapping[str, bytes], library: Path) -> tuple[Path, ...]:
    library.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        path = library / name
        if not path.resolve().is_relative_to(library.resolve()):
            raise BackupError(f"the backup holds a file that is none of a library's: {name}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tuple(library / name for name in files)
