"""What each piece of the bundled library keeps to: its size, its times, its notes, its terms."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content.episode.digest import DEFAULT_SIZE, choose
from content.episode.episode import Gloss, Segment
from tests.kit.bundled import bundled_library

MOST_EXPLAINED = 4
"""Terms in one segment."""


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


def test_a_bundled_piece_explains_one_to_four_terms_in_a_hundred_words() -> None:
    for entry in bundled_library().entries:
        explained = [len(segment.glosses) for segment in entry.episode.segments]
        assert 1 <= 100 * sum(explained) / entry.episode.words <= 4, entry.path.name
        assert max(explained) <= MOST_EXPLAINED, entry.path.name


def test_a_term_is_explained_where_it_first_stands_in_the_whole_and_in_the_digest() -> None:
    for entry in bundled_library().entries:
        whole = entry.episode.segments
        terms = {gloss.headword.casefold(): gloss for segment in whole for gloss in segment.glosses}
        digest = [whole[position] for position in choose(entry.episode, DEFAULT_SIZE)]
        for read in (whole, digest):
            assert [late for gloss in terms.values() for late in late_for(gloss, read)] == [], entry.path.name


def late_for(gloss: Gloss, read: Iterable[Segment]) -> list[tuple[str, str]]:
    """The term with the segment that first says it in both languages, if it could be explained there and is not."""
    said = re.compile(rf"\b{re.escape(gloss.headword.removesuffix('s'))}s?\b", re.IGNORECASE)
    for segment in read:
        explained = [each.headword for each in segment.glosses]
        if any(said.search(headword) for headword in explained):
            return []
        if said.search(segment.english) and gloss.meaning in segment.chinese:
            return [(gloss.headword, segment.english[:60])] if len(explained) < MOST_EXPLAINED else []
    return []
