"""Buttons under a message: read from a reply_markup, refused where Telegram would."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.links import checked_link
from bot.sandbox.refusal import bad_request, not_modelled

MAX_BUTTONS = 100
MAX_PER_ROW = 8
MAX_DATA_BYTES = 64


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: it sends data, opens a link, copies a text, or opens a page within the app."""

    label: str
    data: str | None = None
    url: str | None = None
    copies: str | None = None
    page: str | None = None

    def as_json(self) -> dict[str, object]:
        """InlineKeyboardButton of the Bot API."""
        if self.data is not None:
            return {"text": self.label, "callback_data": self.data}
        if self.url is not None:
            return {"text": self.label, "url": self.url}
        if self.page is not None:
            return {"text": self.label, "web_app": {"url": self.page}}
        return {"text": self.label, "copy_text": {"text": self.copies}}


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Prompt:
    """A ForceReply: the reader's client opens a reply to this message, with a hint in its input field."""

    hint: str | None = None


def read_markup(raw: object, *, private: bool = True) -> Keyboard | Prompt:
    """The keyboard of a `reply_markup` (None: an empty one), or a ForceReply's prompt; raises Refused.

    Only in a `private` chat with the bot a button may open a page within the app.
    """
    match raw:
        case None:
            return ()
        case {"inline_keyboard": list(rows)}:
            return _keyboard(rows, private=private)
        case {"force_reply": True, **fields}:
            return Prompt(hint=_optional_text(fields, "input_field_placeholder"))
        case {"remove_keyboard": True}:
            return ()
        case {"keyboard": _}:
            raise not_modelled("reply keyboards (ReplyKeyboardMarkup)")
        case dict():
            return ()
        case _:
            raise bad_request("object expected as reply markup")


def _keyboard(rows: list[object], *, private: bool) -> Keyboard:
    if not all(isinstance(row, list) for row in rows):
        raise bad_request(
            'can\'t parse inline keyboard: Field "inline_keyboard" of the InlineKeyboardMarkup '
            "must be an Array of Arrays"
        )
    keyboard = tuple(tuple(_button(raw) for raw in row) for row in rows if isinstance(row, list) and row)
    if sum(map(len, keyboard)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if any(len(row) > MAX_PER_ROW for row in keyboard):
        raise bad_request(f"the sandbox refuses more than {MAX_PER_ROW} buttons in a row")
    if not private and any(button.page for row in keyboard for button in row):
        raise bad_request("BUTTON_TYPE_INVALID")
    return keyboard


def _button(raw: object) -> Button:
    if not isinstance(raw, dict):
        raise bad_request("can't parse inline keyboard button: Expected an Object")
    label = _optional_text(raw, "text")
    if label is None:
        raise bad_request("can't parse inline keyboard button: Can't find field \"text\"")
    if not label.strip():
        raise bad_request("can't parse inline keyboard button: Button text must be non-empty")
    action = {name: value for name, value in raw.items() if name != "text" and value is not None}
    if len(action) > 1 or action.keys() - {"callback_data", "url", "copy_text", "web_app"}:
        raise not_modelled(f"inline buttons with {', '.join(sorted(map(str, action)))}")
    match action:
        case {"callback_data": str(data)}:
            if not 1 <= len(data.encode()) <= MAX_DATA_BYTES:
                raise bad_request("BUTTON_DATA_INVALID")
            return Button(label, data=data)
        case {"url": str(url)}:
            checked = checked_link(url)
            if checked is None:
                raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
            return Button(label, url=checked)
        case {"web_app": {"url": str(url)}}:
            return Button(label, page=page_address(url))
        case {"copy_text": {"text": str(text)}}:
            if not 1 <= len(text) <= 256:
                raise bad_request("BUTTON_COPY_TEXT_INVALID")
            return Button(label, copies=text)
        case _:
            raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")


def page_address(url: str) -> str:
    """An address that may be opened within the app; plain HTTP will do on this machine. Raises Refused."""
    if not url.startswith(("https://", "http://127.0.0.1:", "http://localhost:")):
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    return url


def _optional_text(raw: Mapping[Any, object], name: str) -> str | None:
    value = raw.get(name)
    if value is None or isinstance(value, str):
        return value
    raise bad_request(f'can\'t parse reply markup: Field "{name}" must be of type String')
