"""What was fetched, kept in a folder with what makes the next request conditional: one file an address.

The first line of a file is JSON, the rest the body. A file that cannot be read counts as none.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

MOST_KEPT = 1000
MOST_BYTES = 64 * 1024 * 1024
"""Of all files; large ones are thrown away first, then what was not asked for longest."""

_LARGE = 100_000


@dataclass(frozen=True, slots=True)
class Kept:
    """A body, the address it came from after redirects, and its validators (RFC 9110, 8.8)."""

    url: str
    data: bytes
    charset: str | None = None
    etag: str | None = None
    modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """Headers that ask for the document only if it has changed."""
        conditions = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: value for name, value in conditions.items() if value}


class Pantry:
    """The folder, made when the first body is kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(self, url: str) -> Kept | None:
        """What is kept of `url`."""
        try:
            head, _, data = self._path(url).read_bytes().partition(b"\n")
            known = json.loads(head)
            if sha256(data).hexdigest() != known.pop("sha256"):
                return None
            os.utime(self._path(url))
            return Kept(data=data, **known)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def keep(self, url: str, kept: Kept) -> None:
        """Keep `kept` for `url`, unless nothing would make the next request conditional; raises OSError."""
        if not kept.conditions:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        head = {
            "url": kept.url,
            "charset": kept.charset,
            "etag": kept.etag,
            "modified": kept.modified,
            "sha256": sha256(kept.data).hexdigest(),
        }
        handle, name = tempfile.mkstemp(dir=self._folder, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(json.dumps(head).encode() + b"\n" + kept.data)
            Path(name).replace(self._path(url))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        self._throw_away()

    def _path(self, url: str) -> Path:
        return self._folder / f"{sha256(url.encode()).hexdigest()[:40]}.fetched"

    def _throw_away(self) -> None:
        files = [(path, path.stat()) for path in self._folder.glob("*.fetched")]
        total = sum(stat.st_size for _, stat in files)
        files.sort(key=lambda file: (file[1].st_size <= _LARGE, file[1].st_mtime_ns))
        for at, (path, stat) in enumerate(files):
            if total <= MOST_BYTES and len(files) - at <= MOST_KEPT:
                return
            with suppress(OSError):
                path.unlink()
            total -= stat.st_size
