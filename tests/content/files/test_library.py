"""Writing into a library: whole or not at all, one file an episode."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from content.episode.episode import Episode, Kind, Segment
from content.episode.faults import ContentError
from content.files.check import read_library
from content.files.library import slug, write_episode
from tests.kit.strategies import episodes

EPISODE = Episode(
    kind=Kind.BLOG,
    show="Workshop",
    title="Retries",
    segments=(Segment(english="Wait before you try again.", chinese="再试之前，先等一等。"),),
    date=date(2026, 6, 4),
)


def test_what_is_written_is_in_the_library(tmp_path: Path) -> None:
    path = write_episode(EPISODE, tmp_path / "new")
    assert path.name == "2026-06-04-workshop-retries.md"
    library = read_library(tmp_path)
    assert [entry.episode for entry in library.entries] == [EPISODE]
    assert library.faults == ()


def test_the_same_episode_of_a_later_day_keeps_its_file(tmp_path: Path) -> None:
    first = write_episode(EPISODE, tmp_path).rename(tmp_path / "renamed.md")
    later = replace(EPISODE, date=date(2026, 6, 15), title="RETRIES")
    assert write_episode(later, tmp_path) == first
    assert [entry.episode for entry in read_library(tmp_path).entries] == [later]


def test_two_episodes_never_share_a_file(tmp_path: Path) -> None:
    other = replace(EPISODE, title="Retries!")
    assert write_episode(EPISODE, tmp_path) != write_episode(other, tmp_path)
    assert {entry.episode.title for entry in read_library(tmp_path).entries} == {"Retries", "Retries!"}


def test_an_episode_with_a_fault_leaves_nothing_behind(tmp_path: Path) -> None:
    before = write_episode(EPISODE, tmp_path).read_bytes()
    with pytest.raises(ContentError):
        write_episode(replace(EPISODE, segments=(Segment(english="No translation here.", chinese=""),)), tmp_path)
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


@pytest.mark.parametrize(("umask", "mode"), [(0o077, 0o600), (0o022, 0o644)])
def test_a_file_is_for_whom_the_process_says(tmp_path: Path, umask: int, mode: int) -> None:
    """The bot's are its own; an editor's may be read by the bot's user."""
    before = os.umask(umask)
    try:
        written = write_episode(EPISODE, tmp_path)
    finally:
        os.umask(before)
    assert written.stat().st_mode & 0o777 == mode


def test_a_folder_that_is_a_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("")
    with pytest.raises(OSError):
        write_episode(EPISODE, tmp_path / "x")


def _episode(show: str, title: str, day: date | None = None) -> Episode:
    return Episode(kind=Kind.BLOG, show=show, title=title, segments=(), date=day)


def test_a_file_name_says_date_show_and_title() -> None:
    assert slug(_episode("The Workshop", "Don’t Wait: Retry!", date(2026, 6, 4))) == (
        "2026-06-04-the-workshop-dont-wait-retry.md"
    )
    assert slug(_episode("The Workshop", "A")) == "the-workshop-a.md"


@given(episodes())
def test_a_file_name_is_short_plain_and_never_hidden(episode: Episode) -> None:
    name = slug(episode)
    assert name.isascii()
    assert len(name) <= 90
    assert name[0].isalnum()
    assert name.endswith(".md")


def test_titles_that_ascii_cannot_tell_apart_have_different_names() -> None:
    assert slug(_episode("工坊", "重试")) != slug(_episode("工坊", "缓存"))
    assert slug(_episode("W", "x" * 200 + "a")) != slug(_episode("W", "x" * 200 + "b"))


def test_what_several_builders_posted_on_one_day_stays_together_among_evergreen_files(tmp_path: Path) -> None:
    post = Segment("It works", "能用", url="https://example.org/1", likes=3)
    day = date(2026, 6, 9)
    for show, handle in (("Ada Tester", "adatests"), ("Ida Holm", "idaholm")):
        title = f"{show} · @{handle}"
        builder = Episode(Kind.POSTS, show, title, (post,), handle=handle, bio="builds caches", issue=day)
        write_episode(builder, tmp_path)
    library = read_library(tmp_path)
    assert library.faults == ()
    assert [(each.episode.date, each.episode.issued) for each in library.entries] == [(None, day)] * 2
    assert len({each.path for each in library.entries}) == 2
