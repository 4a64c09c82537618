"""What each method accepts: names, types and which are required, as the Bot API documents them.

Every value arrives as text (a JSON body's values are put back into text first, as Telegram does), so one
reader serves JSON, forms and multipart alike. A parameter is modelled, harmless to ignore, or refused.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.sandbox.files import Upload
from bot.sandbox.refusal import bad_request, not_modelled

Given = str | Upload


class Treatment(Enum):
    """What the sandbox does with a parameter that Telegram knows."""

    MODELLED = 1
    HARMLESS = 2
    REFUSED = 3


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a method; `types` are the schema's own words."""

    name: str
    types: tuple[str, ...]
    required: bool
    treatment: Treatment


def _table(text: str) -> tuple[Parameter, ...]:
    """Lines of `name: Type|Type`: `!` behind required ones, `~` before harmless, `-` before refused ones."""
    marks = {"~": Treatment.HARMLESS, "-": Treatment.REFUSED}
    parameters = []
    for line in filter(None, map(str.strip, text.splitlines())):
        name, types = line.lstrip("~-").split(": ")
        treatment = marks.get(line[0], Treatment.MODELLED)
        parameters.append(Parameter(name, tuple(types.rstrip("!").split("|")), types.endswith("!"), treatment))
    return tuple(parameters)


_SEND = """
    chat_id: Integer|String!
    disable_notification: Boolean
    protect_content: Boolean
    reply_parameters: ReplyParameters
    reply_markup: InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply
    parse_mode: String
    -business_connection_id: String
    -message_thread_id: Integer
    -direct_messages_topic_id: Integer
    allow_paid_broadcast: Boolean
    -message_effect_id: String
    -suggested_post_parameters: SuggestedPostParameters
"""
_CAPTION = """
    caption: String
    caption_entities: Array of MessageEntity
"""
_EDIT = """
    chat_id: Integer|String
    message_id: Integer
    reply_markup: InlineKeyboardMarkup
    -inline_message_id: String
    -business_connection_id: String
"""
_CHAT = "chat_id: Integer|String!\n"
_LANGUAGE = "language_code: String\n"
_SCOPED = _LANGUAGE + "scope: BotCommandScope\n"

PARAMETERS: Mapping[str, tuple[Parameter, ...]] = {
    "getMe": (),
    "getWebhookInfo": (),
    "setWebhook": _table(
        "url: String!\n-certificate: InputFile\n-ip_address: String\nmax_connections: Integer\n"
        "allowed_updates: Array of String\ndrop_pending_updates: Boolean\nsecret_token: String"
    ),
    "deleteWebhook": _table("drop_pending_updates: Boolean"),
    "getUpdates": _table("offset: Integer\nlimit: Integer\ntimeout: Integer\nallowed_updates: Array of String"),
    "sendMessage": _table(
        _SEND + "text: String!\nentities: Array of MessageEntity\n~link_preview_options: LinkPreviewOptions"
    ),
    "sendDocument": _table(
        _SEND + _CAPTION + "document: InputFile|String!\n"
        "~thumbnail: InputFile|String\n~disable_content_type_detection: Boolean"
    ),
    "sendVoice": _table(_SEND + _CAPTION + "voice: InputFile|String!\nduration: Integer"),
    "sendAudio": _table(
        _SEND + _CAPTION + "audio: InputFile|String!\nduration: Integer\nperformer: String\ntitle: String\n"
        "~thumbnail: InputFile|String"
    ),
    "editMessageMedia": _table(_EDIT + "media: InputMedia!"),
    "sendPhoto": _table(
        _SEND + _CAPTION + "photo: InputFile|String!\n-show_caption_above_media: Boolean\n-has_spoiler: Boolean"
    ),
    "editMessageText": _table(
        _EDIT + "text: String\nparse_mode: String\nentities: Array of MessageEntity\n"
        "~link_preview_options: LinkPreviewOptions\n-rich_message: InputRichMessage"
    ),
    "editMessageReplyMarkup": _table(_EDIT),
    "deleteMessage": _table(_CHAT + "message_id: Integer!"),
    "answerCallbackQuery": _table(
        "callback_query_id: String!\ntext: String\nshow_alert: Boolean\n-url: String\n~cache_time: Integer"
    ),
    "setMyCommands": _table(_SCOPED + "commands: Array of BotCommand!"),
    "getMyCommands": _table(_SCOPED),
    "deleteMyCommands": _table(_SCOPED),
    "setMyDescription": _table(_LANGUAGE + "description: String"),
    "getMyDescription": _table(_LANGUAGE),
    "setMyShortDescription": _table(_LANGUAGE + "short_description: String"),
    "getMyShortDescription": _table(_LANGUAGE),
    "setChatMenuButton": _table("chat_id: Integer\nmenu_button: MenuButton"),
    "getChatMenuButton": _table("chat_id: Integer"),
    "getFile": _table("file_id: String!"),
    "getChat": _table(_CHAT),
    "getChatMember": _table(_CHAT + "user_id: Integer!"),
    "getChatAdministrators": _table(_CHAT + "-return_bots: Boolean"),
    "sendChatAction": _table(_CHAT + "action: String!\n-message_thread_id: Integer\n-business_connection_id: String"),
}

# Telegram's own words for what is missing most often.
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
}
TRUTHS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True, slots=True)
class Arguments:
    """A call's parameters, each of its documented type; asking for another type is a mistake of ours."""

    values: Mapping[str, object]

    def text(self, name: str) -> str:
        """A String, empty when not given."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """An Integer."""
        value = self.values.get(name, default)
        return value if isinstance(value, int) else default

    def flag(self, name: str) -> bool:
        """A Boolean, false when not given."""
        return self.values.get(name) is True

    def json(self, name: str) -> object:
        """Objects and arrays as parsed; None when not given."""
        return self.values.get(name)

    def chat_id(self) -> int | str | None:
        """An id, or an @username."""
        value = self.values.get("chat_id")
        return value if isinstance(value, int | str) else None


def read_arguments(method: str, given: Mapping[str, Given]) -> Arguments:
    """The arguments of a served method; raises Refused for unknown, unmodelled, missing, ill-typed ones."""
    known = {parameter.name: parameter for parameter in PARAMETERS[method]}
    values: dict[str, object] = {}
    attached = {name: value for name, value in given.items() if isinstance(value, Upload)}
    for name, value in given.items():
        parameter = known.get(name)
        if parameter is None:
            if name in attached and any(_attaches(other, name) for other in given.values()):
                continue
            raise bad_request(f'unknown parameter "{name}" of {method}')
        if parameter.treatment is Treatment.REFUSED:
            raise not_modelled(f'parameter "{name}" of {method}')
        if isinstance(value, str) and value.startswith("attach://") and "InputFile" in parameter.types:
            value = attached.get(value.removeprefix("attach://"), value)
        values[name] = _typed(parameter, value)
        if parameter.types == ("InputMedia",):
            values[name] = _with_files(values[name], attached)
    for parameter in known.values():
        if parameter.required and values.get(parameter.name) in (None, ""):
            raise bad_request(MISSING.get(parameter.name, f'parameter "{parameter.name}" is required'))
    return Arguments(values)


def _attaches(value: Given, name: str) -> bool:
    return isinstance(value, str) and f"attach://{name}" in value.replace("\\/", "/")


def _with_files(media: object, attached: Mapping[str, Upload]) -> object:
    """An InputMedia with its uploads in place of `attach://…`."""
    if not isinstance(media, dict):
        return media
    return {
        key: attached.get(value.removeprefix("attach://"), value) if isinstance(value, str) else value
        for key, value in media.items()
    }


def _typed(parameter: Parameter, value: Given) -> object:
    wrong = bad_request(f'parameter "{parameter.name}" must be of type {" or ".join(parameter.types)}')
    if isinstance(value, Upload):
        if "InputFile" not in parameter.types:
            raise wrong
        return value
    if "Integer" in parameter.types:
        if re.fullmatch(r"\s*[+-]?[0-9]{1,19}\s*", value):
            return int(value)
        if "String" not in parameter.types:
            raise wrong
    if "String" in parameter.types:
        return value
    if parameter.types == ("Boolean",):
        if value.lower() not in TRUTHS:
            raise wrong
        return TRUTHS[value.lower()]
    return _object(parameter, value)


def _object(parameter: Parameter, value: str) -> object:
    """A JSON object or array; an empty text counts as not given."""
    if not value:
        return None
    try:
        parsed: object = json.loads(value)
    except ValueError:
        raise bad_request(f"can't parse {parameter.name} JSON object") from None
    expected = list if parameter.types[0].startswith("Array of ") else dict
    if not isinstance(parsed, expected):
        raise bad_request(f"can't parse {parameter.name}: {'array' if expected is list else 'object'} expected")
    return parsed
