"""A start that cannot succeed says in one sentence what the operator has to mend, and ends; one that can, goes on."""

import asyncio
import os
import socket
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from aiohttp import web

from bot.sandbox.faults import Refuse
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.store import open_store
from tests.bench.canned import ANSWERS
from tests.kit.forked import Forked, forked
from tests.kit.loopback import done, serving

TOKEN = World().token
NOBODY = "http://127.0.0.1:9"
OF_A_VERSION_TO_COME = (
    "UPDATE alembic_version SET version_num = '9999'",
    "UPDATE facts SET value = '9999' WHERE name = 'schema.compatible_since'",
)
"""What it leaves, where this version does not run on its schema."""
BUSY = 30.0
"""Seconds on top of the promised two: importing everything takes one, and this machine may be doing much else."""


def started(folder: Path, **environment: str) -> Forked:
    given = {
        "PATH": os.environ["PATH"],
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_URL": NOBODY,
        "DATA_DIR": str(folder),
        "BUNDLED_EPISODES": "no",
        "PYTHONIOENCODING": "utf-8",
    }
    says = next(each for each in folder.parents if each.is_dir()) / f"{folder.name}.said"
    says.unlink(missing_ok=True)
    return forked("run", says=says, environment=given | environment)


async def ended(folder: Path, **environment: str) -> tuple[int, str]:
    """Exit code and what was said; a process that lives on fails the test."""
    process = started(folder, **environment)
    try:
        async with asyncio.timeout(2 + BUSY):
            code = await process.wait()
    finally:
        process.kill()
    return code, process.said


def garbage(file: Path) -> None:
    file.write_bytes(b"\x00\x01 not a database at all " * 400)


def truncated(file: Path) -> None:
    asyncio.run(_made(file))
    with file.open("r+b") as opened:
        opened.truncate(file.stat().st_size // 2)


def overwritten(file: Path) -> None:
    asyncio.run(_made(file))
    whole = file.read_bytes()
    file.write_bytes(whole[:100] + os.urandom(len(whole) - 100))


def newer(file: Path) -> None:
    asyncio.run(_made(file))
    with closing(sqlite3.connect(file)) as opened:
        for statement in OF_A_VERSION_TO_COME:
            opened.execute(statement)
        opened.commit()


def a_folder(file: Path) -> None:
    file.mkdir()


async def _made(file: Path) -> None:
    async with open_store(f"sqlite:///{file}"):
        pass


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (garbage, "is damaged"),
        (truncated, "is damaged"),
        (overwritten, "is damaged"),
        (newer, "newer version"),
        (a_folder, "cannot be opened"),
    ],
)
async def test_a_database_that_cannot_be_used_is_named_with_the_mend_and_the_bot_ends(
    tmp_path: Path, spoil: Callable[[Path], None], says: str
) -> None:
    file = tmp_path / "buildspeak.db"
    await asyncio.to_thread(spoil, file)
    code, said = await ended(tmp_path)
    assert code == 1
    assert len(said.splitlines()) == 1, said
    assert str(file) in said
    assert says in said


async def test_a_database_that_may_only_be_read_is_named_with_the_mend(tmp_path: Path) -> None:
    file = tmp_path / "buildspeak.db"
    await _made(file)
    with _unwritable(file):
        code, said = await ended(tmp_path)
    assert (code, len(said.splitlines())) == (1, 1), said
    assert f"{file} may only be read" in said


async def test_a_data_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    code, said = await ended(tmp_path / "file" / "data")
    assert (code, len(said.splitlines())) == (1, 1), said
    assert str(tmp_path / "file" / "data") in said


@pytest.mark.parametrize("place", ["127.0.0.1:9", "no-such-host.invalid:5432"])
async def test_a_postgresql_that_is_away_is_named_and_its_password_is_not(tmp_path: Path, place: str) -> None:
    code, said = await ended(tmp_path, DATABASE_URL=f"postgresql://reader:hunter2-hunter2@{place}/speak")
    assert (code, len(said.splitlines())) == (1, 1), said
    assert place.split(":")[0] in said
    assert "cannot be reached" in said
    assert "hunter2" not in said


async def test_a_postgresql_without_the_database_or_the_user_is_told_apart(
    tmp_path: Path, postgres_server: str
) -> None:
    nowhere = postgres_server.replace("/postgres?", "/nowhere?")
    code, said = await ended(tmp_path, DATABASE_URL=nowhere)
    assert (code, len(said.splitlines())) == (1, 1), said
    assert 'database "nowhere"' in said


async def test_a_postgresql_of_a_newer_version_is_told_apart(tmp_path: Path, postgres_url: str) -> None:
    async with open_store(postgres_url) as store, store.database.single() as connection:
        for statement in OF_A_VERSION_TO_COME:
            await connection.execute(statement)
    code, said = await ended(tmp_path, DATABASE_URL=postgres_url)
    assert (code, len(said.splitlines())) == (1, 1), said
    assert "newer version" in said


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
    await _made(file)
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


@contextmanager
def _unwritable(file: Path) -> Iterator[None]:
    """For root as well, whom permissions do not keep from writing."""
    folder = file.parent
    if os.geteuid() != 0:
        file.chmod(0o400)
        folder.chmod(0o500)
        yield
        folder.chmod(0o700)
        return
    mounted = subprocess.run(["mount", "--bind", "-o", "ro", folder, folder], capture_output=True, check=False)
    if mounted.returncode != 0:
        pytest.skip("root, and nothing may be mounted")
    try:
        yield
    finally:
        subprocess.run(["umount", folder], check=True)
