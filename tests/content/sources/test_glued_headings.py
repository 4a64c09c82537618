"""Speaker and time are told apart where they stand together without a space."""

from __future__ import annotations

import pytest

from content.sources.glued_headings import Place, is_heading, read_heading


@pytest.mark.parametrize(
    ("text", "above", "place"),
    [
        ("Speaker 100:00 - 00:23", None, Place("Speaker 1", 0, 23)),
        ("Speaker 1010:00 - 10:20", Place("Speaker 1", 590, 600), Place("Speaker 10", 600, 620)),
        ("Speaker 11:02:03 - 1:02:40", Place("Speaker 2", 3700, 3723), Place("Speaker 1", 3723, 3760)),
        ("Speaker 101:02:03 - 01:02:40", Place("Speaker 2", 3700, 3723), Place("Speaker 1", 3723, 3760)),
        ("Speaker 121:02:03 - 1:02:40", Place("Speaker 2", 3700, 3723), Place("Speaker 12", 3723, 3760)),
        ("Speaker 159:50 - 1:00:10", Place("Speaker 2", 3580, 3590), Place("Speaker 1", 3590, 3610)),
        ("Matt Turck00:00 - 00:23", None, Place("Matt Turck", 0, 23)),
        ("GPT 400:10 - 00:23", Place("Ada", 0, 10), Place("GPT 4", 10, 23)),
        ("00:00 - 00:23", None, Place(None, 0, 23)),
        ("1:00:00 - 1:00:23", Place(None, 3590, 3600), Place(None, 3600, 3623)),
        ("Speaker 1100:00 - 100:23", Place("Speaker 1", 5990, 6000), None),
    ],
)
def test_the_cut_that_follows_on_what_is_above(text: str, above: Place | None, place: Place | None) -> None:
    assert is_heading(text) == (place is not None)
    if place is not None:
        assert read_heading(text, above, padded=True, known={"Speaker 1", "Speaker 2"}) == place


def test_a_page_that_does_not_pad_its_minutes_is_read_too() -> None:
    assert read_heading("Speaker 10:00 - 0:23", None, padded=False, known=set()) == Place("Speaker 1", 0, 23)


@pytest.mark.parametrize(
    "text", ["", "Speaker 1", "00:61 - 00:70", "From 10:00 - 10:20 we waited.", "a" * 200 + "00:00 - 00:01"]
)
def test_other_lines_are_text(text: str) -> None:
    assert not is_heading(text)
