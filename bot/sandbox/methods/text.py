"""Text and captions as a bot gives them: parse mode or entities, tidied and measured."""

from bot.sandbox.entities import QUOTES, STYLES, VERBATIM, Entity, merged, tidy, utf16_length
from bot.sandbox.html import parse_html
from bot.sandbox.parameters import Arguments
from bot.sandbox.refusal import bad_request, not_modelled

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100
GIVEN_TYPES = STYLES | QUOTES | VERBATIM | {"text_link", "custom_emoji", "date_time", "mention", "hashtag"}
GIVEN_TYPES |= {"cashtag", "bot_command", "url", "email", "phone_number"}


def read_text(arguments: Arguments, *, name: str = "text", most: int = MAX_TEXT) -> tuple[str, tuple[Entity, ...]]:
    """Text or caption with its entities, parsed, tidied and measured; raises Refused in Telegram's words."""
    given = arguments.text(name)
    match arguments.text("parse_mode").lower():
        case "html":
            text, entities = parse_html(given)
        case "markdown" | "markdownv2" as mode:
            raise not_modelled(f"parse_mode {mode}")
        case "" | "none":
            text, entities = (
                given,
                _given_entities(arguments, "entities" if name == "text" else "caption_entities"),
            )
        case _:
            raise bad_request("unsupported parse_mode")
    text, entities = tidy(text, entities)
    if not text and name == "text":
        raise bad_request("text must be non-empty" if given else "message text is empty")
    if len(text) > most:
        raise bad_request("message is too long" if name == "text" else "message caption is too long")
    if len(entities) > MAX_ENTITIES:
        raise not_modelled(f"more than {MAX_ENTITIES} entities in a message")
    return text, merged(text, entities)


def _given_entities(arguments: Arguments, name: str) -> tuple[Entity, ...]:
    raw, total = (
        arguments.json(name),
        utf16_length(arguments.text(name.replace("_entities", "").replace("entities", "text"))),
    )
    entities = []
    for item in raw if isinstance(raw, list) else []:
        match item:
            case {"type": str(kind), "offset": int(offset), "length": int(length)} if kind in GIVEN_TYPES:
                if offset < 0 or length < 0 or offset + length > total:
                    raise bad_request(
                        f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
                        f"at UTF-16 offset {offset + length}"
                    )
                entities.append(_entity(item, kind, offset, length))
            case {"type": kind}:
                raise not_modelled(f"entities of type {kind!r}, or this one lacks its offset or length")
            case _:
                raise bad_request("can't parse MessageEntity: Can't find field \"type\"")
    return tuple(entities)


def _entity(raw: dict[str, object], kind: str, offset: int, length: int) -> Entity:
    def text(name: str) -> str | None:
        value = raw.get(name)
        return value if isinstance(value, str) else None

    unix = raw.get("unix_time")
    return Entity(
        kind,
        offset,
        length,
        url=text("url"),
        language=text("language"),
        custom_emoji_id=text("custom_emoji_id"),
        unix_time=unix if isinstance(unix, int) else None,
        date_time_format=text("date_time_format"),
    )
