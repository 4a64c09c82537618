"""The sandbox's idea of each method is the Bot API's own."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox.methods import METHODS
from bot.sandbox.parameters import PARAMETERS, Treatment

SCHEMA = Path(__file__).parents[4] / "shared" / "telegram-bot-api.json"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    if not SCHEMA.exists():
        pytest.skip("the public Bot API schema does not lie beside the repository")
    loaded: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return loaded


@pytest.mark.parametrize("method", sorted(METHODS))
def test_every_parameter_is_known_with_its_types_and_whether_it_is_required(
    method: str, schema: dict[str, Any]
) -> None:
    documented = {
        field["name"]: (tuple(field["types"]), field["required"])
        for field in schema["methods"][method].get("fields", [])
    }
    assert {p.name: (p.types, p.required) for p in PARAMETERS[method]} == documented


def test_each_method_served_has_its_parameters_and_none_more() -> None:
    assert PARAMETERS.keys() == METHODS.keys()


def test_what_is_ignored_is_little_and_changes_nothing_a_reader_could_miss() -> None:
    ignored = {p.name for listed in PARAMETERS.values() for p in listed if p.treatment is Treatment.HARMLESS}
    assert ignored == {"link_preview_options", "thumbnail", "disable_content_type_detection", "cache_time"}
