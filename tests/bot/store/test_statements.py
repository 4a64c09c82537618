"""What is asked for one reader begins with their chat, the key that a sharded PostgreSQL distributes by.

Whatever does not is named here, by who asks: a statement that comes to it later is one that looks at every reader.
"""

import re
from pathlib import Path

from bot import store

OF_WHAT_IS_READ = {
    "builders": "latest posts",
    "episodes": "hashes put_episode drop_segments put_segments withdraw drop_text get by_key opened segment segments "
    "issued_since",
    "issues": "news older evergreens missed pieces days months evergreen_page span newest early",
    "lessons": "put take_back listed",
    "proofs": "forget_doubts put_doubts doubts_of doubts_since doubts_counted forget_old wait done waiting",
    "voices": "get put set_file heard unheard figures roles cast_role",
}
"""Tables that every shard has whole; `news` and its like are handed the chats that they are asked for."""

OF_THE_CLOCK = {
    "deliveries": "waits claim claim_past_others park doubtful",
    "had_before": "shrink",
    "imports": "purge",
    "reviews": "to_remind",
    "subscriptions": "due due_past_others",
    "terms": "purge learners",
    "traces": "expire",
}
"""Who is due, and what has become too old: asked of each shard by a worker of its own."""

OF_PROCESSES = {
    "arrivals": "keep waiting done taken_over give_up adopt hand_back count expire clear",
    "bucket": "take give_back calm sweep",
    "facts": "get put claim",
    "inbox": "done clear try_again give_up left seen expire",
    "leases": "prepare renew take give_back live sweep",
    "schema": "tables_in_sqlite tables_in_postgresql revision compatible_since",
    "spending": "take add spent",
    "stars": "begin spend give_back spent",
}
"""Tables that stand in one place: of no reader, or of all for the moment that they are on their way."""

OF_THE_OPERATOR = {
    "chats": "all",
    "deliveries": "doubt counts last_sent resend_unknown retried listed unknown",
    "figures": "due waiting parked alive",
    "forgotten": "salt add entries",
    "subscriptions": "standings",
}
"""/admin, metrics, a restoration, the list of who was forgotten."""

_STATEMENT = re.compile(r"^-- name: (\w+)[^\n]*\n(.*?)(?=^-- name: |\Z)", re.MULTILINE | re.DOTALL)
_FIRST = re.compile(
    r"\s*INSERT INTO \w+(?: AS \w+)? \(\s*(?P<inserted>\w+)|.*?\bWHERE\s+(?:CAST\()?(?:\w+\.)?(?P<asked>\w+)", re.DOTALL
)


def first_of(sql: str) -> str | None:
    """The column that a statement begins with."""
    told = "\n".join(line for line in sql.splitlines() if not line.lstrip().startswith("--"))
    found = _FIRST.match(told)
    return (found["inserted"] or found["asked"]) if found else None


def test_every_statement_begins_with_the_chat_or_is_named_here() -> None:
    others = {
        (file.stem, name)
        for file in Path(store.__file__).parent.glob("*.sql")
        for name, sql in _STATEMENT.findall(file.read_text("utf-8"))
        if first_of(sql) != "chat_id"
    }
    lists = (OF_WHAT_IS_READ, OF_THE_CLOCK, OF_PROCESSES, OF_THE_OPERATOR)
    named = [(noun, name) for each in lists for noun, names in each.items() for name in names.split()]
    assert len(named) == len(set(named))
    assert others == set(named)
