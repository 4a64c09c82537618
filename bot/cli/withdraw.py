"""Withdraw: what must no longer be read, at the word of whose it is."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import click

from bot.cli.process import in_one_sentence, read_place, run_async, work_folder

if TYPE_CHECKING:
    from bot.app.place import Place
    from content.episode.episode import Episode


@click.command(
    short_help="Take out for good what is somebody's.",
    epilog="Example: buildspeak withdraw --show 'The Slow Server Hour' --url https://x.com/ada/status/1",
)
@click.option("--url", "urls", multiple=True, help="The address of a piece, of a post, or of a builder's page.")
@click.option("--show", "shows", multiple=True, help="Everything of a show.")
@click.option("--handle", "handles", multiple=True, help="Every post of a builder.")
def withdraw(*, urls: tuple[str, ...], shows: tuple[str, ...], handles: tuple[str, ...]) -> None:
    """Remove text, audio and index of what is named from the bot's library and memory, and keep it from coming back.

    What readers saved stays theirs. The list is withdrawn.txt in the library; whoever deletes a line lets what it names
    come back.
    """
    from content.episode.faults import ContentError
    from content.publishing.piece import DRAFTS, WITHDRAWN
    from content.publishing.withdrawal import LIST, withdraw_for_good

    if not (urls or shows or handles):
        raise click.UsageError("name what to withdraw: --url, --show or --handle")
    place = read_place()
    library = place.library
    folders = [library, library / DRAFTS, library / WITHDRAWN]
    try:
        gone = withdraw_for_good(library, folders, url=urls, show=shows, handle=handles)
    except ContentError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{library}: {error.strerror or error}") from None
    for kept in (work_folder() / "fetched", place.data_dir / "voices"):
        shutil.rmtree(kept, ignore_errors=True)  # by hashes, not by piece; what is still wanted comes again
    for recording in work_folder().glob("*.recording"):
        recording.unlink(missing_ok=True)
    with in_one_sentence():
        run_async(_forget(place, gone))
    for episode in gone:
        click.echo(f"withdrawn: {episode.show}: {episode.title}")
    click.echo(f"{len(gone)} removed; {library / LIST} keeps them from coming back", err=True)
    sys.exit(0)


async def _forget(place: Place, gone: list[Episode]) -> None:
    """Take the text out of the store, where there is one already; the running bot reads the same store."""
    from bot.library.serving import sync_library
    from bot.store import open_store
    from content.files.library import Shelf

    if not gone or not place.has_store:
        return
    left = set(Shelf(place.library).keys().values())
    async with open_store(place.server_url) as store:
        await sync_library(store, *place.folders)
        await store.episodes.withdraw([episode.key for episode in gone if episode.key not in left])
