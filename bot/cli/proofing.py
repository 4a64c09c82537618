"""Translations that people wrote, read by the checks, a judge and an editor."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress, TextColumn

from bot.cli.translating import opened
from content.checks.doubt import Severity
from content.checks.placed import is_ours
from content.episode.faults import Fault
from content.files.check import Entry, read_library
from content.files.library import write_episode
from content.files.markdown import translation_lines
from content.text.plural import counted
from content.translate.faults import NotConfigured, TranslationError
from content.translate.plan import proof_plan, together
from content.translate.proof import Proofed
from content.translate.settings import read_settings
from content.translate.translator import Translator


def proofed(paths: Sequence[Path], max_tokens: int | None, *, write: bool, dry_run: bool) -> bool:
    """Read files or folders; whether anything is faulty, or a major doubt is left."""
    entries: list[Entry] = []
    faults: list[Fault] = []
    for path in paths:
        library = read_library(path, drafts=True)
        entries += library.entries
        faults += library.faults
    for fault in faults:
        click.echo(str(fault), err=True)
    try:
        settings = read_settings(os.environ)
    except NotConfigured as error:
        raise click.ClickException(str(error)) from None
    if dry_run:
        english = [[s.english for s in entry.episode.segments if s.chinese] for entry in entries]
        click.echo(str(together([proof_plan(texts, settings) for texts in english])))
        return bool(faults)
    if not entries:
        return True
    columns = (*Progress.get_default_columns(), TextColumn("{task.fields[note]}"))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        try:
            held = asyncio.run(_read(entries, bar, max_tokens, write=write))
        except TranslationError as error:
            raise click.ClickException(str(error)) from None
    return held or bool(faults)


async def _read(entries: Sequence[Entry], bar: Progress, max_tokens: int | None, *, write: bool) -> bool:
    """Read each; whether a major doubt is left anywhere."""
    held, left, mended = False, 0, 0
    async with opened(read_settings(os.environ), bar, max_tokens) as translator:
        for entry in entries:
            read = await _one(entry, translator)
            _say(entry, read, written=write)
            if write and read.edited:
                write_episode(read.episode, entry.path.parent)
            held |= bool(read.major)
            left += len(read.doubts)
            mended += len(read.edited)
        found = f"{counted(mended, 'segment')} {'mended' if write else 'to mend'}, {counted(left, 'doubt')} left"
        spent = "" if translator.cost is None else f", cost {translator.cost:.4f}"
        click.echo(f"{counted(len(entries), 'file')} read: {found}")
        click.echo(f"{counted(translator.usage.requests, 'request')}, {translator.usage.tokens} tokens{spent}")
    return held


async def _one(entry: Entry, translator: Translator) -> Proofed:
    """The proof of one file; what is no translation of ours keeps its form."""
    brief = await translator.brief(entry.episode)
    return await translator.proof(entry.episode, brief=brief, ours=is_ours(entry.episode))


def _say(entry: Entry, proofed: Proofed, *, written: bool) -> None:
    lines = translation_lines(entry.path.read_text("utf-8-sig"))
    for at in proofed.edited:
        verb = "mended" if written else "better"
        what = f"{verb}: {proofed.episode.segments[at].chinese}"
        click.echo(str(Fault(str(entry.path), lines[at], what.replace("\n", " / "))))
    for doubt in sorted(proofed.doubts, key=lambda doubt: (doubt.severity is Severity.MINOR, doubt.position)):
        click.echo(str(Fault(str(entry.path), lines[doubt.position], str(doubt))), err=True)
