"""HTML as a sequence of tags and texts, in time that grows with its length and no faster.

Python's own parser looks for the end of each tag that has none again and again: 60 kB of `<a ` take it half a minute.
Here what was once not found after some place is not looked for after a later one, so that every character is looked
at a few times at most. It follows the standard where pages rely on it, and drops what a browser drops.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_QUOTE_OR_END = re.compile(r"[\"'>]")
_ATTRIBUTE = re.compile(r"([^\s/>=][^\s/>=]*)\s*(?:=\s*(\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*)?)?")
_RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
_TEXT_ONLY = frozenset({"title", "textarea"})
_MOST_ATTRIBUTES = 100
_LONGEST_NUMBER = re.compile(r"&#[0-9]{9,};?|&#[xX][0-9a-fA-F]{8,};?")


@dataclass(frozen=True, slots=True)
class Start:
    """A tag that begins an element; `closed` is one written `<br/>`."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class End:
    """A tag that ends one."""

    tag: str


Token = Start | End | str


def tokens(text: str) -> Iterator[Token]:
    """The tags of `text` and the texts between them, with character references resolved."""
    reader = _Reader(text)
    while reader.at < len(text):
        yield from reader.next()


class _Reader:
    def __init__(self, text: str) -> None:
        self.at = 0
        self._text = text
        self._folded: str | None = None
        self._missing: dict[str, int] = {}
        """What is not to be found any more, from which place on."""

    def next(self) -> Iterator[Token]:
        """Whatever begins here."""
        text, at = self._text, self.at
        if text[at] != "<":
            found = self._find("<", at)
            self.at = found if found >= 0 else len(text)
            yield unescaped(text[at : self.at])
        elif text.startswith("<!--", at):
            self._past("-->", at + 2)
        elif text.startswith(("<!", "<?"), at):
            self._past(">", at)
        elif name := _NAME.match(text, at + 2) if text.startswith("</", at) else None:
            if self._past(">", name.end()):
                yield End(name[0].lower())
        elif text.startswith("</", at):
            self._past(">", at)
        elif name := _NAME.match(text, at + 1):
            yield from self._start(name[0].lower(), name.end())
        else:
            self.at = at + 1
            yield "<"

    def _start(self, tag: str, at: int) -> Iterator[Token]:
        end = self._end_of_tag(at)
        if end < 0:
            self.at = len(self._text)  # a browser drops a tag that never ends, and so all after it
            return
        inside = self._text[at:end]
        self.at = end + 1
        closed = _is_closed(inside)
        yield Start(tag, tuple(_attributes(inside)), closed)
        if tag in _RAW | _TEXT_ONLY and not closed:
            yield from self._whole(tag)

    def _end_of_tag(self, at: int) -> int:
        """Where the tag's `>` is; one between quotes is none, unless the quotes are never closed."""
        while (found := _QUOTE_OR_END.search(self._text, at)) is not None:
            if found[0] == ">":
                return found.start()
            at = found.end()
            if _is_value(self._text, found.start()) and (closing := self._find(found[0], at)) >= 0:
                at = closing + 1
        return -1

    def _whole(self, tag: str) -> Iterator[Token]:
        """What is text to its end, whatever it looks like."""
        if self._folded is None:
            self._folded = self._text.lower() if self._text.isascii() else re.sub(r"[A-Z]+", _lower, self._text)
        end = self._find(f"</{tag}", self.at, self._folded)
        body = self._text[self.at : end if end >= 0 else len(self._text)]
        self.at += len(body)
        if body:
            yield unescaped(body) if tag in _TEXT_ONLY else body

    def _past(self, mark: str, at: int) -> bool:
        """Go on behind the next such mark, or to the end where there is none."""
        found = self._find(mark, at)
        self.at = found + len(mark) if found >= 0 else len(self._text)
        return found >= 0

    def _find(self, mark: str, at: int, text: str | None = None) -> int:
        if at >= self._missing.get(mark, len(self._text) + 1):
            return -1
        found = (text or self._text).find(mark, at)
        if found < 0:
            self._missing[mark] = at
        return found


def unescaped(text: str) -> str:
    """Character references resolved; of absurdly long numbers nothing is left."""
    return html.unescape(_LONGEST_NUMBER.sub("\ufffd", text)) if "&" in text else text


def _attributes(inside: str) -> Iterator[tuple[str, str]]:
    for found in islice(_ATTRIBUTE.finditer(inside), _MOST_ATTRIBUTES):
        value = found[2] or ""
        yield found[1].lower(), unescaped(value[1:-1] if value.startswith(("'", '"')) else value)


def _is_closed(inside: str) -> bool:
    """Whether a tag ends with a slash of its own: in `<a href=x/>` it is the address's."""
    if not inside.endswith("/"):
        return False
    last = inside.rsplit(None, 1)[-1]
    return "=" not in last or last[-2:-1] in ("'", '"')


def _is_value(text: str, at: int) -> bool:
    """Whether a quote begins a value: an equals sign stands before it."""
    while at > 0 and text[at - 1].isspace():
        at -= 1
    return at > 0 and text[at - 1] == "="


def _lower(found: re.Match[str]) -> str:
    return found[0].lower()
