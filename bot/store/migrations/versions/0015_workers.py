"""What several processes share: updates on their way, leases, the pace, and the Stars that a month cost."""

from alembic import op

revision = "0015"
down_revision = "0014"

STATEMENTS = (
    # By Telegram's number: one that comes again is dropped. When it is handled its chat and its words are taken out,
    # and the number stays for a while.
    """
    CREATE TABLE arrivals (
        update_id BIGINT NOT NULL PRIMARY KEY,
        chat_id BIGINT NOT NULL,
        shard INTEGER NOT NULL,
        body TEXT,
        tries INTEGER NOT NULL,
        at BIGINT NOT NULL
    )
    """,
    "CREATE INDEX arrivals_waiting ON arrivals (shard, update_id) WHERE body IS NOT NULL",
    "CREATE INDEX arrivals_by_chat ON arrivals (chat_id)",
    """
    CREATE TABLE leases (
        name TEXT NOT NULL PRIMARY KEY,
        holder TEXT NOT NULL,
        until BIGINT NOT NULL
    )
    """,
    """
    CREATE TABLE stars (
        month TEXT NOT NULL PRIMARY KEY,
        tenths BIGINT NOT NULL
    )
    """,
)

# Worth nothing after a crash of the database: a pace that has lost its place begins anew.
PASSING = (
    """
    TABLE bucket (
        name TEXT NOT NULL PRIMARY KEY,
        free_at BIGINT NOT NULL,
        slow_until BIGINT NOT NULL,
        held_until BIGINT NOT NULL
    )
    """,
    """
    TABLE turns (
        chat_id BIGINT NOT NULL PRIMARY KEY,
        free_at BIGINT NOT NULL,
        refused_at BIGINT
    )
    """,
)


def upgrade() -> None:
    """Make them."""
    for statement in STATEMENTS:
        op.execute(statement)
    create = "CREATE UNLOGGED" if op.get_bind().dialect.name == "postgresql" else "CREATE"
    for table in PASSING:
        op.execute(f"{create} {table.strip()}")
    op.execute("CREATE INDEX turns_refused ON turns (refused_at) WHERE refused_at IS NOT NULL")
