"""What the checks are worth: planted errors that they find, sound segments that they leave alone."""

from __future__ import annotations

from math import ceil

import pytest

from tests.content.checks.score import (
    Alarms,
    alarms_of_some_of_the_library,
    alarms_of_the_fresh,
    alarms_of_the_last,
    alarms_of_the_later,
    alarms_of_the_library,
    alarms_of_the_newest,
    alarms_of_the_sound,
    by_category,
    total,
)
from tests.kit.planted import fresh, held_out, seen

FOUND = 0.6
DOUBTED = 0.02
MAJOR = 0.001
HELD = 0.85
LAST_DOUBTED = 1
"""Of forty that nobody looked at, as measured; it may only become less."""


def test_three_of_five_planted_errors_are_found() -> None:
    found = total(by_category((*seen(), *held_out())).values())
    assert found.doubted >= FOUND * found.planted


def test_so_are_those_that_nobody_tuned_them_on() -> None:
    found = total(by_category(held_out()).values())
    assert found.doubted >= FOUND * found.planted


def test_so_are_those_that_were_written_after_the_checks() -> None:
    found = total(by_category(fresh()).values())
    assert found.doubted >= FOUND * found.planted


def test_a_number_that_became_another_holds_its_piece() -> None:
    found = by_category((*seen(), *held_out(), *fresh()))
    numbers = total(found[name] for name in ("number", "money", "date", "magnitude", "unit"))
    assert numbers.major >= HELD * numbers.planted


def test_sound_text_that_nobody_looked_at_is_doubted_no_more_than_was_measured() -> None:
    found = alarms_of_the_last()
    assert found.doubted <= LAST_DOUBTED
    assert found.major == 0


@pytest.mark.parametrize(
    "alarms",
    [
        alarms_of_the_sound,
        alarms_of_some_of_the_library,
        pytest.param(alarms_of_the_library, marks=pytest.mark.slow),
        alarms_of_the_fresh,
        alarms_of_the_later,
        alarms_of_the_newest,
    ],
)
def test_of_fifty_sound_segments_one_is_doubted_at_most_and_of_a_thousand_one_held(alarms: object) -> None:
    assert callable(alarms)
    found = alarms()
    assert isinstance(found, Alarms)
    assert found.doubted <= DOUBTED * found.sound
    assert found.major <= ceil(MAJOR * found.sound)
