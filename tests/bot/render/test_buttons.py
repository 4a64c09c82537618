"""Buttons travel through Telegram and come back as they were, or as a StaleButton: never as anything else."""

import importlib
from collections.abc import Callable
from dataclasses import fields, replace
from enum import StrEnum
from inspect import getmembers, isclass
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, get_type_hints

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.app.routes import BUTTONS, OPERATOR_TAPS, TAPS
from bot.render import buttons
from bot.render.buttons.packing import MAX_BYTES, Button, StaleButton, by_prefix, check, unpack
from bot.render.buttons.reading import Read

MODULES = [importlib.import_module(f"{buttons.__name__}.{found.name}") for found in iter_modules(buttons.__path__)]
ALL = [
    found
    for module in MODULES
    for _, found in getmembers(module, isclass)
    if issubclass(found, Button) and found is not Button and found.__module__ == module.__name__
]
RECORDED = Path(__file__).with_name("recorded_buttons.tsv")
"""Callback data of every button as messages of earlier versions carry it: class and data a line. Only ever added to."""
BIGGEST = 2**31 - 1
TOKENS = st.text(st.characters(codec="ascii", exclude_categories=("C", "Z"), exclude_characters=":"), max_size=8)


def values(kind: type[Any]) -> st.SearchStrategy[Any]:
    if issubclass(kind, StrEnum):
        return st.sampled_from(kind)
    return st.integers(0, BIGGEST) if kind is int else TOKENS


def of(kind: type[Button]) -> st.SearchStrategy[Button]:
    hints = get_type_hints(kind)
    return st.builds(kind, **{name: values(hint) for name, hint in hints.items() if name != "prefix"})


ANY = st.one_of([of(kind) for kind in ALL])


@given(ANY)
def test_every_button_comes_back_as_itself(button: Button) -> None:
    data = button.pack()
    assert len(data.encode()) <= MAX_BYTES
    assert unpack(data, BUTTONS) == button


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
        button = unpack(data, BUTTONS)
    except StaleButton:
        return
    assert button.pack() == data


def test_each_button_has_a_prefix_of_its_own() -> None:
    assert len({kind.prefix for kind in ALL}) == len(ALL)
    other = type("Other", (Button,), {}, prefix=ALL[0].prefix)
    with pytest.raises(TypeError, match="share a prefix"):
        by_prefix(*ALL, other)


@pytest.mark.parametrize("line", RECORDED.read_text("utf-8").splitlines())
def test_a_button_of_a_message_sent_before_still_means_what_it_meant(line: str) -> None:
    name, data = line.split("\t")
    button = unpack(data, BUTTONS)
    assert type(button).__name__ == name
    assert button.pack() == data


def test_every_button_is_among_the_recorded() -> None:
    recorded = {line.split("\t")[1].split(":")[0] for line in RECORDED.read_text("utf-8").splitlines()}
    assert recorded == BUTTONS.keys()


def test_each_button_has_a_handler() -> None:
    assert set(ALL) == TAPS.keys() | OPERATOR_TAPS.keys()
    assert not TAPS.keys() & OPERATOR_TAPS.keys()


@pytest.mark.parametrize("value", [-1, 2**31, "a:b", "a b", "é", "x" * 64, None, 1.5])
def test_what_cannot_travel_is_refused_when_it_is_packed(value: Any) -> None:
    read = Read(1, 8, 0)
    make: Callable[[], str] = replace(read, **{fields(read)[0].name: value}).pack
    with pytest.raises(ValueError, match=r"callback data|cannot carry"):
        make()


@given(st.text())
def test_a_glosss_check_is_four_hex_digits(headword: str) -> None:
    assert len(check(headword)) == 4
    int(check(headword), 16)
