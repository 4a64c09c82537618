"""What is missing is named, and no key is ever printed."""

from __future__ import annotations

import pytest

from content.translate.faults import NotConfigured
from content.translate.settings import read_settings
from tests.content.translate.conftest import KEY

GIVEN = {
    "TRANSLATE_BASE_URL": "https://models.example/v1/",
    "TRANSLATE_API_KEY": KEY,
    "TRANSLATE_MODEL": "a-model",
}


def test_without_a_key_it_says_what_to_set_and_what_can_be_done_without() -> None:
    with pytest.raises(NotConfigured, match="set TRANSLATE_API_KEY") as missing:
        read_settings(GIVEN | {"TRANSLATE_API_KEY": " "})
    assert "English only" in str(missing.value)
    with pytest.raises(NotConfigured, match="set TRANSLATE_BASE_URL, TRANSLATE_API_KEY, TRANSLATE_MODEL"):
        read_settings({})


def test_settings_come_from_the_environment() -> None:
    settings = read_settings(GIVEN | {"TRANSLATE_PRICE_IN": "0.5", "TRANSLATE_PRICE_OUT": "2"})
    assert settings.base_url == "https://models.example/v1"
    assert settings.api_key.get_secret_value() == KEY
    assert settings.cost(2_000_000, 500_000) == pytest.approx(2.0)
    assert read_settings(GIVEN).cost(1, 1) is None
    assert KEY not in repr(settings)


def test_an_address_may_name_the_route() -> None:
    given = GIVEN | {"TRANSLATE_BASE_URL": "https://models.example/v1/chat/completions"}
    assert read_settings(given).base_url == "https://models.example/v1"


@pytest.mark.parametrize(
    "changes",
    [
        {"TRANSLATE_BASE_URL": "models.example/v1"},
        {"TRANSLATE_BASE_URL": f"https://{KEY}@models.example/v1"},
        {"TRANSLATE_BASE_URL": f"https://models.example/v1?key={KEY}"},
        {"TRANSLATE_PRICE_IN": "cheap"},
        {"TRANSLATE_PRICE_OUT": "-1"},
        {"TRANSLATE_PRICE_OUT": "nan"},
    ],
)
def test_a_faulty_variable_is_named_without_its_value(changes: dict[str, str]) -> None:
    with pytest.raises(NotConfigured, match=next(iter(changes))) as faulty:
        read_settings(GIVEN | changes)
    assert KEY not in str(faulty.value)


def test_what_is_no_number_is_told_in_plain_words() -> None:
    with pytest.raises(NotConfigured) as faulty:
        read_settings(GIVEN | {"TRANSLATE_PRICE_IN": "cheap", "TRANSLATE_PIECE_TOKENS": "many"})
    assert str(faulty.value).splitlines() == [
        "TRANSLATE_PRICE_IN is no number",
        "TRANSLATE_PIECE_TOKENS is no whole number",
    ]
