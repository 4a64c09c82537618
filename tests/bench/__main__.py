"""The command line of the benchmark: `python -m tests.bench --help`."""

import asyncio
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from tests.bench import growth, machine, profiles, report, rest, start, workers
from tests.bench.fill import fill
from tests.bench.rounds import interleaved
from tests.bench.server import Server, serve
from tests.bench.subject import READERS, SUBJECTS, Asked

RESULTS = Path(__file__).with_name("RESULTS.md")


@click.command()
@click.option("--quick", is_flag=True, help="A minute: one short round, not written down.")
@click.option("--rounds", default=3, show_default=True)
@click.option("--only", help="Only the subjects whose name begins so: send, push, tap, poll. Not written down.")
@click.option("--small", is_flag=True, help="The small server of ours, even where nginx is installed.")
@click.option("--growth", "grow", is_flag=True, help="Only how it grows with readers and episodes. Not written down.")
@click.option("--workers", "several", is_flag=True, help="Only PostgreSQL and several processes. Not written down.")
@click.option("--profile", type=click.Choice(["push", "tap"]), help="Where the time goes, instead.")
def main(
    *, quick: bool, rounds: int, only: str | None, small: bool, grow: bool, several: bool, profile: str | None
) -> None:
    """Measure the bot against its peers and print the tables in Markdown."""
    if grow:
        _told(_headed("How it grows", [], growth.tables(quick=quick, say=_say)), None)
        return
    if several:
        _told(_headed("Several processes", [], workers.tables(quick=quick, rounds=1 if quick else rounds)), None)
        return
    chats = 3_000 if quick else READERS
    taps = chats // 5
    names = [name for name in SUBJECTS if name.startswith(only or "") and not name.startswith("grow")]
    with tempfile.TemporaryDirectory(prefix="bench-") as folder, serve(taps=taps, small=small) as server:
        database = Path(folder) / "filled.db"
        asyncio.run(fill(database, READERS, due=chats))
        asked = Asked(server.url, seconds=0.5 if quick else 1.0, taps=taps, chats=chats)
        if profile:
            click.echo(profiles.profiled(profile, asked, database))
            return
        busy = os.getloadavg()[0]
        results = interleaved(names, asked, rounds=1 if quick else rounds, database=database, say=_say)
    tables = _tables(results, chats)
    if not only:
        tables.append(start.in_words(*asyncio.run(start.starts(1 if quick else 5))))
        tables.append(rest.rows(asyncio.run(rest.alone())))
        tables += ["## Several processes", *workers.tables(quick=quick, rounds=1 if quick else rounds)]
        tables += ["## How it grows", *growth.tables(quick=quick, say=_say)]
    _told(
        _headed("What it costs", _conditions(server, 1 if quick else rounds, busy), tables),
        None if quick or only else RESULTS,
    )


def _tables(results: report.Results, chats: int) -> list[str]:
    tables = []
    if "send plain" in results:
        tables.append("In brackets the ratio to plain aiohttp in the same run.\n\n" + report.sends(results))
    if "push ours" in results:
        against = f"{chats:,} chats due at once, in a SQLite file, against the others' bare send loops.\n\n"
        tables.append(against + report.pushes(results))
    if "tap ours" in results:
        tables.append(
            "The last two columns say how many times as much BuildSpeak does as this one, with a database where they "
            "have none.\n\n" + report.taps(results)
        )
    return tables


def _conditions(server: Server, rounds: int, busy: float) -> list[str]:
    return [
        *machine.described(),
        f"Server: {server.name}, on loopback",
        f"Rounds: {rounds}, interleaved, each subject in a fresh process; medians, ± half the range",
        f"Load of the machine before: {busy:.1f}; where others use its cores, trust the ratios by CPU",
        f"{datetime.now(UTC):%Y-%m-%d}",
    ]


def _headed(title: str, conditions: list[str], parts: list[str]) -> str:
    lines = "\n".join(f"- {line}" for line in conditions or [*machine.described(), f"{datetime.now(UTC):%Y-%m-%d}"])
    made = "Written by `make bench`; no number here is asserted in a test."
    return "\n\n".join([f"# {title}", made, lines, *parts]) + "\n"


def _say(what: str) -> None:
    click.echo(what, err=True)


def _told(text: str, path: Path | None) -> None:
    click.echo(text)
    if path is not None:
        path.write_text(text, "utf-8")


if __name__ == "__main__":
    main(prog_name="python -m tests.bench")
