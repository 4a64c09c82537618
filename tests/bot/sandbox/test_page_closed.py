"""The page is closed to whoever has no business with it: without its key, of another origin, out of its bounds."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.sandbox.files import Upload
from tests.kit.page_seen import READER, Seen


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


async def test_a_file_is_only_ever_shown_as_what_its_first_bytes_say(seen: Seen) -> None:
    script = seen.world.files.keep(Upload("a.html", "text/html", b"<script>alert(1)</script>"), folder="documents")
    shown = await seen.get(f"files/{script.id}")
    assert shown.headers["content-type"] == "application/octet-stream"
    assert shown.headers["content-disposition"].startswith("attachment")
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert (await seen.get("files/none")).status_code == 404


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
