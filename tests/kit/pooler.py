"""pgbouncer in transaction mode before a test's PostgreSQL, where it is installed: no session lasts longer than a
transaction, so that no lock, notification or prepared statement of a session holds.
"""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pytest

from tests.bot.web.test_operating import free_port

_SETTINGS = """
[databases]
* = host={socket} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
auth_type = any
pool_mode = transaction
default_pool_size = 4
unix_socket_dir =
logfile = {folder}/log
"""


@asynccontextmanager
async def pooled(url: str) -> AsyncIterator[str]:
    """The same database through a pooler, for the block; skips where there is none."""
    command = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if command is None:
        pytest.skip("pgbouncer is not installed")
    told = urlsplit(url)
    socket = parse_qs(told.query)["host"][0]
    with tempfile.TemporaryDirectory(prefix="buildspeak-pooler-") as name:
        folder, port, owner = Path(name), free_port(), Path(socket).stat().st_uid
        (folder / "ini").write_text(_SETTINGS.format(socket=socket, port=port, folder=folder))
        as_owner: dict[str, Any] = {}
        if os.geteuid() == 0:  # it refuses to be root
            shutil.chown(folder, owner)
            as_owner = {"user": owner, "group": owner, "extra_groups": []}
        process = await asyncio.create_subprocess_exec(
            *(command, "-q", str(folder / "ini")), stderr=asyncio.subprocess.DEVNULL, **as_owner
        )
        through = f"postgresql://postgres@127.0.0.1:{port}{told.path}"
        try:
            await _answers(through)
            yield through
        finally:
            process.kill()
            await process.wait()


async def _answers(url: str) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                connection = await asyncpg.connect(url, statement_cache_size=0)
            except (OSError, asyncpg.PostgresError):
                await asyncio.sleep(0.05)
            else:
                await connection.close()
                return
