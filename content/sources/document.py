"""What a source is read from: text with where it came from; and what came of reading it.

The encoding is that of the byte order mark; else UTF-8 where the bytes are UTF-8, whatever a server says of them;
else what the server or the document itself declares.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from content.episode.episode import Day, Episode
from content.episode.faults import ContentError, Fault

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}encoding=[\"']([\w.:-]{1,40})|<meta[^>]{0,200}charset=[\"']?([\w.:-]{1,40})", re.I
)
_LATIN = frozenset({"latin-1", "iso-8859-1", "iso8859-1", "us-ascii", "ascii"})
_OTHERS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"ID3", "a sound file; its transcript is needed"),
    (b"OggS", "a sound file; its transcript is needed"),
)


_UNREAD = "tokens"
"""Each word and space of a published article once more: nine tenths of it, and nothing that the text does not say."""


@dataclass(frozen=True)
class Document:
    """A text to be read. `name` is where its faults are placed; `translation` is the Chinese beside captions."""

    text: str
    name: str
    url: str | None = None
    translation: Document | None = None

    @cached_property
    def is_json(self) -> bool:
        """Whether it is meant to be a JSON object, whole or not."""
        return self.text.lstrip().startswith("{")

    @cached_property
    def json(self) -> object:
        """The JSON in the text, parsed once, without the words of sentences one by one. Raises ContentError."""
        return load_json(self.text, self.name)

    @property
    def object(self) -> dict[str, Any]:
        """The JSON object in the text, empty where it has none that can be read."""
        try:
            found = self.json if self.is_json else None
        except ContentError:
            found = None
        return found if isinstance(found, dict) else {}

    def mark(self) -> str:
        """Hex digits that tell this text from any other."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def stem(self) -> str:
        """A title for what has none: the name of the file in plain words."""
        name = unquote(urlsplit(self.url).path) if self.url else self.name.replace("\\", "/")
        words = re.sub(r"[\s_-]+", " ", PurePosixPath(name).name.partition(".")[0]).strip()
        return words[:1].upper() + words[1:] or "Untitled"

    @property
    def place(self) -> str:
        """A show for what has none: the host, or the folder of the file."""
        if self.url:
            return (urlsplit(self.url).hostname or "").removeprefix("www.") or "Web"
        return PurePosixPath(self.name.replace("\\", "/")).parent.name or "Captions"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was sound, and what was not: a faulty piece never hides the sound ones.

    `issue` is the day on which the source put it together, where it says so.
    """

    episodes: tuple[Episode, ...] = ()
    faults: tuple[Fault, ...] = ()
    issue: Day | None = None


def decode(data: bytes, name: str, *, charset: str | None = None) -> str:
    """`data` as text with `\\n` at the line ends; `charset` is what a server says of it. Raises ContentError."""
    for magic, what in _OTHERS:
        if data.startswith(magic):
            raise ContentError([Fault(name, 1, f"not an episode but {what}")])
    text = _decode(data, name, charset).replace("\r\n", "\n").replace("\r", "\n")
    if (at := text.find("\x00")) >= 0:
        raise ContentError([Fault(name, text.count("\n", 0, at) + 1, "not text but a binary file")])
    return text


def load_json(text: str, name: str) -> object:
    """The JSON in `text`; raises ContentError."""
    try:
        return json.loads(text, object_hook=_without_unread)
    except json.JSONDecodeError as error:
        raise ContentError([Fault(name, error.lineno, f"not whole JSON: {error.msg}")]) from None
    except (RecursionError, ValueError):
        raise ContentError([Fault(name, 1, "JSON nested too deeply, or with numbers too large")]) from None


def _without_unread(found: dict[str, Any]) -> dict[str, Any]:
    found.pop(_UNREAD, None)
    return found


def line_of(text: str, *quotes: object) -> int:
    """The line in which the JSON `text` has the first of `quotes` that it has; 1 where it has none."""
    for quote in quotes:
        if isinstance(quote, str) and quote:
            for written in (json.dumps(quote, ensure_ascii=False), json.dumps(quote)):
                if (at := text.find(written)) >= 0:
                    return text.count("\n", 0, at) + 1
    return 1


def _decode(data: bytes, name: str, charset: str | None) -> str:
    declared = _DECLARED.search(data[:2048])
    for bom, codec in _BOMS:
        if data.startswith(bom):
            attempts: list[str | None] = [codec]
            break
    else:
        written = (declared[1] or declared[2]).decode() if declared else None
        attempts = ["utf-8", charset, written, "cp1252" if _is_markup(data) else None]
    first: UnicodeDecodeError | None = None
    for codec_name in filter(None, attempts):
        try:
            return data.decode("cp1252" if codec_name.casefold() in _LATIN else codec_name)
        except UnicodeDecodeError as error:
            first = first or error
        except (LookupError, ValueError):
            continue
    line = data.count(b"\n", 0, first.start) + 1 if first else 1
    raise ContentError([Fault(name, line, "not UTF-8 text: save the file as UTF-8")])


def _is_markup(data: bytes) -> bool:
    return data.lstrip()[:1] == b"<"
