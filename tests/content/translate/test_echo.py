"""A doubt of the checks that the way back into English clears, and one that it confirms."""

import pytest

from content.checks.checking import doubts_of
from content.checks.doubt import About
from content.episode.episode import Segment
from content.translate.echo import echoes

ERRORS = [
    (About.MODALITY, "The client must send the key.", "客户端可以带上这个键。", "The client may send the key."),
    (
        About.DIRECTION,
        "The error rate went down after that.",
        "那以后，错误率上升了。",
        "After that the error rate went up.",
    ),
    (
        About.BOUND,
        "It holds more than 40 rows a second.",
        "它每秒撑得住不到 40 行。",
        "It holds under 40 rows a second.",
    ),
    (About.NEGATION, "You must never retry a charge.", "扣款之后应当重试。", "You should retry a charge."),
    (About.NUMBER, "The index has 175 billion entries.", "索引里有 17.5 亿个条目。", "It has 1.75 billion entries."),
]


@pytest.mark.parametrize(("about", "english", "chinese", "back"), ERRORS)
def test_what_comes_back_as_it_was_clears_the_doubt_and_what_is_wrong_comes_back_wrong(
    about: About, english: str, chinese: str, back: str
) -> None:
    doubts = [each for each in doubts_of(Segment(english, chinese)) if each.about is about and each.english]
    assert doubts
    for doubt in doubts:
        assert echoes(doubt, english, english)
        assert not echoes(doubt, english, back)
