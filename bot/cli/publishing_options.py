"""The options that the commands that publish have in common."""

from __future__ import annotations

from pathlib import Path

import click

OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("episodes"),
    show_default=True,
    help="The folder of episode files to write to.",
)
ENGLISH_ONLY = click.option("--english-only", is_flag=True, help="Publish without a translation.")
MAX_TOKENS = click.option("--max-tokens", type=click.IntRange(1), help="Stop cleanly before a model uses more.")
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing, ask no model.")
