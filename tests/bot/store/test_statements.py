"""What is asked for one reader begins with their chat, the key that a sharded PostgreSQL distributes by.

Whatever looks at their tables otherwise is named here, by who asks: what comes to it later looks at every reader.
"""

import re
from pathlib import Path

from bot import store
from bot.store.chats import TABLES

OF_MANY_READERS = {
    "issues": "news older evergreens evergreen pieces",
    "terms": "learners",
}
"""Handed the chats that they are asked for."""

OF_THE_CLOCK = {
    "deliveries": "waits claim claim_past_others",
    "doubts": "park chats",
    "had_before": "shrink",
    "imports": "purge",
    "inbox": "done clear try_again give_up left seen expire",
    "reviews": "to_remind to_remind_past_others",
    "sent_once": "expire",
    "subscriptions": "due due_past_others",
    "terms": "purge",
    "traces": "expire",
    "visits": "expire",
}
"""Who is due, and what has become too old: asked of each shard by a worker of its own."""

OF_PROCESSES = {
    "arrivals": "keep waiting done taken_over give_up adopt hand_back count expire clear",
    "bucket": "calm sweep",
}
"""Tables that stand in one place: a reader is there only for the moment that something is on its way."""

OF_THE_OPERATOR = {
    "chats": "all",
    "deliveries": "counts last_sent retried listed",
    "doubts": "restored latest resend count",
    "figures": "due waiting parked",
    "subscriptions": "standings",
}
"""/admin, metrics, a restoration."""

_OF_READERS = re.compile(rf"\b(?:{'|'.join(TABLES)})\b")
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
        if _OF_READERS.search(sql) and first_of(sql) != "chat_id"
    }
    lists = (OF_MANY_READERS, OF_THE_CLOCK, OF_PROCESSES, OF_THE_OPERATOR)
    named = [(noun, name) for each in lists for noun, names in each.items() for name in names.split()]
    assert len(named) == len(set(named))
    assert others == set(named)
