"""Of whatever a text is a run, four times as much of it takes about four times as long to divide, pair and explain."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from content.episode.episode import Segment
from content.text.division import divide
from content.text.glosses import find_glosses
from content.text.parts import parts_of
from content.text.prose import clean
from content.text.punctuation import widen

SEPARATORS = (
    *"，、；：。！？…—·「」『』（）《》“”‘’／～",
    *",;:.!?-–/|()[]{}<>\"'`*_~+&#@%^=\\",
    *(
        "a；",
        "；a",
        "中；",
        "a, ",
        "a and ",
        "x（y）",
        "（a ",
        "(中)",
        "a@",
        "1:1,",
        "a.b",
        " ",
        "\n",
        "\u3000",
        "\u200b",
    ),
)
"""What texts are cut at, and what a sign of it may stand beside."""

SIZE = 2_000
TIMES_AS_LONG = 10.0
"""For four times as much: of the square it would be sixteen."""

WORTH_COMPARING = 0.15
"""Seconds below which nothing is proved and nobody waits."""


def divided(text: str) -> object:
    return divide(text, text)


def divided_against_a_word(text: str) -> object:
    return divide("word", text)


def in_parts(text: str) -> object:
    """Of pairs that are a word each: as many fit a screen as it has room for."""
    many = len(text) // 2
    return parts_of(Segment(english="Go. " * many, chinese="走。" * many))


def wide(text: str) -> object:
    return widen(f"中{text}")


def explained(text: str) -> object:
    return find_glosses(text, f"{text}x（{text}，中）")


def explained_at_length(text: str) -> object:
    """By another headword that goes on and on."""
    return find_glosses("other words " * (len(text) // 6), f"x（{'a b ' * len(text)}，中）")


def many_explained(text: str) -> object:
    """As many terms as there is room for, and each looked for in all of the English."""
    terms = " ".join(f"a{number:x}z" for number in range(len(text) // 8))
    return find_glosses(terms, "".join(f"{term}（义）" for term in terms.split()))


def seconds(work: Callable[[str], object], separator: str, size: int) -> float:
    text = separator * (size // len(separator))
    began = time.process_time()
    work(text)
    return time.process_time() - began


FEW: dict[Callable[[str], object], str] = {many_explained: "a", explained_at_length: "a", in_parts: "a"}


@pytest.mark.parametrize("work", [divided, divided_against_a_word, wide, explained, clean, *FEW])
def test_four_times_as_much_takes_no_longer_than_a_few_times_as_long(work: Callable[[str], object]) -> None:
    for separator in FEW.get(work, SEPARATORS):
        if seconds(work, separator, 4 * SIZE) < WORTH_COMPARING:
            continue
        ratio = min(seconds(work, separator, 4 * SIZE) / max(seconds(work, separator, SIZE), 1e-9) for _ in range(2))
        assert ratio < TIMES_AS_LONG, f"{separator!r}: {ratio:.0f} times as long"


def test_a_hundred_and_twenty_kilobytes_of_a_separator_are_divided_in_a_moment() -> None:
    """A paragraph of a page that a stranger wrote: each sign of it is a place to cut."""
    run, began = "；" * 120_000, time.process_time()
    assert "".join(piece.chinese for piece in divide(run, run)) == run
    assert time.process_time() - began < 3
