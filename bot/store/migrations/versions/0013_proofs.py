"""What is doubtful in what was translated, what waits for it, what corrections taught, and what a month cost."""

from alembic import op

revision = "0013"
down_revision = "0012"

STATEMENTS = (
    """
    CREATE TABLE doubts (
        piece TEXT NOT NULL,
        place INTEGER NOT NULL,
        position INTEGER NOT NULL,
        about TEXT NOT NULL,
        severity TEXT NOT NULL,
        what TEXT NOT NULL,
        english TEXT NOT NULL,
        chinese TEXT NOT NULL,
        title TEXT NOT NULL,
        raised_at BIGINT NOT NULL,
        PRIMARY KEY (piece, place)
    )
    """,
    "CREATE INDEX doubts_by_time ON doubts (raised_at)",
    # Pieces that are no longer on their way but not out: held for a doubt, or stopped before they were whole.
    "CREATE TABLE waiting (piece TEXT PRIMARY KEY, why TEXT NOT NULL, since BIGINT NOT NULL)",
    """
    CREATE TABLE lessons (
        id TEXT PRIMARY KEY,
        headword TEXT NOT NULL,
        chinese TEXT NOT NULL,
        instead_of TEXT NOT NULL,
        title TEXT NOT NULL,
        taught_at BIGINT NOT NULL
    )
    """,
    # In millionths of the currency that the prices are in.
    "CREATE TABLE spending (month TEXT PRIMARY KEY, micros BIGINT NOT NULL)",
)


def upgrade() -> None:
    """Make them."""
    for statement in STATEMENTS:
        op.execute(statement)
