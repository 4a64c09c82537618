"""The same world over HTTP, with the library's own transport and with plain requests."""

import asyncio
import logging
import time

import httpx
import pytest
from telegram.error import NetworkError, TimedOut
from telegram.ext import ApplicationBuilder

from bot.sandbox import faults
from bot.sandbox.server import serve
from bot.sandbox.transport import AnyApplication
from bot.sandbox.world import World
from tests.bot.sandbox.conftest import small_bot


def bot_at(url: str, world: World) -> AnyApplication:
    builder = ApplicationBuilder().token(world.token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    return small_bot(builder)


async def test_a_real_bot_polls_answers_and_edits(world: World, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="uvicorn")
    async with serve(world) as url, bot_at(url, world) as app:
        assert app.updater
        await app.start()
        await app.updater.start_polling()
        reader = world.reader(7)
        reader.send("/start")
        await world.until(lambda: reader.received)
        tap = reader.tap(reader.last, "下一段")
        await world.until(lambda: reader.last.text == "第二段")
        assert tap.answer
        await app.updater.stop()
        await app.stop()
    said = "".join(record.getMessage() for record in caplog.records if record.name.startswith("uvicorn"))
    assert world.token not in said
    assert "第二段" not in said


async def test_files_go_up_and_come_down_unharmed(world: World) -> None:
    reader = world.reader(7, known=True)
    content = bytes(range(256)) + b"\r\n--\r\n\r\n--"
    async with serve(world) as url, bot_at(url, world) as app:
        sent = await app.bot.send_document(7, content, filename='生词 "a".txt', caption="<b>x</b>", parse_mode="HTML")
        assert sent.document
        assert sent.document.file_name == '生词 "a".txt'
        assert bytes(await (await sent.document.get_file()).download_as_bytearray()) == content
        again = await app.bot.send_document(7, sent.document.file_id)
        assert again.document
        voice = await app.bot.send_voice(7, b"OggS" + content, duration=3)
        assert voice.voice
        png = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0"
        photo = await app.bot.send_photo(7, png)
        assert (photo.photo[0].width, photo.photo[0].height) == (640, 480)
    assert [message.content.media.kind for message in reader.received if message.content.media] == [
        "document",
        "document",
        "voice",
        "photo",
    ]


async def test_json_forms_and_queries_mean_the_same(world: World) -> None:
    reader = world.reader(7, known=True)
    async with serve(world) as url, httpx.AsyncClient(base_url=f"{url}/bot{world.token}/") as client:
        rows = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
        told = (await client.post("sendMessage", json={"chat_id": 7, "text": "x", "reply_markup": rows})).json()
        assert told["ok"]
        text = '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}'
        await client.post("sendMessage", data={"chat_id": "7", "text": "x", "reply_markup": text})
        await client.get("sendMessage", params={"chat_id": "7", "text": "x", "reply_markup": text})
        refused = await client.post("sendMessage", json={"chat_id": 7})
        assert (refused.status_code, refused.json()["error_code"]) == (400, 400)
        assert (await client.post("sendMessage", content=b"[", headers={"content-type": "application/json"})).is_error
    first, *others = [message.content for message in reader.received]
    assert others == [first, first]


async def test_a_broken_connection_looks_the_same_before_and_after(world: World) -> None:
    reader = world.reader(7, known=True)
    async with serve(world) as url, bot_at(url, world) as app:
        for fault, text in ((faults.LostBefore(), "a"), (faults.LostAfter(), "b")):
            world.faults.next(fault)
            with pytest.raises(NetworkError, match="RemoteProtocolError"):
                await app.bot.send_message(7, text)
        world.faults.next(faults.NoAnswer())
        with pytest.raises(TimedOut):
            await app.bot.send_message(7, "c", read_timeout=1)
        await app.bot.send_message(7, "d")
    assert [message.text for message in reader.received] == ["b", "c", "d"]


async def test_it_starts_and_stops_quickly_even_with_a_poll_waiting(world: World) -> None:
    async with httpx.AsyncClient() as client:
        began = time.perf_counter()
        async with serve(world) as url:
            address = f"{url}/bot{world.token}/getUpdates?timeout=50"
            poll = asyncio.create_task(client.get(address, timeout=60))
            await asyncio.sleep(0.05)
        assert time.perf_counter() - began < 20
        assert (await poll).json() == {"ok": True, "result": []}


async def test_only_the_right_token_opens_files(world: World) -> None:
    reader = world.reader(7)
    reader.send_file("a.txt", b"words")
    async with serve(world) as url, httpx.AsyncClient() as client:
        assert (await client.get(f"{url}/file/bot{world.token}/documents/file_0.txt")).content == b"words"
        assert (await client.get(f"{url}/file/bot1:x/documents/file_0.txt")).status_code == 404
