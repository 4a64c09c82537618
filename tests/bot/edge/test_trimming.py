"""Of a tapped message only its place is written down; nothing else of an update is, and a tap means the same."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.routes import BUTTONS
from bot.edge.incoming import Document, buttons_below, to_tap
from bot.edge.tapped import tap_of
from bot.edge.trimming import trimmed
from bot.model.chat import ChatId
from bot.render.buttons.digest import Later
from bot.render.buttons.reading import Read

PLACE = {"message_id": 5, "date": 1780000000, "chat": {"id": 7, "type": "private"}}
KEYS = {"inline_keyboard": [[{"text": "▶", "callback_data": "r:3:8:2"}]]}
MESSAGE = PLACE | {"text": "早", "reply_markup": KEYS}
WHO = {"id": 9, "is_bot": False, "first_name": "读者", "language_code": "zh"}
FILE = PLACE | {"from": WHO, "document": {"file_id": "f", "file_unique_id": "u", "file_name": "words.csv"}}
ANSWERING = PLACE | {"reply_to_message": FILE}


def tapped(message: object) -> dict[str, Any]:
    query = {"id": "77", "from": WHO, "chat_instance": "1", "data": Read(3, 8, 2).pack()}
    return {"update_id": 1, "callback_query": query | ({} if message is None else {"message": message})}


def test_of_a_tapped_message_only_its_place_is_left() -> None:
    assert trimmed(tapped(MESSAGE)) == tapped(PLACE)
    assert trimmed({"message": MESSAGE}) == {"message": MESSAGE}


def test_and_the_button_by_which_a_digest_card_is_known() -> None:
    """Whoever taps on any of its buttons has it: it is not brought again, though its answer was lost."""
    later = {"text": "⏰", "callback_data": Later(3, 8).pack()}
    keys = {"inline_keyboard": [*KEYS["inline_keyboard"], [{"text": "页面", "url": "https://a.b"}, later]]}
    less = trimmed(tapped(MESSAGE | {"reply_markup": keys}))
    assert less == tapped(PLACE | {"reply_markup": {"inline_keyboard": [[later]]}})
    told = tap_of(less)
    assert told is not None
    assert list(buttons_below(told.message, BUTTONS)) == [Later(3, 8)]


def test_and_the_file_that_it_answers() -> None:
    file = FILE | {"caption": "早", "reply_markup": KEYS}
    assert trimmed(tapped(MESSAGE | {"reply_to_message": file})) == tapped(ANSWERING)
    assert trimmed(tapped(MESSAGE | {"reply_to_message": MESSAGE})) == tapped(PLACE)
    told = tap_of(trimmed(tapped(ANSWERING)))
    assert told is not None
    assert to_tap(told, BUTTONS).replied_file == Document(ChatId(7), 9, 5, "f", "words.csv", 0, "zh")


@pytest.mark.parametrize("message", [MESSAGE, ANSWERING, PLACE | {"date": 0}])
def test_a_tap_means_the_same_trimmed(message: object) -> None:
    update = tapped(message)
    whole, less = tap_of(update), tap_of(trimmed(update))
    assert whole is not None
    assert less is not None
    assert to_tap(whole, BUTTONS) == to_tap(less, BUTTONS)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(max_size=5), JSON, max_size=4)


@given(OBJECTS)
def test_an_update_without_a_tap_stays_as_it_is(update: dict[str, Any]) -> None:
    update.pop("callback_query", None)
    before = copy.deepcopy(update)
    assert trimmed(update) == before == update


@given(OBJECTS, OBJECTS, JSON | OBJECTS.map(lambda more: MESSAGE | more))
def test_trimming_takes_nothing_else_and_leaves_what_it_was_given(update: Any, query: Any, message: Any) -> None:
    update["callback_query"] = query | {"message": message}
    before = copy.deepcopy(update)
    after = trimmed(update)
    assert update == before
    left = {name: message[name] for name in PLACE if name in message} if isinstance(message, dict) else message
    assert after == update | {"callback_query": query | {"message": left}}
