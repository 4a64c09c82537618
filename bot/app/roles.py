"""What a process is for. One that does everything is enough for most; on PostgreSQL there may be many."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """`web` receives updates and serves pages, `worker` handles and sends, `clock` reads feeds and tidies up."""

    ALL = "all"
    WEB = "web"
    WORKER = "worker"
    CLOCK = "clock"

    @property
    def receives(self) -> bool:
        """Whether updates come in here."""
        return self in (Role.ALL, Role.WEB)

    @property
    def works(self) -> bool:
        """Whether updates are handled here, and digests sent."""
        return self in (Role.ALL, Role.WORKER)

    @property
    def keeps_time(self) -> bool:
        """Whether the jobs are done here that only one process may do."""
        return self in (Role.ALL, Role.CLOCK)
