"""What is wrong with a file, where, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault in one place; `line` counts from 1, and is 0 where the whole file is meant.

    `unrecognised` where it is nothing that we read at all: it may be meant for somebody else.
    """

    where: str
    line: int
    what: str
    unrecognised: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        return f"{self.where}:{self.line}: {self.what}" if self.line else f"{self.where}: {self.what}"


class ContentError(Exception):
    """Content that must not reach a reader; carries every fault found, not only the first."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class Absent(ContentError):
    """There is nothing where it was looked for, and nothing else is wrong: no such file, 404, 410."""
