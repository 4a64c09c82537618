"""Documents, music, voice messages, photos, the exchange of one for another, and files fetched back."""

import json
import struct
from collections.abc import Mapping

from bot.sandbox.content import Content, Media
from bot.sandbox.files import KINDS, MAX_DOWNLOAD, MAX_UPLOAD, StoredFile, Upload
from bot.sandbox.methods.chats import writable_chat
from bot.sandbox.methods.messages import editable, edited, new_keyboard, post
from bot.sandbox.methods.text import MAX_CAPTION, read_text
from bot.sandbox.parameters import Arguments
from bot.sandbox.refusal import Refused, bad_request, not_modelled
from bot.sandbox.world import World

INPUT_MEDIA = frozenset({"animation", "audio", "document", "live_photo", "photo", "video"})
AUDIO_FIELDS = frozenset(
    {"type", "media", "thumbnail", "caption", "parse_mode", "caption_entities", "duration", "performer", "title"}
)
VOICES = {b"OggS": "audio/ogg", b"ID3": "audio/mpeg", b"\xff\xfb": "audio/mpeg", b"\xff\xf3": "audio/mpeg"}


def send_audio(world: World, arguments: Arguments) -> object:
    """Message with a piece of music; MP3 or M4A by its first bytes."""
    file = _file(world, arguments, "audio", folder="music")
    return _send(world, arguments, _audio(file, arguments.values))


def edit_message_media(world: World, arguments: Arguments) -> object:
    """Message with other music, in place of what it had; its caption and keyboard too, where they are not given."""
    message = editable(world, arguments)
    given = arguments.json("media")
    if not isinstance(given, dict) or given.get("type") not in INPUT_MEDIA:
        raise bad_request('can\'t parse InputMedia: field "type" has invalid value')
    if given["type"] != "audio":
        raise not_modelled(f"editMessageMedia to {given['type']}")
    if unknown := given.keys() - AUDIO_FIELDS:
        raise not_modelled(f'"{min(unknown)}" of InputMediaAudio')
    if message.content.media and message.content.media.kind == "voice":
        raise bad_request("message can't be edited")
    values = {name: json.dumps(value) if name == "caption_entities" else value for name, value in given.items()}
    file = _kept_or_known(world, given.get("media"), folder="music")
    caption, entities = read_text(Arguments(dict(values)), name="caption", most=MAX_CAPTION)
    content = Content(caption, entities, new_keyboard(arguments), media=_audio(file, given))
    return edited(world, message, content).as_json()


def send_document(world: World, arguments: Arguments) -> object:
    """Message with a document."""
    file = _file(world, arguments, "document", folder="documents")
    fields: tuple[tuple[str, object], ...] = (("file_name", file.name), ("mime_type", file.mime))
    return _send(world, arguments, Media("document", file, fields))


def send_voice(world: World, arguments: Arguments) -> object:
    """Message with a voice; Ogg or MP3 by its first bytes."""
    file = _file(world, arguments, "voice", folder="voice")
    mime = next((mime for magic, mime in VOICES.items() if file.content.startswith(magic)), None)
    if mime is None:
        raise not_modelled("voice messages that are neither Ogg nor MP3 (Telegram shows them as documents)")
    fields: tuple[tuple[str, object], ...] = (
        ("duration", arguments.integer("duration")),
        ("mime_type", mime),
    )
    return _send(world, arguments, Media("voice", file, fields))


def send_photo(world: World, arguments: Arguments) -> object:
    """Message with a photo in its one size; PNG or JPEG."""
    file = _file(world, arguments, "photo", folder="photos")
    width, height = _dimensions(file.content)
    return _send(world, arguments, Media("photo", file, (("width", width), ("height", height))))


def get_file(world: World, arguments: Arguments) -> object:
    """File with the path to fetch it from."""
    file = world.files.find(arguments.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.content) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return file.as_json()


def _send(world: World, arguments: Arguments, media: Media) -> object:
    chat = writable_chat(world, arguments)
    caption, entities = read_text(arguments, name="caption", most=MAX_CAPTION)
    return post(world, arguments, chat, caption, entities, media).as_json()


def _file(world: World, arguments: Arguments, name: str, *, folder: str) -> StoredFile:
    """The uploaded file, kept, or one that the server has already."""
    writable_chat(world, arguments)
    return _kept_or_known(world, arguments.values.get(name), folder=folder)


def _kept_or_known(world: World, given: object, *, folder: str) -> StoredFile:
    if isinstance(given, Upload):
        if not given.content:
            raise bad_request("file must be non-empty")
        if len(given.content) > MAX_UPLOAD:
            raise Refused(413, "Request Entity Too Large")
        return world.files.keep(given, folder=folder)
    text = given if isinstance(given, str) else ""
    if text.startswith(("http://", "https://")):
        raise not_modelled("files sent by URL")
    file = world.files.find(text)
    if file is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    if file.kind != KINDS.get(folder, "document"):
        raise bad_request(f"can't use file of type {file.kind.title()} as {KINDS.get(folder, 'document').title()}")
    return file


def _audio(file: StoredFile, given: Mapping[str, object]) -> Media:
    """Music with what its sender says of it."""
    content = file.content
    mime = next((mime for magic, mime in VOICES.items() if content.startswith(magic) and mime == "audio/mpeg"), None)
    if content[4:8] == b"ftyp":
        mime = "audio/mp4"
    if mime is None:
        raise not_modelled("music that is neither MP3 nor M4A (Telegram shows it as a document)")
    fields: list[tuple[str, object]] = [("duration", given.get("duration") or 0)]
    fields += [(name, given[name]) for name in ("performer", "title") if given.get(name)]
    return Media("audio", file, (*fields, ("file_name", file.name), ("mime_type", mime)))


def _dimensions(content: bytes) -> tuple[int, int]:
    """Width and height from the header of a PNG or JPEG."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    at = 2 if content.startswith(b"\xff\xd8") else len(content)
    while at + 9 <= len(content) and content[at] == 0xFF:
        if 0xC0 <= content[at + 1] <= 0xCF and content[at + 1] not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    raise bad_request("IMAGE_PROCESS_FAILED")
