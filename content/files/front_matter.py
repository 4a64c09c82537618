"""The YAML head of an episode file: what the episode is, with the line of every fault.

YAML is only composed, never constructed: each value is read as the text it is written as, and every node
knows its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

import yaml

from content.episode.episode import Episode, Kind
from content.files.head_values import (
    checked_audio,
    checked_date,
    checked_handle,
    checked_id,
    checked_kind,
    checked_lead_in,
    checked_name,
    checked_order,
    checked_url,
    checked_words,
    only,
)
from content.text.prose import MOST_BIO, MOST_NAME, MOST_TITLE

KEYS = (
    "kind",
    "show",
    "handle",
    "bio",
    "title",
    "title_zh",
    "lead_in",
    "draft",
    "translation",
    "evergreen",
    "order",
    "date",
    "issue",
    "id",
    "url",
    "audio",
    "words",
    "speakers",
    "sources",
)
"""The keys of the head, in the order in which they are written."""
MOST_LINES = 200
MOST_BRACKETS = 1000
"""Of lists and tables in a line: YAML's reader looks at each token once for every one that is open."""

MOST_SOURCES = 50
MOST_SPEAKERS = 50

T = TypeVar("T")


class HeadError(Exception):
    """Every fault of the head, as (line within the head counting from 1, what)."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        self.faults = sorted(faults)
        super().__init__("; ".join(what for _, what in faults))


def read(text: str) -> Episode:
    """The episode, yet without segments, of the head between the two `---`; raises HeadError with all its faults."""
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

    kind = take("kind", checked_kind)
    show = take("show", lambda value: checked_name(value, MOST_NAME))
    title = take("title", lambda value: checked_name(value, MOST_TITLE))
    take("evergreen", lambda value: only(value, "true", "give a date instead for what is not evergreen"))
    draft = take("draft", lambda value: only(value, "true", "delete the line once the episode is translated"))
    english_only = take("translation", lambda value: only(value, "none", "delete the line where there is one"))
    head = Episode(
        kind=kind or Kind.BLOG,
        show=show or "",
        title=title or "",
        segments=(),
        url=take("url", checked_url),
        date=take("date", checked_date),
        title_zh=take("title_zh", lambda value: checked_name(value, MOST_TITLE)),
        stated_words=take("words", checked_words),
        sources=_sources(nodes.get("sources"), faults),
        handle=take("handle", checked_handle),
        speakers=_speakers(nodes.get("speakers"), faults),
        draft=bool(draft),
        english_only=bool(english_only),
        lead_in=take("lead_in", checked_lead_in),
        issue=take("issue", checked_date),
        id=take("id", checked_id),
        bio=take("bio", lambda value: checked_name(value, MOST_BIO)),
        audio=take("audio", checked_audio),
        order=take("order", checked_order),
    )

    missing = [key for key in ("kind", "show", "title") if key not in nodes]
    faults.extend((1, f"{key} is missing: add a line `{key}: …`") for key in missing)
    if "evergreen" in nodes and "date" in nodes:
        faults.append((_line(nodes["date"]), "both evergreen and date: keep the one that is meant"))
    if "evergreen" not in nodes and "date" not in nodes:
        faults.append((1, "neither evergreen nor date: add `evergreen: true` or `date: YYYY-MM-DD`"))
    if "order" in nodes and "date" in nodes:
        faults.append((_line(nodes["order"]), "order: only evergreen pieces have one; delete the line"))
    if faults:
        raise HeadError(faults)
    return head


def write(episode: Episode) -> str:
    """The head of `episode`, without the `---` around it."""
    values: dict[str, object] = {
        "kind": episode.kind.value,
        "show": episode.show,
        "handle": episode.handle,
        "bio": episode.bio,
        "title": episode.title,
        "title_zh": episode.title_zh,
        "lead_in": episode.lead_in,
        "draft": episode.draft or None,
        "translation": "none" if episode.english_only else None,
        "evergreen": True if episode.date is None else None,
        "order": episode.order,
        "date": episode.date,
        "issue": episode.issue,
        "id": episode.id,
        "url": episode.url,
        "audio": episode.audio,
        "words": episode.stated_words,
        "speakers": dict(episode.speakers) or None,
        "sources": list(episode.sources) or None,
    }
    present = {key: values[key] for key in KEYS if values[key] is not None}
    return yaml.dump(present, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=2**31)


class _Dumper(yaml.SafeDumper):
    """Indents lists under their key, as people do."""

    def increase_indent(self, *_: bool, **named: bool) -> None:
        super().increase_indent(**{**named, "indentless": False})


def _nodes(text: str, faults: list[tuple[int, str]]) -> dict[str, yaml.Node]:
    if text.count("\n") > MOST_LINES:
        raise HeadError([(1, f"more than {MOST_LINES} lines: end the head with a line `---`")])
    try:
        if text.count("[") + text.count("{") > MOST_BRACKETS:
            raise RecursionError
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


def _speakers(node: yaml.Node | None, faults: list[tuple[int, str]]) -> tuple[tuple[str, str], ...]:
    if node is None:
        return ()
    if not isinstance(node, yaml.MappingNode) or not node.value:
        faults.append((_line(node), "speakers: write one a line, as `Speaker 1: Ada Lovelace`"))
        return ()
    if len(node.value) > MOST_SPEAKERS:
        faults.append((_line(node), f"speakers: more than {MOST_SPEAKERS}"))
    names: dict[str, str] = {}
    for label_node, name_node in node.value:
        try:
            label, name = (checked_name(_scalar(each), MOST_NAME) for each in (label_node, name_node))
        except ValueError as error:
            faults.append((_line(label_node), f"speakers: {error}"))
            continue
        if label in names:
            faults.append((_line(label_node), f"speakers: {label[:40]!r} for the second time: keep one"))
        names[label] = name
    return tuple(names.items())


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
