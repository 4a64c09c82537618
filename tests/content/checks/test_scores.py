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
from tests.kit.bundled import bundled_library
from tests.kit.planted import fresh, held_out, seen

FOUND = 0.6
DOUBTED = 0.02
MAJOR = 0.001
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


def test_sound_text_that_nobody_looked_at_is_doubted_no_more_than_was_measured() -> None:
    found = alarms_of_the_last()
    assert found.doubted <= LAST_DOUBTED
    assert found.major == 0


def test_a_bundled_piece_explains_one_to_four_terms_in_a_hundred_words() -> None:
    for entry in bundled_library().entries:
        explained = sum(len(segment.glosses) for segment in entry.episode.segments)
        assert 1 <= 100 * explained / entry.episode.words <= 4, entry.path.name


def test_a_bundled_piece_has_eight_to_twenty_segments_that_fit_a_telephone_each() -> None:
    for entry in bundled_library().entries:
        words = [segment.words for segment in entry.episode.segments]
        assert 8 <= len(words) <= 20, entry.path.name
        assert [(at, count) for at, count in enumerate(words, 1) if not 40 <= count <= 110] == [], entry.path.name


def test_the_times_of_a_written_dialogue_are_a_hundred_and_fifty_words_a_minute() -> None:
    timed = [entry for entry in bundled_library().entries if "written" in entry.episode.show]
    assert timed
    for entry in timed:
        words = began = 0
        for segment in entry.episode.segments:
            words += segment.words
            ends = int(words * 60 / 150 + 0.5)
            assert (segment.start, segment.end) == (began, ends), (entry.path.name, segment)
            began = ends


def test_a_bundled_piece_has_two_to_five_notes() -> None:
    for entry in bundled_library().entries:
        assert 2 <= sum(segment.note is not None for segment in entry.episode.segments) <= 5, entry.path.name


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
