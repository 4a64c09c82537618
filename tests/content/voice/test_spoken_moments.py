"""How dates, years and times of day are said."""

from __future__ import annotations

import pytest

from content.voice.spoken import read_aloud

SAID = {
    "2026-06-04": "June fourth twenty twenty-six",
    "in 2005 and 1905 and 2026": "in two thousand five and nineteen oh five and twenty twenty-six",
    "the 1990s and the '90s and 80s": "the nineteen nineties and the nineties and eighties",
    "1941–1945": "nineteen forty-one to nineteen forty-five",
    "24/7": "twenty-four seven",
    "9:30 am": "nine thirty A M",
    "09:00": "nine o'clock",
    "14:05": "fourteen oh five",
    "5pm": "five P M",
    "June 4, 2026": "June fourth, twenty twenty-six",
    "January 2020": "January twenty twenty",
    "the 4th of July": "the fourth of July",
    "the 30s": "the thirties",
    "1:02:31": "one hour two minutes thirty-one seconds",
    "it’s 5 o'clock": "it's five o'clock",
    "24-7": "twenty-four seven",
    "5–7 p.m.": "five to seven P M",
    "9-to-5": "nine to five",
    "2024-2025": "twenty twenty-four to twenty twenty-five",
}


@pytest.mark.parametrize(("written", "said"), SAID.items())
def test_a_moment_is_said_as_people_say_it(written: str, said: str) -> None:
    assert read_aloud(written) == said
