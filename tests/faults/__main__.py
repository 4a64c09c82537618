"""The command line of the campaign: `python -m tests.faults --help`."""

import asyncio
import logging
import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from tests.faults.report import table, written
from tests.faults.run import play
from tests.faults.scenarios import ALL

RESULTS = Path(__file__).with_name("RESULTS.md")


@click.command(epilog="FAULTS_KEEP_LOGS=FILE keeps the log of a scenario's first bot.")
@click.argument("names", nargs=-1)
@click.option("--quick", is_flag=True, help="What every run of the tests plays: under a minute, not written down.")
@click.option("--seed", default=1, show_default=True, help="Of chance.")
@click.option("--list", "listed", is_flag=True, help="Name the scenarios.")
def main(names: tuple[str, ...], *, quick: bool, seed: int, listed: bool) -> None:
    """Attack the bot and say what came of it: all of it, or the scenarios whose names begin with NAMES.

    The exit code is 1 where a promise did not hold; its line says which.
    """
    chosen = {
        name: scenario
        for name, scenario in ALL.items()
        if (any(name.startswith(given) for given in names) if names else scenario.quick or not quick)
    }
    if listed or not chosen:
        click.echo("\n".join(ALL))
        return
    logging.getLogger().addHandler(logging.NullHandler())  # what is in this process is not to be read beside the lines
    found = {}
    for name, scenario in chosen.items():
        found[name] = asyncio.run(play(scenario, quick=quick, seed=seed))
        line = found[name]
        took = f"{line.seconds:.0f} s" if line.readers or line.seconds else "not played here"
        click.echo(f"{name}: {'; '.join(line.broken) or 'held'} ({took})", err=True)
    click.echo(table(found))
    if not quick and not names:
        RESULTS.write_text(written(found, seed, datetime.now(UTC)), "utf-8")
    broken = [f"{name}: {what}" for name, line in found.items() for what in line.broken]
    click.echo("\n".join(broken))
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main(prog_name="python -m tests.faults")
