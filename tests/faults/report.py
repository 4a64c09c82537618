"""The campaign in Markdown: what it was before each point was mended, and what it is."""

from collections.abc import Mapping
from datetime import datetime

from tests.bench.machine import described
from tests.bench.report import table as rows
from tests.faults.before import POINTS, Point
from tests.faults.ground import Found

HEAD = ("scenario", "readers", "once", "twice", "never", "in doubt", "others' p99", "memory", "seconds", "")


def table(found: Mapping[str, Found]) -> str:
    """A line each."""
    return rows(HEAD, [_line(name, line) for name, line in found.items()])


def _line(name: str, line: Found) -> list[str]:
    counts = [line.readers or None, line.once, line.twice, line.never, line.in_doubt]
    return [
        name,
        *("" if each is None else f"{each:,}" for each in counts),
        "" if line.others_p99 is None else f"{line.others_p99 * 1000:,.0f} ms",
        "" if line.memory_mb is None else f"{line.memory_mb:.0f} MB",
        f"{line.seconds:.0f}" if line.seconds else "not played",
        "; ".join([*(f"**{what}**" for what in line.broken), *([line.words] if line.words else [])]),
    ]


def written(found: Mapping[str, Found], seed: int, at: datetime) -> str:
    """The whole page."""
    conditions = "\n".join(f"- {line}" for line in [*described(), f"Seed {seed}; {at:%Y-%m-%d}"])
    return (
        "\n\n".join(
            (
                "# What was done to it, and what came of it",
                "Written by `make campaign`, of real processes on this machine. Promises are asserted, times are not.",
                conditions,
                "## All of it",
                table(found),
                "*In doubt* may have arrived or not: nothing of it is sent again blindly, and its reader gets it when "
                "they next tap or write that day, or within twelve hours.",
                "## What the first campaign found, then and now",
                rows(("", "then", "now", "held by"), [_compared(point, found) for point in POINTS]),
            )
        )
        + "\n"
    )


def _compared(point: Point, found: Mapping[str, Found]) -> list[str]:
    line = found.get(point.scenario)
    return [point.what, point.was, "mended" if line is None else _in_short(line), f"`{point.held}`"]


def _in_short(line: Found) -> str:
    told = [
        "" if line.once is None else f"{line.once:,} of {line.readers:,} once, {line.twice} twice, {line.never} never",
        f"{line.in_doubt} in doubt" if line.in_doubt else "",
        "" if line.others_p99 is None else f"others' p99 {line.others_p99 * 1000:,.0f} ms",
        line.words,
    ]
    return "; ".join(each for each in (*line.broken, *told) if each)
