"""The page's API is described as it is: the document in docs is made of the endpoints themselves."""

import sys
from pathlib import Path

import orjson

from bot.web.api.endpoints import ENDPOINTS
from bot.web.openapi import described

DOCUMENT = Path(__file__).parents[3] / "docs" / "page-api.json"


def written() -> bytes:
    return orjson.dumps(described(ENDPOINTS), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def test_the_document_is_the_one_that_the_endpoints_make() -> None:
    """`python -m tests.bot.web.test_schema` writes it anew."""
    assert DOCUMENT.read_bytes() == written()


def test_everything_that_is_referred_to_is_described() -> None:
    document = orjson.loads(written())
    named = {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}
    referred: set[str] = set()

    def look(part: object) -> None:
        if isinstance(part, dict):
            referred.update([part["$ref"]] if "$ref" in part else [])
            for value in part.values():
                look(value)
        elif isinstance(part, list):
            for value in part:
                look(value)

    look(document)
    assert referred <= named


if __name__ == "__main__":
    sys.exit(0 if DOCUMENT.write_bytes(written()) else 1)
