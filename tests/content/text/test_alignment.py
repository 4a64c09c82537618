"""Sentences find their translations, in order, every one exactly once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from content.text.alignment import align

ENGLISH = [
    "A queue smooths the load. ",
    "It also hides the problem, because work that waits in a queue is work that nobody has done yet. ",
    "Watch its length. ",
    "Redis and Kafka both report it. ",
    "Then set a limit, and refuse what comes after, since an honest error is better than a late answer.",
]


def beads(english: list[str], chinese: list[str]) -> list[tuple[list[int], list[int]]]:
    return [(list(bead.english), list(bead.chinese)) for bead in align(english, chinese)]


def test_sentence_by_sentence_where_the_translation_keeps_them() -> None:
    chinese = [
        "队列让负载变得平滑。",
        "它也掩盖问题，因为在队列里等待的工作，就是还没有人去做的工作。",
        "盯住它的长度。",
        "Redis 和 Kafka 都会报告它。",
        "然后设一个上限，拒绝之后到来的，因为一个诚实的错误好过一个迟到的回答。",
    ]
    assert beads(ENGLISH, chinese) == [([at], [at]) for at in range(5)]


def test_two_to_one_and_one_to_two_where_the_translation_joins_or_divides() -> None:
    chinese = [
        "队列让负载变得平滑。",
        "它也掩盖问题。",
        "因为在队列里等待的工作，就是还没有人去做的工作。",
        "盯住它的长度，Redis 和 Kafka 都会报告它。",
        "然后设一个上限，拒绝之后到来的，因为一个诚实的错误好过一个迟到的回答。",
    ]
    assert beads(ENGLISH, chinese) == [([0], [0]), ([1], [1, 2]), ([2, 3], [3]), ([4], [4])]


def test_one_side_may_have_nothing() -> None:
    assert beads([], []) == []
    assert [english for english, _ in beads(ENGLISH, [])] == [[at] for at in range(5)]
    assert [chinese for _, chinese in beads([], ["一。", "二。"])] == [[0], [1]]


@given(st.lists(st.text(max_size=60), max_size=25), st.lists(st.text(max_size=30), max_size=25))
def test_nothing_is_lost_or_reordered(english: list[str], chinese: list[str]) -> None:
    found = align(english, chinese)
    assert [at for bead in found for at in bead.english] == list(range(len(english)))
    assert [at for bead in found for at in bead.chinese] == list(range(len(chinese)))


def test_texts_of_very_different_length_are_aligned_too() -> None:
    for english, chinese in ((3, 400), (400, 3), (1, 300), (30, 1000)):
        found = align(["A sentence. "] * english, ["一句话。"] * chinese)
        assert (found[-1].english.stop, found[-1].chinese.stop) == (english, chinese)
