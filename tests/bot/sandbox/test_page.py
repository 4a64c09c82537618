"""The page over HTTP: who may see it, what it says of the world, what it lets one do."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from bot.sandbox.files import Upload
from bot.sandbox.page import CannotLeap, Facts, Leap, Page
from bot.sandbox.server import serve
from bot.sandbox.world import World

READER = 7


@dataclass
class Nobody:
    """A backstage that remembers what it was asked."""

    asked: list[object] = field(default_factory=list)

    async def facts(self, chat_id: int) -> Facts:
        return Facts("Asia/Shanghai", datetime(2026, 6, 5, tzinfo=UTC), {"terms": [{"chat_id": chat_id, "id": 1}]})

    async def leap(self, leap: Leap, chat_id: int) -> None:
        if leap is Leap.DIGEST:
            raise CannotLeap("nothing is due")
        self.asked.append((leap, chat_id))

    has_lexicon: bool = False

    async def fetch_lexicon(self, tell: Callable[[str], None]) -> None:
        tell("reading")
        self.asked.append("lexicon")

    async def restart(self) -> None:
        self.asked.append("restart")


@dataclass
class Seen:
    """The page's address, and what stands behind it."""

    world: World
    backstage: Nobody
    base: str
    path: str
    client: httpx.AsyncClient

    async def get(self, what: str, **headers: str) -> httpx.Response:
        return await self.client.get(self.base + self.path + what, headers=headers)

    async def post(self, what: str, told: object = None, **headers: str) -> httpx.Response:
        body = json.dumps(told or {}).encode()
        return await self.client.post(
            self.base + self.path + what, content=body, headers={"Origin": self.base} | headers
        )

    async def events(self, count: int, *, after: Any = None) -> list[tuple[str, Any]]:
        """The first events of a stream; `after` is done once the stream has begun."""
        heard: list[tuple[str, Any]] = []
        async with self.client.stream("GET", self.base + self.path + "events") as response:
            kind = ""
            async for line in response.aiter_lines():
                if line.startswith("event: "):
                    kind = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    heard.append((kind, json.loads(line.removeprefix("data: "))))
                    if len(heard) == 1 and after:
                        await after()
                if len(heard) == count:
                    return heard
        return heard


@pytest.fixture
async def seen(world: World) -> AsyncIterator[Seen]:
    world.reader(READER, name="小林", known=True)
    backstage = Nobody()
    page = Page(world, backstage)
    async with serve(world, more=[page.route]) as base, httpx.AsyncClient() as client:
        yield Seen(world, backstage, base, page.path, client)
        page.close()


async def test_the_page_and_its_parts_are_there_for_whoever_has_the_address(seen: Seen) -> None:
    index = await seen.get("")
    assert index.status_code == 200
    assert "BuildSpeak" in index.text
    assert "default-src 'none'" in index.headers["content-security-policy"]
    assert (await seen.get("static/main.js")).headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/page/", "/page/wrong/", "/page/wrong/events", "/page/wrong/static/main.js", "/"])
async def test_without_its_key_there_is_nothing(seen: Seen, path: str) -> None:
    assert (await seen.client.get(seen.base + path)).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=["another host name", "another origin", "another site"],
)
async def test_another_sites_page_is_turned_away_even_with_the_key(seen: Seen, headers: dict[str, str]) -> None:
    assert (await seen.get("", **headers)).status_code == 404
    assert (await seen.post("calm", **headers)).status_code == 404


async def test_a_change_needs_an_origin_and_it_must_be_ours(seen: Seen) -> None:
    address = seen.base + seen.path + "restart"
    assert (await seen.client.post(address)).status_code == 404
    assert (await seen.post("restart")).status_code == 204
    assert seen.backstage.asked == ["restart"]


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


async def test_a_file_is_only_ever_shown_as_what_its_first_bytes_say(seen: Seen) -> None:
    script = seen.world.files.keep(Upload("a.html", "text/html", b"<script>alert(1)</script>"), folder="documents")
    shown = await seen.get(f"files/{script.id}")
    assert shown.headers["content-type"] == "application/octet-stream"
    assert shown.headers["content-disposition"].startswith("attachment")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert (await seen.get("files/none")).status_code == 404


async def test_an_upload_reaches_the_bot_as_a_document(seen: Seen) -> None:
    sent = await seen.client.post(
        f"{seen.base}{seen.path}upload?reader={READER}&name=../words.csv", content=b"a,b", headers={"Origin": seen.base}
    )
    assert sent.status_code == 204
    media = seen.world.chats[READER].last.content.media
    assert media is not None
    assert (media.file.name, media.file.content) == ("words.csv", b"a,b")


@pytest.mark.parametrize(
    "host",
    [
        *("evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1@evil.example", "0.0.0.0"),  # noqa: S104
        *("evil.example:80", "[::1", "[", "2130706433", "127.1", "localhost.", "127.0.0.2"),
    ],
)
async def test_a_name_that_was_made_to_mean_this_machine_opens_nothing(seen: Seen, host: str) -> None:
    """DNS rebinding: the browser asks us, under the name of the attacker's page."""
    for path in ("", "events", f"chats/{READER}/facts", "static/main.js", "files/1"):
        assert (await seen.get(path, Host=host)).status_code == 404
    for act in ("send", "restart", "upload", "lexicon", "move"):
        assert (await seen.post(act, Host=host, Origin=f"http://{host}")).status_code == 404
    assert seen.backstage.asked == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://127.0.0.1",
        "http://localhost:{port}",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1:{port}.evil.example",
    ],
)
async def test_no_other_origin_may_ask_or_act(seen: Seen, origin: str, site: str) -> None:
    foreign = origin.format(port=seen.base.rpartition(":")[2])
    assert (await seen.get("", Origin=foreign)).status_code == 404
    assert (await seen.get("static/main.js", **{"Sec-Fetch-Site": site})).status_code == 404
    assert (await seen.post("restart", Origin=foreign)).status_code == 404
    assert (await seen.post("restart", **{"Sec-Fetch-Site": site})).status_code == 404
    assert seen.backstage.asked == []


@pytest.mark.parametrize(
    "path",
    [
        *("static/../guard.py", "static/%2e%2e/guard.py", "static/..%2fguard.py", "static//etc/hostname", "static/%00"),
        *(
            "static/..%5cguard.py",
            "files/../guard.py",
            "files/%2e%2e%2fguard.py",
            "files/%ff",
            "static/",
        ),
        *("chats/9/messages", "chats/%00/facts", "chats/1e9/facts"),
    ],
)
async def test_no_path_leads_out_of_the_page(seen: Seen, path: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(seen.base.rpartition(":")[2]))
    host = seen.base.removeprefix("http://")
    writer.write(f"GET {seen.path}{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    assert answer.split(b" ", 2)[1] in (b"400", b"404", b"405"), answer[:200]
    assert b"Who may see the page" not in answer


@pytest.mark.parametrize("act", ["send", "press", "trouble", "move"])
async def test_an_act_that_is_too_long_or_does_not_say_how_long_is_not_read(seen: Seen, act: str) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1000):
            yield b"x" * 1024

    headers = {"Origin": seen.base}
    address = seen.base + seen.path + act
    assert (await seen.client.post(address, content=b"x" * 70_000, headers=headers)).status_code == 413
    assert (await seen.client.post(address, content=endless(), headers=headers)).status_code == 413
    deep = b"[" * 60_000
    assert (await seen.client.post(address, content=deep, headers=headers)).status_code == 400


async def test_an_upload_is_bounded_and_messages_are_asked_for_by_a_number(seen: Seen) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b"x" * 1024

    address = f"{seen.base}{seen.path}upload?reader={READER}&name=x"
    assert (await seen.client.post(address, content=endless(), headers={"Origin": seen.base})).status_code == 413
    for number in ("9" * 5000, "-1", "١", "", "0x10"):
        assert (await seen.get(f"chats/{READER}/messages?before={number}")).status_code == 400
    assert (await seen.get(f"chats/{'9' * 5000}/facts")).status_code == 404
    assert seen.world.chats[READER].history == {}
