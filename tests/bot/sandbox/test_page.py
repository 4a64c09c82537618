"""The page over HTTP: what it says of the world, what it lets one do."""

import asyncio

import httpx
import pytest

from bot.sandbox.page import Page
from bot.sandbox.server import serve
from bot.sandbox.world import World
from tests.kit.page_seen import READER, Nobody, Seen


async def test_the_page_and_its_parts_are_there_for_whoever_has_the_address(seen: Seen) -> None:
    index = await seen.get("")
    assert index.status_code == 200
    assert "BuildSpeak" in index.text
    assert "default-src 'none'" in index.headers["content-security-policy"]
    assert (await seen.get("static/main.js")).headers["content-type"].startswith("text/javascript")


async def test_a_stream_begins_with_the_whole_picture_and_goes_on_with_every_change(seen: Seen) -> None:
    reader = seen.world.reader(READER)
    reader.send("before")

    async def write() -> None:
        assert (await seen.post("send", {"chat": READER, "reader": READER, "text": "hello"})).status_code == 204

    (first, picture), (second, message) = await seen.events(2, after=write)
    assert (first, second) == ("hello", "message")
    assert [m["text"] for m in picture["chats"][0]["messages"]] == ["before"]
    assert picture["bot"]["username"] == "buildspeak_bot"
    assert (message["text"], message["bot"]) == ("hello", False)


async def test_a_stream_ends_when_the_page_closes(world: World) -> None:
    page = Page(world, Nobody())
    async with (
        serve(world, more=[page.route]) as base,
        httpx.AsyncClient() as client,
        client.stream("GET", base + page.path + "events") as response,
        asyncio.timeout(60),
    ):
        page.close()
        assert "event: hello" in (await response.aread()).decode()


@pytest.mark.parametrize(
    ("act", "told", "why"),
    [
        ("send", {"chat": 1, "reader": READER, "text": "x"}, "no such chat"),
        ("send", {"chat": READER, "reader": 1, "text": "x"}, "no such reader"),
        ("send", {"chat": READER, "reader": READER, "text": " "}, "a client does not send an empty message"),
        ("send", {"chat": READER, "reader": READER, "text": "x" * 4097}, "the request is not in order"),
        ("send", {"chat": READER, "reader": READER, "text": "x", "reply_to": 9}, "the message is gone"),
        ("press", {"chat": READER, "reader": READER, "message": 9, "data": "x"}, "no such message"),
        ("trouble", {"fault": "418"}, "the request is not in order"),
        ("grow", {"chat": READER}, "only a basic group becomes a supergroup, once"),
        ("move", {"leap": "digest", "chat": READER}, "nothing is due"),
        ("move", {"leap": "yesterday", "chat": READER}, "the request is not in order"),
    ],
)
async def test_what_makes_no_sense_is_refused_with_a_reason(seen: Seen, act: str, told: object, why: str) -> None:
    refused = await seen.post(act, told)
    assert (refused.status_code, refused.json()) == (400, {"error": why})


async def test_trouble_is_planned_for_the_chat_and_method_meant(seen: Seen) -> None:
    await seen.post("trouble", {"fault": "429", "times": 3, "chat": READER, "method": "sendMessage"})
    (plan,) = seen.world.faults.left
    assert (plan.left, plan.chat_id, plan.method) == (3, READER, "sendMessage")
    await seen.post("calm")
    assert not seen.world.faults.left


async def test_the_backstages_facts_are_passed_on(seen: Seen) -> None:
    facts = (await seen.get(f"chats/{READER}/facts")).json()
    assert facts == {
        "zone": "Asia/Shanghai",
        "next": 1780617600000,
        "tables": {"terms": [{"chat_id": READER, "id": 1}]},
    }
    assert (await seen.get("chats/none/facts")).status_code == 404


async def test_an_upload_reaches_the_bot_as_a_document(seen: Seen) -> None:
    sent = await seen.client.post(
        f"{seen.base}{seen.path}upload?reader={READER}&name=../words.csv", content=b"a,b", headers={"Origin": seen.base}
    )
    assert sent.status_code == 204
    media = seen.world.chats[READER].last.content.media
    assert media is not None
    assert (media.file.name, media.file.content) == ("words.csv", b"a,b")
