"""A piece of two sentences to translate, and answers that are changed before they are sent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from starlette.responses import Response

from content.episode.episode import Episode, Kind
from tests.content.translate.conftest import talk
from tests.kit.model_server import Asked, Items, chat

SAID = (
    "We put a queue in front of a one and it read 3.2 billion tokens a day without a hitch at all.",
    "Kestrel never lost more than 40 of them, and nobody on the team had to be woken up for it.",
)


def answering(change: Callable[[dict[str, Any]], dict[str, Any]]) -> Callable[[Asked, Items], Response]:
    """Every item of an answer changed."""

    def spoil(asked: Asked, items: Items) -> Response:
        return chat(json.dumps({"items": [change(dict(item)) for item in items]}, ensure_ascii=False))

    return spoil


def draft(*lines: str, kind: Kind = Kind.PODCAST) -> Episode:
    return replace(talk(*lines, speaker="Ana"), kind=kind, draft=True)
