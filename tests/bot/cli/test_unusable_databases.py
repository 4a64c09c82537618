"""A database that cannot be used is named in one sentence, with the mend, and the bot ends."""

import asyncio
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.store import open_store
from tests.kit.starts import ended
from tests.kit.unusable import OF_A_VERSION_TO_COME, garbage, made, newer, overwritten, truncated


def a_folder(file: Path) -> None:
    file.mkdir()


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
    await made(file)
    with _unwritable(file):
        code, said = await ended(tmp_path)
    assert (code, len(said.splitlines())) == (1, 1), said
    assert f"{file} may only be read" in said


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
