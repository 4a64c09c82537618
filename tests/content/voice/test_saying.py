"""What is heard first of what takes long: so much that it is soon there, and so little that it soon begins."""

from __future__ import annotations

import pytest

from content.voice.saying import BREATH, opening

CLAUSES = (
    "We measured what every one of them did for a whole week, and then, since nobody believed it, for one more week."
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Yes. Well, we measured it. " + "Then we looked at all of it again, with fresh eyes. " * 4, 78),
        (f"{CLAUSES[:-1]}; {CLAUSES}", len(CLAUSES)),
        ("word " * 60, len("word " * 23 + "word")),
        ("x" * 300, BREATH),
        ("Short.", len("Short.")),
        ("  🎉 One sentence.", len("🎉 One sentence.")),
        ("", 0),
    ],
    ids=["sentences", "a clause", "words", "no space", "all of it", "without space around", "nothing"],
)
def test_it_ends_where_a_sentence_does_else_a_clause_else_a_word(text: str, first: int) -> None:
    begins = len(text) - len(text.lstrip())
    assert opening(text) == text[begins : begins + first]
    assert len(opening(text)) <= BREATH
