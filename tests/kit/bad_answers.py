"""Answers that are wrong in one way."""

from __future__ import annotations

import json

from tests.kit.model_server import Items


def dumps(items: Items) -> str:
    return json.dumps({"items": items}, ensure_ascii=False)
