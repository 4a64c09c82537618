"""What is withdrawn for good leaves with its audio, and does not come back from any source."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from content.files.check import read_library
from content.files.library import Shelf, write_episode
from content.publishing.by_hand import withdraw
from content.publishing.daily import look
from content.publishing.piece import DRAFTS, WITHDRAWN, Fate, Piece
from content.publishing.publisher import Publisher
from content.publishing.withdrawal import LIST, read_withdrawn, withdraw_for_good
from tests.kit.site import DAY, Website, posts

POST = "https://x.com/idaholm/status/2"


@pytest.fixture
def website(tmp_path: Path) -> Website:
    website = Website(tmp_path / "site")
    website.issue()
    return website


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


async def seen(library: Path, website: Website) -> list[Piece]:
    publisher = Publisher(library, keep_repeats=False)
    found = await look(publisher, website.root, fetch=None, today=date(2026, 3, 9), on_piece=lambda _: None)
    return list(found.pieces)


def fates(pieces: list[Piece]) -> Counter[Fate]:
    return Counter(piece.fate for piece in pieces)


def shows(library: Path) -> list[str]:
    return sorted(entry.episode.show for entry in read_library(library).entries)


@pytest.mark.parametrize(
    ("named", "gone"),
    [
        ({"show": ["the slow server hour"]}, "The Slow Server Hour"),
        ({"url": ["http://www.example.org/queues/"]}, "Workshop & Co"),
        ({"handle": ["@IdaHolm"]}, "Ida Holm"),
        ({"url": ["https://x.com/adatests"]}, "Ada Tester"),
    ],
)
async def test_what_is_named_goes_and_never_comes_back(
    library: Path, website: Website, named: dict[str, list[str]], gone: str
) -> None:
    await seen(library, website)
    before = shows(library)
    assert [episode.show for episode in withdraw_for_good(library, [library], **named)] == [gone]
    assert shows(library) == [show for show in before if show != gone]
    (library / ".issues.json").unlink()
    assert fates(await seen(library, website)) == {Fate.WITHDRAWN: 1}
    assert shows(library) == [show for show in before if show != gone]


async def test_a_single_post_goes_and_the_others_of_its_day_stay(library: Path, website: Website) -> None:
    await seen(library, website)
    withdraw_for_good(library, [library], url=[POST])
    left = [entry.episode for entry in read_library(library).entries if entry.episode.handle == "idaholm"]
    assert [each.english for each in left[0].segments] == ["!!!! 🥹"]
    again = Website(website.root)
    again.issue(DAY, [posts()], made_at="T23:00:00.000Z")
    assert fates(await seen(library, again)) == {Fate.REPEAT: 1}
    assert POST not in "".join(path.read_text("utf-8") for path in library.glob("*.md"))


async def test_its_recording_goes_too_and_drafts_and_what_lay_aside(library: Path, website: Website) -> None:
    await seen(library, website)
    shelf = Shelf(library)
    (spoken,) = (entry for entry in read_library(library).entries if entry.episode.kind == "podcast")
    path = shelf.write(replace(spoken.episode, audio="audio/talk.mp3"))
    write_episode(replace(spoken.episode, draft=True), library / DRAFTS)
    (library / "audio").mkdir()
    beside = [library / "audio/talk.mp3", path.with_suffix(".mp3"), path.with_suffix(".voice.json")]
    for each in beside:
        each.write_bytes(b"x")
    folders = [library, library / DRAFTS, library / WITHDRAWN]
    assert len(withdraw_for_good(library, folders, show=["The Slow Server Hour"])) == 2
    assert not [each for each in beside if each.exists()]
    assert not list((library / DRAFTS).glob("*.md"))


async def test_a_line_that_is_deleted_lets_it_come_back(library: Path, website: Website) -> None:
    withdraw_for_good(library, [library], show=["Workshop & Co"])
    assert fates(await seen(library, website))[Fate.WITHDRAWN] == 1
    assert (library / LIST).read_text("utf-8").splitlines()[1:] == ["show Workshop & Co"]
    withdraw_for_good(library, [library], show=["Workshop & Co"])
    assert (library / LIST).read_text("utf-8").count("Workshop") == 1
    (library / LIST).unlink()
    website.issue(DAY, made_at="T23:00:00.000Z")
    assert fates(await seen(library, website)) == {Fate.PUBLISHED: 1, Fate.REPEAT: 3}


async def test_what_an_operator_took_down_in_the_chat_is_not_published_again(library: Path, website: Website) -> None:
    await seen(library, website)
    shelf = Shelf(library)
    (path,) = (path for path, head in shelf.heads().items() if head.kind == "blog")
    withdraw(path, library)
    website.issue(DAY, made_at="T23:00:00.000Z")
    assert fates(await seen(library, website)) == {Fate.WITHDRAWN: 1, Fate.REPEAT: 3}


def test_without_a_list_nothing_is_withdrawn(library: Path) -> None:
    assert read_withdrawn(library) == read_withdrawn(library.parent)


async def test_a_file_that_became_faulty_goes_as_well(library: Path, website: Website) -> None:
    await seen(library, website)
    (path,) = (path for path, head in Shelf(library).heads().items() if head.kind == "blog")
    path.write_text(path.read_text("utf-8") + "\n## 99\n", "utf-8")
    assert len(withdraw_for_good(library, [library], show=["Workshop & Co"])) == 1
    assert not path.exists()
