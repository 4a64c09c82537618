"""A tap is read as the framework would read it; what is out of order is left to the framework, which says so."""

import copy
from typing import Any

import pytest
from hypothesis import given as tried
from hypothesis import strategies as st
from telegram import Bot, CallbackQuery, Update

from bot.app.routes import BUTTONS
from bot.edge.building import built
from bot.edge.incoming import buttons_below, to_tap
from bot.edge.tapped import Tapped, tap_of
from bot.render.buttons.packing import StaleButton
from bot.render.buttons.reading import Read, Recap

BOT = Bot("1:a")
WHO = {"id": 9, "is_bot": False, "first_name": "读者", "language_code": "zh-hans"}
ROWS = [[{"text": "▶", "callback_data": Read(3, 8, 2).pack()}, {"text": "页面", "url": "https://a.b"}]]
ROWS.append([{"text": "?", "callback_data": "of no button"}, {"text": "完", "callback_data": Recap(3, 8).pack()}])
MESSAGE = {
    "message_id": 5,
    "date": 1780000000,
    "chat": {"id": -7, "type": "group", "title": "读书会"},
    "text": "早",
    "reply_markup": {"inline_keyboard": ROWS},
}
QUERY: dict[str, Any] = {
    "id": "77",
    "from": WHO,
    "chat_instance": "1",
    "message": MESSAGE,
    "data": Read(3, 8, 2).pack(),
}


def update(**changed: Any) -> dict[str, Any]:
    """A tap of which something is another, or missing for None."""
    query = {name: value for name, value in (QUERY | changed).items() if value is not None}
    return {"update_id": 1, "callback_query": query}


def test_a_tap_is_whole_without_the_framework() -> None:
    told = built(update(), BOT)
    assert isinstance(told, Tapped)
    tap = to_tap(told, BUTTONS)
    assert (tap.chat_id, tap.user_id, tap.message_id, tap.query_id) == (-7, 9, 5, "77")
    assert (tap.button, tap.language_code, tap.replied_file) == (Read(3, 8, 2), "zh-hans", None)
    assert list(buttons_below(told.message, BUTTONS)) == [Read(3, 8, 2), Recap(3, 8)]


def test_data_of_no_button_is_stale() -> None:
    told = tap_of(update(data="of no button"))
    assert told is not None
    with pytest.raises(StaleButton):
        to_tap(told, BUTTONS)


@pytest.mark.parametrize("changed", [{"message": None}, {"data": None}, {"from": None}])
def test_a_button_without_its_message_of_a_game_or_of_nobody_is_no_tap(changed: dict[str, Any]) -> None:
    told = built(update(**changed), BOT)
    assert isinstance(told, Update)
    assert isinstance(told.callback_query, CallbackQuery)


@pytest.mark.parametrize("changed", [{"message": {"chat": {"id": 7}}}, {"message": 5}])
def test_what_is_out_of_order_cannot_be_built(changed: dict[str, Any]) -> None:
    with pytest.raises((TypeError, KeyError, AttributeError)):
        built(update(**changed), BOT)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@tried(st.sampled_from(["id", "from", "message", "data"]), JSON)
def test_nonsense_is_never_a_tap_and_no_reason_to_fail(name: str, nonsense: Any) -> None:
    given = update(**{name: nonsense})
    before = copy.deepcopy(given)
    told = tap_of(given)
    assert told is None or isinstance(nonsense, str)
    assert given == before
