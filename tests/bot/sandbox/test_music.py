"""Music and its exchange as Telegram does them: what is taken, what is refused, and in which words."""

from __future__ import annotations

import json

import pytest

from bot.sandbox.calls import answer
from bot.sandbox.files import MAX_DOWNLOAD, MAX_UPLOAD, Upload
from bot.sandbox.parameters import Given
from bot.sandbox.world import World

MP3 = b"\xff\xf3\x44\xc4" + bytes(92)


@pytest.fixture
def world() -> World:
    world = World()
    world.reader(7, known=True)
    return world


async def told(world: World, method: str, **given: Given) -> dict[str, object]:
    response = await answer(world, world.token, method, given)
    body = dict(response.body)
    if "result" not in body:
        return {"refused": body["description"]}
    result = body["result"]
    return result if isinstance(result, dict) else {"result": result}


async def sent(world: World, content: bytes = MP3, **given: Given) -> dict[str, object]:
    return await told(world, "sendAudio", chat_id="7", audio=Upload("a.mp3", "audio/mpeg", content), **given)


def audio_of(message: dict[str, object]) -> dict[str, object]:
    audio = message["audio"]
    assert isinstance(audio, dict)
    return audio


def other(**fields: object) -> str:
    return json.dumps({"type": "audio", "media": "attach://file", **fields})


async def test_music_keeps_what_its_sender_says_of_it(world: World) -> None:
    message = await sent(world, title="Retries", performer="BuildSpeak", duration="73", caption="0:42 that")
    audio = audio_of(message)
    assert (audio["title"], audio["performer"], audio["duration"]) == ("Retries", "BuildSpeak", 73)
    assert (audio["mime_type"], audio["file_size"], audio["file_name"]) == ("audio/mpeg", len(MP3), "a.mp3")
    assert message["caption"] == "0:42 that"


async def test_it_is_sent_again_by_its_id_until_telegram_forgets_it(world: World) -> None:
    file_id = str(audio_of(await sent(world))["file_id"])
    again = await told(world, "sendAudio", chat_id="7", audio=file_id)
    assert audio_of(again)["file_id"] == file_id
    world.files.forget(file_id)
    assert "wrong file identifier" in str((await told(world, "sendAudio", chat_id="7", audio=file_id))["refused"])
    assert "wrong file_id" in str((await told(world, "getFile", file_id=file_id))["refused"])


async def test_a_voice_is_no_music_and_music_no_voice(world: World) -> None:
    music = str(audio_of(await sent(world))["file_id"])
    assert "can't use file of type Audio as Voice" in str(
        (await told(world, "sendVoice", chat_id="7", voice=music))["refused"]
    )


async def test_m4a_is_music_and_html_is_not(world: World) -> None:
    assert audio_of(await sent(world, b"\x00\x00\x00\x20ftypM4A " + bytes(64)))["mime_type"] == "audio/mp4"
    assert "neither MP3 nor M4A" in str((await sent(world, b"<html></html>"))["refused"])


async def test_music_is_exchanged_in_place_with_its_caption(world: World) -> None:
    message = await sent(world, title="one", caption="first")
    edited = await told(
        world,
        "editMessageMedia",
        chat_id="7",
        message_id=str(message["message_id"]),
        media=other(title="two", caption="<b>second</b>", parse_mode="HTML", duration=9),
        file=Upload("b.mp3", "audio/mpeg", MP3 * 2),
    )
    assert (audio_of(edited)["title"], audio_of(edited)["file_size"]) == ("two", 2 * len(MP3))
    assert edited["caption"] == "second"
    assert edited["message_id"] == message["message_id"]


async def test_by_its_id_too_and_unknown_ids_are_refused(world: World) -> None:
    first, second = await sent(world, title="one"), await sent(world, MP3 * 3, title="two")
    known = json.dumps({"type": "audio", "media": audio_of(second)["file_id"]})
    edited = await told(world, "editMessageMedia", chat_id="7", message_id=str(first["message_id"]), media=known)
    assert audio_of(edited)["file_size"] == 3 * len(MP3)
    unknown = json.dumps({"type": "audio", "media": "nobody-knows"})
    refused = await told(world, "editMessageMedia", chat_id="7", message_id=str(first["message_id"]), media=unknown)
    assert "wrong file identifier" in str(refused["refused"])


async def test_the_same_again_is_not_modified_and_a_gone_message_not_found(world: World) -> None:
    message = await sent(world)
    number = str(message["message_id"])
    same = json.dumps({"type": "audio", "media": audio_of(message)["file_id"]})
    refused = await told(world, "editMessageMedia", chat_id="7", message_id=number, media=same)
    assert "message is not modified" in str(refused["refused"])
    await told(world, "deleteMessage", chat_id="7", message_id=number)
    refused = await told(world, "editMessageMedia", chat_id="7", message_id=number, media=same)
    assert "message to edit not found" in str(refused["refused"])


async def test_a_voice_message_is_never_exchanged(world: World) -> None:
    voice = await told(world, "sendVoice", chat_id="7", voice=Upload("v.mp3", "audio/mpeg", MP3))
    refused = await told(
        world,
        "editMessageMedia",
        chat_id="7",
        message_id=str(voice["message_id"]),
        media=other(),
        file=Upload("b.mp3", "audio/mpeg", MP3),
    )
    assert "can't be edited" in str(refused["refused"])


async def test_fifty_megabytes_go_up_and_twenty_come_down(world: World) -> None:
    assert "Too Large" in str((await sent(world, MP3 + bytes(MAX_UPLOAD)))["refused"])
    large = await sent(world, MP3 + bytes(MAX_DOWNLOAD))
    refused = await told(world, "getFile", file_id=str(audio_of(large)["file_id"]))
    assert "file is too big" in str(refused["refused"])
    small = await told(world, "getFile", file_id=str(audio_of(await sent(world))["file_id"]))
    assert str(small["file_path"]).startswith("music/")


async def test_what_is_no_music_is_refused_by_name(world: World) -> None:
    number = str((await sent(world))["message_id"])
    for media, why in (
        ('{"type":"photo","media":"x"}', "to photo"),
        ('{"type":"nonsense"}', "invalid value"),
        ("[]", ""),
    ):
        refused = await told(world, "editMessageMedia", chat_id="7", message_id=number, media=media)
        assert why in str(refused["refused"])
