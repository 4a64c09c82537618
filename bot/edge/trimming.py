"""Of an update that is written down no more than is looked at: its message is most of a tap."""

from __future__ import annotations

from typing import Any

from bot.render.buttons.digest import Later

_PLACE = ("message_id", "date", "chat")
_MARK = f"{Later.prefix}:"


def trimmed(update: dict[str, Any]) -> dict[str, Any]:
    """An update with no more of a tapped message than its place.

    And the file that it answers, if it answers one: what is in it is what such a tap is about. Of buttons the one by
    which a digest's card is known.
    """
    match update:
        case {"callback_query": {"message": {**message} as tapped}}:
            kept = {name: message[name] for name in _PLACE if name in tapped}
            if (mark := _mark_of_a_card(message)) is not None:
                kept["reply_markup"] = {"inline_keyboard": [[mark]]}
            match message:
                case {"reply_to_message": {"document": {**document}, **answered}}:
                    file = {name: answered[name] for name in (*_PLACE, "from") if name in answered}
                    kept["reply_to_message"] = file | {"document": document}
            return update | {"callback_query": update["callback_query"] | {"message": kept}}
    return update


def _mark_of_a_card(message: object) -> dict[str, Any] | None:
    match message:
        case {"reply_markup": {"inline_keyboard": [*rows]}}:
            for row in rows:
                for key in row if isinstance(row, list) else ():
                    match key:
                        case {"callback_data": str(data), "text": str(label)} if data.startswith(_MARK):
                            return {"text": label, "callback_data": data}
    return None
