"""Modules that are always wanted together, sent as one: a request in place of forty, and two thirds of the weight.

Nothing is built beforehand and nothing is translated: each module becomes a function that returns what it exports, and
its imports are taken from those before it. What is understood is how our sources are written (Biome keeps them so);
anything else is refused when the page is read, which every test of it does.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping

_IMPORT = re.compile(r'^import (?:\{([^{}]*)\} from )?"(\.{1,2}/[^"]+)";$', re.MULTILINE)
_DECLARED = re.compile(r"^export (?=(?:(?:async )?function|class|const) (\w+))", re.MULTILINE)
_LISTED = re.compile(r"(?:^|(?<=[;}]))export\s*\{([^{}]*)\};?[ \t]*$", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)[ {*\"]|\bimport\(|\bimport\.meta\b", re.MULTILINE)


class NotUnderstood(Exception):
    """A module is written in a way that is not understood; the text says which."""


def joined(entry: str, sources: Mapping[str, str], apart: Collection[str] = ()) -> str:
    """The module that runs `entry` with all that it needs. Those `apart` are files of their own, beside it.

    Raises NotUnderstood, also where modules need each other in a circle.
    """
    parts: dict[str, str] = {}
    outside: dict[str, None] = {}
    _add(entry, sources, apart, parts, outside, ())
    heads = [f'import * as {_variable(name)} from "./{name}";' for name in outside]
    return "\n".join([*heads, *parts.values(), ""])


def _add(
    name: str,
    sources: Mapping[str, str],
    apart: Collection[str],
    parts: dict[str, str],
    outside: dict[str, None],
    needed_by: tuple[str, ...],
) -> None:
    """A module behind those that it needs."""
    if name in parts or name in outside:
        return
    if name in apart:
        outside[name] = None
        return
    if name in needed_by or name not in sources:
        raise NotUnderstood(f"{' needs '.join((*needed_by, name))}: a circle, or a module that is not there")
    source, folder = sources[name], posixpath.dirname(name)
    for found in _IMPORT.finditer(source):
        _add(posixpath.normpath(posixpath.join(folder, found[2])), sources, apart, parts, outside, (*needed_by, name))
    exports = {found[1]: found[1] for found in _DECLARED.finditer(source)}
    for found in _LISTED.finditer(source):
        exports |= {outer or inner: inner for inner, outer in map(_renamed, _names(found[1]))}

    def taken(found: re.Match[str]) -> str:
        if found[1] is None:
            return ""
        names = ", ".join(f"{inner}: {outer}" if outer else inner for inner, outer in map(_renamed, _names(found[1])))
        return f"const {{ {names} }} = {_variable(posixpath.normpath(posixpath.join(folder, found[2])))};"

    body = _LISTED.sub("", _DECLARED.sub("", _IMPORT.sub(taken, source)))
    if strange := _LEFT.search(body):
        raise NotUnderstood(f"{name}: {body[strange.start() :].partition(chr(10))[0][:80]}")
    told = ", ".join(outer if outer == inner else f"{outer}: {inner}" for outer, inner in exports.items())
    parts[name] = f"const {_variable(name)} = (() => {{\n{body.strip()}\nreturn {{ {told} }};\n}})();"


def _names(listed: str) -> list[str]:
    return [name for name in (each.strip() for each in listed.split(",")) if name]


def _renamed(name: str) -> tuple[str, str]:
    """`inner as outer` in its two parts; the second empty where it keeps its name."""
    inner, _, outer = name.partition(" as ")
    return inner, outer


def _variable(name: str) -> str:
    """A module's name as that of a value, and no name within a module: reading/mine.js is $reading_mine."""
    return "$" + re.sub(r"\W", "_", name.removesuffix(".js"))
