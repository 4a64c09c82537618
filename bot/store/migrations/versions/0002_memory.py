"""Cards and reviews, today's session, review settings, prompts that wait for a reply; notes and known terms."""

from alembic import op

revision = "0002"
down_revision = "0001"
REWRITES = ("terms", "contexts")

STATEMENTS = (
    "ALTER TABLE terms ADD COLUMN note TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE terms ADD COLUMN known INTEGER NOT NULL DEFAULT 0",
    # Contexts get the second and the address of a recording, and follow their term to another chat id.
    """
    CREATE TABLE contexts_2 (
        chat_id BIGINT NOT NULL,
        id INTEGER NOT NULL,
        term_id INTEGER NOT NULL,
        episode_id INTEGER,
        position INTEGER NOT NULL,
        sentence TEXT NOT NULL,
        translation TEXT NOT NULL,
        show TEXT NOT NULL,
        date TEXT,
        start INTEGER,
        url TEXT,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (chat_id, id),
        FOREIGN KEY (chat_id, term_id) REFERENCES terms (chat_id, id) ON DELETE CASCADE ON UPDATE CASCADE
    )
    """,
    """
    INSERT INTO contexts_2 (
        chat_id, id, term_id, episode_id, position, sentence, translation, show, date, created_at
    )
    SELECT chat_id, id, term_id, episode_id, position, sentence, translation, show, date, created_at FROM contexts
    """,
    "DROP TABLE contexts",
    "ALTER TABLE contexts_2 RENAME TO contexts",
    "CREATE INDEX contexts_of_term ON contexts (chat_id, term_id, created_at)",
    "CREATE INDEX terms_newest ON terms (chat_id, created_at DESC, id DESC) WHERE deleted_at IS NULL",
    "CREATE INDEX terms_deleted ON terms (deleted_at) WHERE deleted_at IS NOT NULL",
    # `active` is 1, 0 while the term is known, -1 while it is deleted; `hidden_until` puts a card off without touching
    # its memory.
    """
    CREATE TABLE cards (
        chat_id BIGINT NOT NULL,
        term_id INTEGER NOT NULL,
        state TEXT NOT NULL,
        step INTEGER,
        stability DOUBLE PRECISION,
        difficulty DOUBLE PRECISION,
        due BIGINT NOT NULL,
        last_review BIGINT,
        active INTEGER NOT NULL DEFAULT 1,
        hidden_until BIGINT,
        PRIMARY KEY (chat_id, term_id),
        FOREIGN KEY (chat_id, term_id) REFERENCES terms (chat_id, id) ON DELETE CASCADE ON UPDATE CASCADE
    )
    """,
    "CREATE INDEX cards_order ON cards (chat_id, active DESC, due, term_id)",
    # A rating, with the card as it was before it and the place in its session.
    """
    CREATE TABLE reviews (
        chat_id BIGINT NOT NULL,
        id INTEGER NOT NULL,
        term_id INTEGER NOT NULL,
        session_id INTEGER NOT NULL,
        position INTEGER NOT NULL,
        rating TEXT NOT NULL,
        reviewed_at BIGINT NOT NULL,
        state TEXT NOT NULL,
        step INTEGER,
        stability DOUBLE PRECISION,
        difficulty DOUBLE PRECISION,
        due BIGINT NOT NULL,
        last_review BIGINT,
        PRIMARY KEY (chat_id, id),
        FOREIGN KEY (chat_id, term_id) REFERENCES terms (chat_id, id) ON DELETE CASCADE ON UPDATE CASCADE
    )
    """,
    "CREATE INDEX reviews_by_time ON reviews (chat_id, reviewed_at)",
    "CREATE INDEX reviews_of_session ON reviews (chat_id, session_id, id)",
    "CREATE INDEX reviews_of_term ON reviews (chat_id, term_id)",
    # One a chat: today's frozen set. `queue` holds term ids with commas; `turn` only ever grows.
    """
    CREATE TABLE sessions (
        chat_id BIGINT PRIMARY KEY,
        id INTEGER NOT NULL,
        day TEXT NOT NULL,
        started_at BIGINT NOT NULL,
        queue TEXT NOT NULL,
        position INTEGER NOT NULL,
        turn INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE review_settings (
        chat_id BIGINT PRIMARY KEY,
        four_grades INTEGER NOT NULL,
        prompt TEXT NOT NULL,
        new_per_day INTEGER NOT NULL,
        due_per_day INTEGER NOT NULL,
        reminder INTEGER,
        remind_at BIGINT,
        reminded_on TEXT
    )
    """,
    "CREATE INDEX review_settings_remind ON review_settings (remind_at) WHERE remind_at IS NOT NULL",
    # A message of ours that asks for a text about a term: who replies to it means that term.
    """
    CREATE TABLE prompts (
        chat_id BIGINT NOT NULL,
        message_id BIGINT NOT NULL,
        term_id INTEGER NOT NULL,
        field TEXT NOT NULL,
        created_at BIGINT NOT NULL,
        PRIMARY KEY (chat_id, message_id),
        FOREIGN KEY (chat_id, term_id) REFERENCES terms (chat_id, id) ON DELETE CASCADE ON UPDATE CASCADE
    )
    """,
    """
    INSERT INTO cards (chat_id, term_id, state, step, due, active)
    SELECT chat_id, id, 'learning', 0, created_at, CASE WHEN deleted_at IS NULL THEN 1 ELSE -1 END FROM terms
    """,
)


def upgrade() -> None:
    """Make every table; terms saved before get a card that is new."""
    for statement in STATEMENTS:
        op.execute(statement)
