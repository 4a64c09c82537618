"""Files that went through the server, by file_id and by path."""

from dataclasses import dataclass
from hashlib import blake2s

MAX_UPLOAD = 50 * 1024 * 1024
MAX_DOWNLOAD = 20 * 1024 * 1024


KINDS = {"music": "audio", "voice": "voice", "photos": "photo"}
"""What a file was first sent as, by its folder: it may be sent again as nothing else."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as a multipart form brings it."""

    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file the server keeps."""

    id: str
    path: str
    name: str
    mime: str
    content: bytes
    kind: str = "document"

    def as_json(self) -> dict[str, object]:
        """File of the Bot API."""
        unique = blake2s(self.content, digest_size=9).hexdigest()
        return {
            "file_id": self.id,
            "file_unique_id": unique,
            "file_size": len(self.content),
            "file_path": self.path,
        }


class Files:
    """All files of a world."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._kept = -1

    def keep(self, upload: Upload, *, folder: str) -> StoredFile:
        """Store an upload under a path like `documents/file_3.txt`."""
        number = self._kept = self._kept + 1
        ending = f".{upload.name.rsplit('.', 1)[1]}" if "." in upload.name else ""
        file = StoredFile(
            id=f"sandbox-file-{number}",
            path=f"{folder}/file_{number}{ending}",
            name=upload.name,
            mime=upload.mime,
            content=upload.content,
            kind=KINDS.get(folder, "document"),
        )
        self._by_id[file.id] = self._by_path[file.path] = file
        return file

    def find(self, file_id: str) -> StoredFile | None:
        """By the id that a message gave."""
        return self._by_id.get(file_id)

    def forget(self, file_id: str) -> None:
        """As when Telegram no longer knows an id: what was said with it stays, it cannot be sent again."""
        self._by_id.pop(file_id, None)

    def at_path(self, path: str) -> StoredFile | None:
        """By the path that getFile gave."""
        return self._by_path.get(path)
