"""Telegram's HTML parse mode: text and entities, or its own words of refusal.

Follows the grammar of Telegram's parser, which is not HTML's: a closed list of tags, byte offsets in its
complaints, four named character references, and an end tag without a name that closes whatever is open.
"""

import re
from dataclasses import dataclass, replace
from string import ascii_letters, digits, hexdigits

from bot.sandbox.entities import Entity, in_order, utf16_length
from bot.sandbox.links import checked_link
from bot.sandbox.refusal import Refused, bad_request

END = "\0"
SPACE = " \t\r\n\v\0"
TAGS_OF = {
    "bold": ("b", "strong"),
    "italic": ("i", "em"),
    "underline": ("u", "ins"),
    "strikethrough": ("s", "strike", "del"),
    "spoiler": ("span", "tg-spoiler"),
}
STYLE_OF = {tag: style for style, tags in TAGS_OF.items() for tag in tags}
TAGS = frozenset(STYLE_OF) | {"a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
DATE_FORMAT = re.compile(r"[rR]|[wdDtT]*")


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    text_from: int


class _Scanner:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.text: list[str] = []
        self.units = 0
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else END

    def skip_space(self) -> None:
        while self.at < len(self.source) and self.peek() in SPACE:
            self.at += 1

    def take_until(self, stops: str) -> str:
        start = self.at
        while self.peek() not in stops:
            self.at += 1
        return self.source[start : self.at]

    def byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def put(self, char: str) -> None:
        self.text.append(char)
        self.units += utf16_length(char)


def parse_html(source: str) -> tuple[str, tuple[Entity, ...]]:
    """Text and entities as written, before `entities.tidy`; raises Refused in Telegram's words."""
    scan = _Scanner(source)
    while scan.at < len(source):
        match scan.peek():
            case "&":
                scan.put(_reference(scan))
            case "<" if source[scan.at + 1 : scan.at + 2] == "/":
                _end_tag(scan)
            case "<":
                _start_tag(scan)
            case char:
                scan.put(char)
                scan.at += 1
    if scan.open:
        raise _fault(f'Can\'t find end tag corresponding to start tag "{scan.open[-1].tag}"')
    plain_code = [replace(e, language=None) if e.type == "code" else e for e in scan.entities]
    return "".join(scan.text), in_order(plain_code)


def _fault(words: str) -> Refused:
    return bad_request(f"can't parse entities: {words}")


def _reference(scan: _Scanner) -> str:
    """The character that a reference at `&` stands for and behind it; a lone `&` stands for itself."""
    start = scan.at
    scan.at += 1
    if scan.peek() == "#":
        scan.at += 1
        base, allowed = (16, hexdigits) if scan.peek() == "x" else (10, digits)
        scan.at += base == 16
        number = ""
        while scan.peek() in allowed:
            number += scan.peek()
            scan.at += 1
        code = int(number, base) if number else 0
        char = chr(code) if 0 < code < 0x10FFFF and scan.at - start < 10 else None
    else:
        name = ""
        while scan.peek() in ascii_letters:
            name += scan.peek()
            scan.at += 1
        char = NAMED.get(name)
    if char is None:
        scan.at = start + 1
        return "&"
    if "\ud800" <= char <= "\udfff":
        raise _fault(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        )
    if scan.peek() == ";":
        scan.at += 1
    return char


def _start_tag(scan: _Scanner) -> None:
    begin = scan.at
    scan.at += 1
    tag = scan.take_until(SPACE + ">").lower()
    if scan.peek() == END:
        raise _fault(f"Unclosed start tag at byte offset {scan.byte(begin)}")
    if tag not in TAGS:
        raise _fault(f'Unsupported start tag "{tag}" at byte offset {scan.byte(begin)}')
    attributes = _attributes(scan, tag, begin)
    scan.at += 1
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise _fault(f'Tag "span" must have class "tg-spoiler" at byte offset {scan.byte(begin)}')
    scan.open.append(_Open(tag, attributes, scan.units, len(scan.text)))


def _attributes(scan: _Scanner, tag: str, begin: int) -> dict[str, str]:
    attributes: dict[str, str] = {}
    while True:
        scan.skip_space()
        if scan.peek() == ">":
            return attributes
        name = scan.take_until(SPACE + "=>/\"'")
        if not name:
            raise _fault(f'Empty attribute name in the tag "{tag}" at byte offset {scan.byte(begin)}')
        scan.skip_space()
        if scan.peek() not in "=" + END:
            attributes[name] = ""
            continue
        scan.at += 1
        scan.skip_space()
        if scan.peek() == END:
            raise _fault(f'Unclosed start tag "{tag}" at byte offset {scan.byte(begin)}')
        attributes[name] = _value(scan)
        if scan.peek() == END:
            raise _fault(f"Unclosed start tag at byte offset {scan.byte(begin)}")


def _value(scan: _Scanner) -> str:
    quote = scan.peek()
    start = scan.at
    if quote not in "\"'":
        while scan.peek() in ascii_letters + digits + ".-":
            scan.at += 1
        if scan.peek() not in SPACE + ">":
            raise _fault(f"Unexpected end of name token at byte offset {scan.byte(start)}")
        return scan.source[start : scan.at].lower()
    scan.at += 1
    value = ""
    while scan.peek() not in quote + END:
        if scan.peek() == "&":
            value += _reference(scan)
        else:
            value += scan.peek()
            scan.at += 1
    if scan.peek() == quote:
        scan.at += 1
    return value


def _end_tag(scan: _Scanner) -> None:
    begin = scan.at
    if not scan.open:
        raise _fault(f"Unexpected end tag at byte offset {scan.byte(begin)}")
    scan.at += 2
    tag = scan.take_until(SPACE + ">").lower()
    scan.skip_space()
    if scan.peek() != ">":
        raise _fault(f"Unclosed end tag at byte offset {scan.byte(begin)}")
    opened = scan.open[-1]
    if tag and tag != opened.tag:
        raise _fault(
            f'Unmatched end tag at byte offset {scan.byte(begin)}, expected "</{opened.tag}>", found "</{tag}>"'
        )
    scan.at += 1
    if scan.units > opened.offset:
        _close(scan, opened)
    scan.open.pop()


def _close(scan: _Scanner, opened: _Open) -> None:
    new = Entity(STYLE_OF.get(opened.tag, opened.tag), opened.offset, scan.units - opened.offset)
    attributes = opened.attributes
    match opened.tag:
        case "a":
            link = attributes.get("href") or "".join(scan.text[opened.text_from :])
            if url := checked_link(link):
                scan.entities.append(replace(new, type="text_link", url=url))
        case "code" | "pre":
            _close_verbatim(scan, new, attributes.get("class", ""))
        case "blockquote":
            kind = "expandable_blockquote" if "expandable" in attributes else "blockquote"
            scan.entities.append(replace(new, type=kind))
        case "tg-emoji":
            emoji = attributes.get("emoji-id", "")
            if not re.fullmatch(r"-?[0-9]{1,19}", emoji) or int(emoji) == 0:
                raise _fault("Invalid custom emoji identifier specified")
            scan.entities.append(replace(new, type="custom_emoji", custom_emoji_id=emoji))
        case "tg-time":
            _close_time(scan, new, attributes)
        case _:
            scan.entities.append(new)


def _close_verbatim(scan: _Scanner, new: Entity, css: str) -> None:
    language = css.removeprefix("language-") if css.startswith("language-") else ""
    inner = scan.entities[-1] if scan.entities else None
    fits = inner is not None and (inner.offset, inner.length) == (new.offset, new.length)
    if inner and fits and new.type == "pre" and inner.type == "code" and inner.language:
        scan.entities[-1] = replace(inner, type="pre")
    elif inner and fits and new.type == "code" and inner.type == "pre" and language:
        scan.entities[-1] = replace(inner, language=language)
    else:
        scan.entities.append(replace(new, language=language or None) if new.type == "code" else new)


def _close_time(scan: _Scanner, new: Entity, attributes: dict[str, str]) -> None:
    instant, shape = attributes.get("unix", ""), attributes.get("format", "")
    if not DATE_FORMAT.fullmatch(shape):
        raise _fault("Invalid date format used")
    if re.fullmatch(r"[0-9]*[1-9][0-9]*", instant):
        scan.entities.append(replace(new, type="date_time", unix_time=int(instant), date_time_format=shape or None))
