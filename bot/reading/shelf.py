"""Audio on the disk, a file an address: it may be thrown away at any time, and comes back from elsewhere."""

from __future__ import annotations

import asyncio
import errno
import os
import re
import shutil
from contextlib import suppress
from pathlib import Path

_ADDRESS = re.compile(r"[0-9a-f]{40}")
SPARE = 200_000_000
"""Bytes that are left to others on the disk."""


class Shelf:
    """The folder, made when the first piece is put there. `spare` bytes of the disk stay free."""

    def __init__(self, folder: Path, *, spare: int = SPARE) -> None:
        self.folder = folder
        self._spare = spare

    async def get(self, address: str) -> bytes | None:
        """A piece; None where it is not here."""
        return await asyncio.to_thread(self._get, address)

    async def put(self, address: str, data: bytes) -> None:
        """Keep a piece, whole or not at all; raises OSError."""
        await asyncio.to_thread(self._put, address, data)

    async def has_room(self) -> bool:
        """Whether a piece could be kept now."""
        return await asyncio.to_thread(self._has_room)

    async def drop(self, *addresses: str) -> int:
        """Throw pieces away; returns how many were here."""
        return await asyncio.to_thread(lambda: sum(self._drop(address) for address in addresses))

    def path(self, address: str) -> Path:
        """Where a piece lies; raises ValueError for what is no address."""
        if not _ADDRESS.fullmatch(address):
            raise ValueError(f"no address: {address[:50]!r}")
        return self.folder / address[:2] / f"{address}.mp3"

    def _get(self, address: str) -> bytes | None:
        try:
            return self.path(address).read_bytes() or None
        except OSError:
            return None

    def _put(self, address: str, data: bytes) -> None:
        path = self.path(address)
        path.parent.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(path.parent).free - len(data) < self._spare:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        partial = path.with_suffix(".part")
        try:
            partial.write_bytes(data)
            partial.replace(path)
        except OSError:
            with suppress(OSError):
                partial.unlink(missing_ok=True)
            raise

    def _has_room(self) -> bool:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            return shutil.disk_usage(self.folder).free >= self._spare
        except OSError:
            return False

    def _drop(self, address: str) -> bool:
        try:
            self.path(address).unlink()
        except OSError:
            return False
        return True
