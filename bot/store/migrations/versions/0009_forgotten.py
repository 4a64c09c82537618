"""Who was forgotten, as salted hashes: an older backup must not bring them back."""

from alembic import op

revision = "0009"
down_revision = "0008"

STATEMENTS = (
    """
    CREATE TABLE forgotten (
        salt TEXT NOT NULL,
        hash TEXT NOT NULL,
        forgotten_at BIGINT NOT NULL,
        PRIMARY KEY (salt, hash)
    )
    """,
)


def upgrade() -> None:
    """Make it."""
    for statement in STATEMENTS:
        op.execute(statement)
