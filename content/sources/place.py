"""A folder or the address of one, whose files are read alike."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from content.episode.faults import Absent, ContentError, Fault
from content.fetch.fetching import Fetch
from content.files.check import read_bytes
from content.sources.document import Document, decode

LARGEST_SOURCE = 20 * 1024 * 1024
"""Bytes of a document; the website's longest article has 3.3 million."""


@dataclass(frozen=True, slots=True)
class Place:
    """`root` is a folder, or an `https://` address with or without a slash at its end; `fetch` is for the latter."""

    root: Path | str
    fetch: Fetch | None = None

    def __str__(self) -> str:
        return str(self.root)

    def name(self, relative: str) -> str:
        """Where the file stands, as a path or an address."""
        return str(self.root / relative) if isinstance(self.root, Path) else f"{self.root.rstrip('/')}/{relative}"

    async def open(self, relative: str) -> Document:
        """The file at this path below the root; raises Absent where there is none, else ContentError."""
        name = self.name(relative)
        if isinstance(self.root, str):
            return await fetched(name, self.fetch)
        path = self.root / relative
        if not await asyncio.to_thread(path.exists):
            raise Absent([Fault(name, 0, "no such file")])
        data = await asyncio.to_thread(read_bytes, path, most=LARGEST_SOURCE)
        return Document(await asyncio.to_thread(decode, data, name), name)


async def fetched(url: str, fetch: Fetch | None) -> Document:
    """The document at an address; raises Absent, ContentError."""
    if fetch is None:
        raise ContentError([Fault(url, 0, "not fetched: fetching is switched off")])
    found = await fetch(url)
    if not found.data.strip():
        raise ContentError([Fault(url, 0, "an empty document")])
    text = await asyncio.to_thread(decode, found.data, url, charset=found.charset)
    return Document(text, url, url=found.url)
