"""The drafts in the operator's folder, by the mark that a button carries for each."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from content.files.library import keys
from content.publishing.piece import DRAFTS


@dataclass(frozen=True, slots=True)
class Draft:
    """A file, and the identity of the episode in it."""

    path: Path
    key: str


async def draft_of(mark: str, library: Path) -> Draft | None:
    """The draft of a mark; None if there is none any more."""
    drafts = await asyncio.to_thread(keys, library / DRAFTS)
    return next((Draft(path, key) for path, key in drafts.items() if mark_of(key) == mark), None)


def mark_of(key: str) -> str:
    """Twelve hex digits that stand for an episode's identity in a button."""
    return sha256(key.encode()).hexdigest()[:12]
