"""The YAML head of an episode file: what the episode is, with the line of every fault.

YAML is only composed, never constructed: each value is read as the text it is written as, and every node
knows its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

import yaml

from content.episode import Episode, Kind
from content.prose import MOST_NAME, MOST_TITLE, clean_line, forbidden, units

KEYS = ("kind", "show", "title", "title_zh", "evergreen", "date", "url", "words", "sources")
"""The keys of the head, in the order in which they are written."""
MOST_LINES = 200
MOST_SOURCES = 50
LONGEST_URL = 2000
MOST_WORDS_STATED = 1_000_000

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What the head says; the fields are those of Episode."""

    kind: Kind
    show: str
    title: str
    title_zh: str | None
    date: date | None
    url: str | None
    stated_words: int | None
    sources: tuple[str, ...]


class HeadError(Exception):
    """Every fault of the head, as (line within the head counting from 1, what)."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        self.faults = sorted(faults)
        super().__init__("; ".join(what for _, what in faults))


def read(text: str) -> FrontMatter:
    """The head between the two `---`; raises HeadError with all its faults."""
    faults: list[tuple[int, str]] = []
    nodes = _nodes(text, faults)

    def take(key: str, make: Callable[[str], T]) -> T | None:
        if (node := nodes.get(key)) is None:
            return None
        try:
            return make(_scalar(node))
        except ValueError as error:
            faults.append((_line(node), f"{key}: {error}"))
            return None

    kind = take("kind", _kind)
    show = take("show", lambda value: _name(value, MOST_NAME))
    title = take("title", lambda value: _name(value, MOST_TITLE))
    title_zh = take("title_zh", lambda value: _name(value, MOST_TITLE))
    take("evergreen", _true)
    day = take("date", _date)
    url = take("url", checked_url)
    words = take("words", _words)
    sources = _sources(nodes.get("sources"), faults)

    missing = [key for key in ("kind", "show", "title") if key not in nodes]
    faults.extend((1, f"{key} is missing: add a line `{key}: …`") for key in missing)
    if "evergreen" in nodes and "date" in nodes:
        faults.append((_line(nodes["date"]), "both evergreen and date: keep the one that is meant"))
    if "evergreen" not in nodes and "date" not in nodes:
        faults.append((1, "neither evergreen nor date: add `evergreen: true` or `date: YYYY-MM-DD`"))
    if faults or kind is None or show is None or title is None:
        raise HeadError(faults)
    return FrontMatter(kind, show, title, title_zh, day, url, words, sources)


def write(episode: Episode) -> str:
    """The head of `episode`, without the `---` around it."""
    values: dict[str, object] = {
        "kind": episode.kind.value,
        "show": episode.show,
        "title": episode.title,
        "title_zh": episode.title_zh,
        "evergreen": True if episode.date is None else None,
        "date": episode.date,
        "url": episode.url,
        "words": episode.stated_words,
        "sources": list(episode.sources) or None,
    }
    present = {key: values[key] for key in KEYS if values[key] is not None}
    return yaml.dump(present, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**31)


def checked_url(value: str) -> str:
    """`value` if it is a web address; raises ValueError."""
    try:
        parts = urlsplit(value)
        sound = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound or re.search(r"[\s<>\"`\\^{|}]", value) or any(forbidden(value)):
        raise ValueError(f"not a web address: {value[:80]!r}; write it whole, https://…")
    if len(value) > LONGEST_URL:
        raise ValueError(f"longer than {LONGEST_URL} characters")
    return value


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, as people do."""

    def increase_indent(self, *_: bool, **named: bool) -> None:
        super().increase_indent(**{**named, "indentless": False})


def _nodes(text: str, faults: list[tuple[int, str]]) -> dict[str, yaml.Node]:
    if text.count("\n") > MOST_LINES:
        raise HeadError([(1, f"more than {MOST_LINES} lines: end the head with a line `---`")])
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise HeadError([(line, f"not YAML: {error.problem}; put quotes around a value with `: ` in it")]) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise HeadError([(line, "an invisible character: delete it")]) from None
    except RecursionError:
        raise HeadError([(1, "nested too deeply: a head has one `key: value` a line")]) from None
    if not isinstance(root, yaml.MappingNode):
        raise HeadError([(1, "no `key: value` lines: write kind, show, title and the rest there")])
    nodes: dict[str, yaml.Node] = {}
    for key_node, value in root.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else "?"
        if key not in KEYS:
            faults.append((_line(key_node), f"unknown key {key[:40]!r}: use one of {', '.join(KEYS)}"))
        elif key in nodes:
            faults.append((_line(key_node), f"{key} for the second time: keep one"))
        else:
            nodes[key] = value
    return nodes


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _scalar(node: yaml.Node) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise ValueError("one value is expected, not a list or a map")
    if node.tag == "tag:yaml.org,2002:null" or not node.value.strip():
        raise ValueError("no value: write one, or delete the line")
    return str(node.value)


def _kind(value: str) -> Kind:
    try:
        return Kind(value)
    except ValueError:
        raise ValueError(f"{value[:40]!r} is none of {', '.join(Kind)}") from None


def _name(value: str, most: int) -> str:
    if seen := next(forbidden(value), None):
        raise ValueError(f"an invisible character ({seen[1]}): delete it")
    if (length := units(name := clean_line(value))) > most:
        raise ValueError(f"{length} characters, at most {most} are allowed")
    return name


def _true(value: str) -> bool:
    if value != "true":
        raise ValueError("only `true` makes sense here; give a date instead for what is not evergreen")
    return True


def _date(value: str) -> date:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        raise ValueError(f"{value[:40]!r} is not a date; write it as 2026-06-04")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise ValueError(f"there is no {value}") from None


def _words(value: str) -> int:
    if not re.fullmatch(r"[1-9]\d{0,6}", value, re.ASCII) or int(value) > MOST_WORDS_STATED:
        raise ValueError(f"{value[:40]!r} is not a number of words; write it as 9298")
    return int(value)


def _sources(node: yaml.Node | None, faults: list[tuple[int, str]]) -> tuple[str, ...]:
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode) or not node.value:
        faults.append((_line(node), "sources: write one address a line, with `- ` before it"))
        return ()
    if len(node.value) > MOST_SOURCES:
        faults.append((_line(node), f"sources: more than {MOST_SOURCES}"))
    return tuple(_checked(node.value, faults))


def _checked(nodes: list[yaml.Node], faults: list[tuple[int, str]]) -> Iterator[str]:
    for node in nodes:
        try:
            yield checked_url(_scalar(node))
        except ValueError as error:
            faults.append((_line(node), f"sources: {error}"))
