"""A translation that lost most of its words is never taken for a whole one."""

from __future__ import annotations

from tests.content.checks.cut import KEPT, cut_short
from tests.kit.bundled import bundled_library


def test_of_a_segment_that_lost_three_fifths_of_its_chinese_it_is_said() -> None:
    found = cut_short([entry.episode for entry in bundled_library().entries[::16]], KEPT["two fifths"])
    assert found.segments >= 20
    assert found.found == found.segments
