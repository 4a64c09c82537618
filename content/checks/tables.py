"""The lists that the checks go by, kept as data beside them."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The list `name`.toml of this room."""
    return tomllib.loads(resources.files("content.checks").joinpath(f"{name}.toml").read_text("utf-8"))
