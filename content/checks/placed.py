"""Doubts where an editor finds them: in a file, at the line where the translation of the segment begins."""

from __future__ import annotations

from content.checks.checking import doubts_in
from content.episode.episode import Episode
from content.episode.faults import Fault
from content.files.check import Entry
from content.files.markdown import translation_lines


def doubts_at(entry: Entry) -> tuple[Fault, ...]:
    """Every doubt about the episode of `entry`, in the order of the file."""
    found = doubts_in(entry.episode, ours=is_ours(entry.episode))
    lines = translation_lines(entry.path.read_text("utf-8-sig")) if found else ()
    return tuple(Fault(str(entry.path), lines[doubt.position], str(doubt)) for doubt in found)


def doubts_of_source(episode: Episode, name: str) -> tuple[Fault, ...]:
    """Every doubt about an episode as its source has it, in the source's form: by segment, for it has no lines."""
    return tuple(Fault(name, 0, f"segment {doubt.position + 1}: {doubt}") for doubt in doubts_in(episode, ours=False))


def is_ours(episode: Episode) -> bool:
    """Whether its translation is our own, or its source's, which explains terms in a form of its own."""
    return episode.id is None
