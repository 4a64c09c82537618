"""Buttons travel through Telegram and come back as they were, or as a StaleButton: never as anything else."""

from collections.abc import Callable
from dataclasses import fields, replace
from enum import StrEnum
from inspect import getmembers, isclass
from typing import Any, get_type_hints

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.app.routes import OPERATOR_TAPS, TAPS
from bot.render.buttons import book as book_buttons
from bot.render.buttons import lookup as lookup_buttons
from bot.render.buttons import publishing as publishing_buttons
from bot.render.buttons import reading as buttons
from bot.render.buttons import review as review_buttons
from bot.render.buttons import settings as settings_buttons
from bot.render.buttons.packing import MAX_BYTES, Button, StaleButton, check, unpack

ALL = [
    found
    for module in (buttons, book_buttons, lookup_buttons, publishing_buttons, review_buttons, settings_buttons)
    for _, found in getmembers(module, isclass)
    if issubclass(found, Button) and found is not Button and found.__module__ == module.__name__
]
BIGGEST = 2**31 - 1
TOKENS = st.text(st.characters(codec="ascii", exclude_categories=("C", "Z"), exclude_characters=":"), max_size=8)


def values(kind: type[Any]) -> st.SearchStrategy[Any]:
    if issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    return st.integers(0, BIGGEST) if kind is int else TOKENS


def of(kind: type[Button]) -> st.SearchStrategy[Button]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{name: values(hint) for name, hint in hints.items() if name not in ("prefix", "_known")})


BUTTONS = st.one_of([of(kind) for kind in ALL])


@given(BUTTONS)
def test_every_button_comes_back_as_itself(button: Button) -> None:
    data = button.pack()
    assert len(data.encode()) <= MAX_BYTES
    assert unpack(data) == button


@given(st.text() | st.lists(st.sampled_from([kind.prefix for kind in ALL]) | st.text(), max_size=6).map(":".join))
@example("r:1:8")
@example("r:1:8:0:0")
@example("r:01:8:0")
@example("r:+1:8:0")
@example("r: 1:8:0")
@example("r:1_0:8:0")
@example("r:١:8:0")
@example(f"r:{2**31}:8:0")
@example("r:-1:8:0")
@example("mt:1:8:0:HIDDEN")
@example("")
@example(":")
@example("sZ:a b")
@example("s:")
@example("v:" + "9" * 5000)
def test_any_text_is_a_button_or_a_stale_one_and_nothing_else(data: str) -> None:
    try:
        button = unpack(data)
    except StaleButton:
        return
    assert button.pack() == data


def test_each_button_has_a_prefix_of_its_own() -> None:
    assert len({kind.prefix for kind in ALL}) == len(ALL)
    with pytest.raises(TypeError, match="share the prefix"):
        type("Other", (Button,), {}, prefix=ALL[0].prefix)


def test_each_button_has_a_handler() -> None:
    assert set(ALL) == TAPS.keys() | OPERATOR_TAPS.keys()
    assert not TAPS.keys() & OPERATOR_TAPS.keys()


@pytest.mark.parametrize("value", [-1, 2**31, "a:b", "a b", "é", "x" * 64, None, 1.5])
def test_what_cannot_travel_is_refused_when_it_is_packed(value: Any) -> None:
    read = buttons.Read(1, 8, 0)
    make: Callable[[], str] = replace(read, **{fields(read)[0].name: value}).pack
    with pytest.raises(ValueError, match=r"callback data|cannot carry"):
        make()


@given(st.text())
def test_a_glosss_check_is_four_hex_digits(headword: str) -> None:
    assert len(check(headword)) == 4
    int(check(headword), 16)
