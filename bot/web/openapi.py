"""The API described as OpenAPI 3.1, made of the endpoints themselves and the types that they take and give."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from pydantic import TypeAdapter

from bot.web.endpoint import LARGEST, Endpoint
from bot.web.limits import A_SECOND, AT_ONCE

VERSION = "1"
_PARAMETER = re.compile(r"{(\w+)}")
_ABOUT = f"""\
JSON in UTF-8; instants are ISO 8601 in UTC, times of sound are milliseconds. A visit begins with what Telegram's app
hands to the page, and is named by `Authorization: Bearer …`: an hour, prolonged up to twelve. Faults are RFC 9457
(`application/problem+json`), with a `kind` to tell them by.

Limits: bodies up to {LARGEST} bytes; of one reader {A_SECOND:.0f} requests a second and {AT_ONCE:.0f} at once, then 429
with Retry-After; a search a second. What writes may be sent with an `Idempotency-Key` (up to 64 characters): sent again
with the same key within a week it is not done again, and answered as the first time.
"""


def described(endpoints: Sequence[Endpoint]) -> dict[str, Any]:
    """The document."""
    paths: dict[str, dict[str, Any]] = {}
    shapes: dict[str, Any] = {}
    for each in endpoints:
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, shapes)
    problem = {
        "type": "object",
        "required": ["type", "title", "status", "kind"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "kind": {"type": "string"},
            "detail": {"type": "string"},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": "BuildSpeak's page", "version": VERSION, "description": _ABOUT},
        "servers": [{"url": "/api/v1"}],
        "security": [{"visit": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"visit": {"type": "http", "scheme": "bearer"}},
            "schemas": {**dict(sorted(shapes.items())), "Problem": problem},
        },
    }


def _operation(endpoint: Endpoint, shapes: dict[str, Any]) -> dict[str, Any]:
    given = [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in _PARAMETER.findall(endpoint.path)
    ]
    given += [
        {"name": name, "in": "query", "description": said, "schema": {"type": "string"}}
        for name, said in endpoint.query.items()
    ]
    if endpoint.writes:
        given.append({"name": "Idempotency-Key", "in": "header", "schema": {"type": "string", "maxLength": 64}})
    answers: dict[str, Any] = {"default": _problem()}
    if endpoint.gives is None:
        answers["204" if endpoint.method != "GET" else "200"] = {"description": endpoint.summary}
    else:
        answers["200"] = {
            "description": endpoint.summary,
            "content": _json(_shape(endpoint.gives, shapes, "serialization")),
        }
    told: dict[str, Any] = {"summary": endpoint.summary, "parameters": given, "responses": answers}
    if endpoint.said:
        told["description"] = endpoint.said
    if endpoint.takes is not None:
        told["requestBody"] = {"required": True, "content": _json(_shape(endpoint.takes, shapes, "validation"))}
    return told if endpoint.visit else told | {"security": []}


def _shape(of: Any, shapes: dict[str, Any], mode: Any) -> dict[str, Any]:
    schema = TypeAdapter(of).json_schema(mode=mode, ref_template="#/components/schemas/{model}")
    shapes.update(schema.pop("$defs", {}))
    name = schema.get("title")
    if name and schema.get("type") == "object":
        shapes[name] = schema
        return {"$ref": f"#/components/schemas/{name}"}
    return dict(schema)


def _json(schema: dict[str, Any]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _problem() -> dict[str, Any]:
    shown = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": "A problem", "content": {"application/problem+json": shown}}
