"""A start without Telegram: a token that it rejects ends the bot in one sentence, an outage is waited out."""

import asyncio
import socket
from pathlib import Path

import pytest
from aiohttp import web

from bot.sandbox.faults import Refuse
from bot.sandbox.server import serve
from bot.sandbox.world import World
from tests.bench.canned import ANSWERS
from tests.kit.forked import Forked
from tests.kit.loopback import done, serving
from tests.kit.starts import BUSY, TOKEN, ended, started
from tests.kit.unusable import made


async def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, said = await ended(tmp_path / "file" / "data")
    assert (code, len(said.splitlines())) == (1, 1), said
    assert str(tmp_path / "file" / "data") in said


@pytest.mark.parametrize("refusal", [Refuse(401, "Unauthorized"), Refuse(404, "Not Found")])
async def test_a_token_that_telegram_rejects_ends_the_bot_in_one_sentence_without_it(
    tmp_path: Path, refusal: Refuse
) -> None:
    world = World()
    world.faults.next(refusal, method="getMe", times=1000)
    async with serve(world) as url:
        code, said = await ended(tmp_path, TELEGRAM_API_URL=url)
    assert code == 1
    assert TOKEN not in said
    assert TOKEN.partition(":")[2] not in said
    assert "Traceback" not in said
    assert "TELEGRAM_BOT_TOKEN" in said.splitlines()[-1]


@pytest.mark.parametrize(
    ("trouble", "times"),
    [
        (web.Response(status=502, text="Bad Gateway"), 2),
        (web.Response(text="<html>one moment</html>", content_type="text/html"), 1),
        (web.json_response({"ok": False, "error_code": 429, "parameters": {"retry_after": 1}}, status=429), 1),
    ],
    ids=["502", "a gateway's page", "429"],
)
async def test_a_start_in_an_outage_tries_again_a_line_a_try_until_telegram_is_back(
    tmp_path: Path, trouble: web.Response, times: int
) -> None:
    asked = 0

    async def answer(request: web.Request) -> web.StreamResponse:
        nonlocal asked
        method = request.path.rpartition("/")[2]
        if method == "getMe":
            asked += 1
            if asked <= times:
                return web.Response(status=trouble.status, body=trouble.body, content_type=trouble.content_type)
        if method == "getUpdates":
            await asyncio.sleep(0.2)
        return done(ANSWERS.get(method, True))

    async with serving(answer) as url:
        said = await _until_at_work(started(tmp_path, TELEGRAM_API_URL=url))
    assert len([line for line in said if "cannot be reached" in line]) == times
    assert not any("Traceback" in line for line in said)


async def test_a_start_before_the_network_is_up_succeeds_once_it_is_and_keeps_its_files_private(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    file = tmp_path / "buildspeak.db"
    await made(file)
    file.chmod(0o644)  # as versions before left it
    (tmp_path / "voices").mkdir(0o755)
    process = started(tmp_path, TELEGRAM_API_URL=f"http://127.0.0.1:{port}")
    await process.line("cannot be reached")
    async with serve(World(), port=port):
        names = ("voices", *(f"buildspeak.db{end}" for end in ("", "-wal", "-shm")))
        assert {each.name: oct(each.stat().st_mode & 0o077) for each in tmp_path.iterdir()} == dict.fromkeys(
            names, "0o0"
        )
        said = await _until_at_work(process)
    assert any("cannot be reached" in line for line in said)
    assert "Traceback" not in "".join(said)


async def _until_at_work(process: Forked) -> list[str]:
    """What it says until it is at work; then it is told to stop, and does."""
    try:
        async with asyncio.timeout(2 * BUSY):
            await process.line("at work as")
            said = process.said.splitlines()
            process.terminate()
            assert await process.wait() == 0
    finally:
        process.kill()
    return said


async def test_a_start_that_still_waits_for_telegram_can_be_stopped(tmp_path: Path) -> None:
    process = started(tmp_path)
    try:
        async with asyncio.timeout(2 * BUSY):
            await process.line("cannot be reached")
        process.terminate()
        async with asyncio.timeout(2 + BUSY):
            assert await process.wait() == 0
    finally:
        process.kill()
