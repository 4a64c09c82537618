"""The store as the bot holds it: one attribute a noun, over one database."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from bot.store.arrivals import Arrivals
from bot.store.books import Books
from bot.store.bucket import Bucket
from bot.store.builders import Builders
from bot.store.chats import Chats
from bot.store.database import Database, connect
from bot.store.deliveries import Deliveries
from bot.store.doubts import Doubts
from bot.store.episodes import Episodes
from bot.store.facts import Facts
from bot.store.figures import Figures
from bot.store.forgotten import Forgotten
from bot.store.had_before import HadBefore
from bot.store.imports import Imports
from bot.store.inbox import Inbox
from bot.store.issues import Issues
from bot.store.known import Known
from bot.store.leases import Leases
from bot.store.lessons import Lessons
from bot.store.migrations import Newer, head, migrate, runs_on
from bot.store.owned import Owned
from bot.store.progress import Progress
from bot.store.prompts import Prompts
from bot.store.proofs import Proofs
from bot.store.review_settings import ReviewPreferences
from bot.store.reviews import Reviews
from bot.store.searching import Searching
from bot.store.sent_once import SentOnce
from bot.store.spending import Spending
from bot.store.stars import Stars
from bot.store.subscriptions import Subscriptions
from bot.store.terms import Terms
from bot.store.traces import Traces
from bot.store.unusable import told
from bot.store.visits import Visits
from bot.store.voices import Voices
from content.episode.episode import LEAD_ORDER, Kind

_log = logging.getLogger(__name__)


class Store:
    """Everything that the bot remembers. `lead_order` is the operator's: which kind leads an issue."""

    def __init__(
        self, database: Database, lead_order: Sequence[Kind] = LEAD_ORDER, *, apart: Path | None = None
    ) -> None:
        self.database = database
        self.episodes = Episodes(database)
        self.issues = Issues(database, lead_order)
        self.builders = Builders(database)
        self.subscriptions = Subscriptions(database)
        self.deliveries = Deliveries(database)
        self.doubts = Doubts(database)
        self.had_before = HadBefore(database)
        self.progress = Progress(database)
        self.terms = Terms(database)
        self.owned = Owned(database)
        self.known = Known(database)
        self.reviews = Reviews(database)
        self.review_settings = ReviewPreferences(database)
        self.prompts = Prompts(database)
        self.imports = Imports(database)
        self.books = Books(database, self.imports)
        self.forgotten = Forgotten(database, apart)
        self.chats = Chats(database, self.forgotten)
        self.facts = Facts(database)
        self.traces = Traces(database)
        self.figures = Figures(database)
        self.inbox = Inbox(database)
        self.arrivals = Arrivals(database)
        self.leases = Leases(database)
        self.bucket = Bucket(database)
        self.stars = Stars(database)
        self.voices = Voices(database)
        self.proofs = Proofs(database)
        self.lessons = Lessons(database)
        self.spending = Spending(database)
        self.searching = Searching(database)
        self.visits = Visits(database)
        self.sent_once = SentOnce(database)


@asynccontextmanager
async def open_store(
    url: str, *, lead_order: Sequence[Kind] = LEAD_ORDER, apart: Path | None = None, direct: str | None = None
) -> AsyncIterator[Store]:
    """Connect, bring the schema up to date if it is behind, and close at the end. Raises Unusable.

    `apart` is the file that keeps the list of who was forgotten outside the database. With `direct`, the way to the
    server itself, `url` is a pooler's.
    """
    async with AsyncExitStack() as stack:
        with told(url):
            database = await connect(url, direct=direct)
            stack.push_async_callback(database.close)
            await _fit(database, direct or url)
        store = Store(database, lead_order, apart=apart)
        await store.forgotten.mirror()
        yield store


async def bring_up(url: str) -> None:
    """Bring the schema up to date if it is behind; may be interrupted. Raises Unusable."""
    with told(url):
        database = await connect(url)
        try:
            await _fit(database, url)
        finally:
            await database.close()


async def is_behind(url: str) -> bool:
    """Whether the schema is to be brought up. Raises Unusable."""
    with told(url):
        database = await connect(url)
        try:
            return await _behind(database)
        finally:
            await database.close()


async def _fit(database: Database, url: str) -> None:
    if await _behind(database):
        await migrate(url)


async def _behind(database: Database) -> bool:
    """Raises Newer where this version does not run on it."""
    revision = await _revision(database)
    if revision is None or revision < head():
        return True
    if not runs_on(revision, await _compatible_since(database)):
        raise Newer(revision, head())
    if revision > head():
        _log.warning("the schema is of a newer version, %s: this one, %s, still runs on it", revision, head())
    return False


async def _revision(database: Database) -> str | None:
    """The schema's revision; None for an empty database."""
    sql = database.queries("schema")
    async with database.single() as connection:
        tables = sql.tables_in_sqlite if database.dialect == "sqlite" else sql.tables_in_postgresql
        if not await tables(connection):
            return None
        return str(await sql.revision(connection))


async def _compatible_since(database: Database) -> str | None:
    sql = database.queries("schema")
    async with database.single() as connection:
        found = await sql.compatible_since(connection)
    return None if found is None else str(found)
