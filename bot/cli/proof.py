"""buildspeak proof: what a judge and an editor make of translations that people wrote."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.publishing_options import MAX_TOKENS


@click.command(
    short_help="Have translations judged, and mended.",
    epilog="Example: buildspeak proof content/episodes/retries-with-jitter.md --dry-run",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@MAX_TOKENS
@click.option("--write", is_flag=True, help="Write what the editor mended into the files.")
@click.option("--dry-run", is_flag=True, help="Say what it would ask for and cost; ask nothing.")
def proof(*, paths: tuple[Path, ...], max_tokens: int | None, write: bool, dry_run: bool) -> None:
    """Read the translations of files or folders again: the checks, a judge, and an editor over what they flag.

    Each doubt is printed with its line, and what the editor would write instead; with --write it is written. The exit
    code is 1 where a major doubt is left: such a piece would be held.
    """
    from bot.cli.proofing import proofed

    sys.exit(int(proofed(paths, max_tokens, write=write, dry_run=dry_run)))
