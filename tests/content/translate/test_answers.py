"""Whatever a model writes, its items are found or its answer is said to be unreadable."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.translate.answers import LONGEST_ANSWER, read_items
from content.translate.faults import AnswerUnreadable
from content.translate.verdict import Translated

_WORDS = [
    '{"id": 1',
    '"chinese": "',
    "}",
    "]",
    "[",
    "{",
    '"',
    "```json\n",
    "```",
    "<think>",
    "</think>",
    "\\u",
    "\\ud800",
]
_PIECES = (
    st.sampled_from(_WORDS)
    | st.text(max_size=8)
    | st.sampled_from(['{"items":', '{"id":1,"chinese":"好"}', ",", "1e999"])
)
_ITEMS = st.lists(st.builds(Translated, id=st.integers(1, 999), chinese=st.text(max_size=40)), min_size=1, max_size=5)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_any_text_gives_items_or_one_error(text: str) -> None:
    with suppress(AnswerUnreadable):
        assert all(isinstance(item, Translated) for item in read_items(text, Translated))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        '{"a":' * 50_000,
        "{" * 300_000,
        '{"id": ' + "9" * 9_000 + "}",
        "```" * 50_000,
        "<think>" * 40_000,
        "x" * (LONGEST_ANSWER + 1),
        "",
        "null",
        "3",
        '"text"',
        '{"items": 3}',
        '{"items": [3, null, {}]}',
        "NaN",
    ],
    ids=range(14),
)
def test_monsters_are_unreadable_and_soon(text: str) -> None:
    with pytest.raises(AnswerUnreadable):
        read_items(text, Translated)


@given(_ITEMS, st.sampled_from(["%s", "```json\n%s\n```", "Here:\n%s\nDone.", "<think>{[</think>%s", "{%s"]))
def test_items_are_found_whatever_stands_around_them(items: list[Translated], around: str) -> None:
    text = around.replace("%s", json.dumps({"items": [item.model_dump() for item in items]}))
    assert list(read_items(text, Translated)) == items


@given(_ITEMS, st.data())
def test_of_a_cut_answer_no_item_is_changed(items: list[Translated], data: st.DataObject) -> None:
    text = json.dumps({"items": [item.model_dump() for item in items]})
    cut = text[: data.draw(st.integers(0, len(text)))]
    try:
        found = list(read_items(cut, Translated))
    except AnswerUnreadable:
        found = []
    assert found == items[: len(found)]


def test_an_empty_list_is_an_answer() -> None:
    assert read_items('{"items": []}', Translated) == ()
