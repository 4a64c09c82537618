"""Audio beside an episode belongs to the text it was made of."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app.place import BUNDLED_EPISODES as BUNDLED
from content.episode.digest import DEFAULT_SIZE, choose
from content.files.markdown import parse
from content.voice import mp3, prepared
from content.voice.line import Line, address
from content.voice.sound import decode
from tests.kit.loudness import loudness
from tests.kit.tones import Tones


def episode(folder: Path) -> Path:
    path = folder / "retries.md"
    lines = [Line("Retry twice.", "af_low"), Line("Then stop, and say why.", "bf_high")]
    prepared.write(path, "tones-1", 1.0, [(line, Tones().say(line)) for line in lines])
    return path


def test_a_piece_comes_back_as_it_was_said(tmp_path: Path) -> None:
    found = prepared.read(episode(tmp_path))
    assert found is not None

    piece = found.voice("Then stop, and say why.")

    assert piece is not None
    line = Line("Then stop, and say why.", "bf_high")
    said = Tones().say(line)
    assert found.address("Then stop, and say why.") == address(line, "tones-1")
    assert piece.data == mp3.joined([said.data])
    assert (piece.sentences, piece.words) == (said.sentences, said.words)
    assert loudness(decode(piece.data)) > -25


def test_an_edited_segment_has_none_and_the_others_keep_theirs(tmp_path: Path) -> None:
    found = prepared.read(episode(tmp_path))
    assert found is not None
    assert found.address("Then stop, and say why!") is None
    assert found.voice("Then stop, and say why!") is None
    assert found.voice("Retry twice.") is not None


def test_broken_files_are_as_none(tmp_path: Path) -> None:
    path = episode(tmp_path)
    audio, times = prepared.paths(path)
    found = prepared.read(path)
    assert found is not None
    audio.write_bytes(b"<html>")
    assert found.voice("Retry twice.") is None
    times.write_text('{"format": 1, "engine": "x", "speed": 1, "pieces": [{"text": 3}]}')
    assert prepared.read(path) is None
    times.write_text("[")
    assert prepared.read(path) is None
    times.unlink()
    assert prepared.read(path) is None


@pytest.mark.parametrize("times", sorted(BUNDLED.glob("*.voice.json")), ids=lambda path: path.name)
def test_the_librarys_audio_is_of_the_digest_it_lies_beside(times: Path) -> None:
    path = times.with_name(times.name.removesuffix(".voice.json") + ".md")
    found = prepared.read(path)
    assert found is not None
    assert found.audio.stat().st_size <= 1_400_000
    told = parse(path.read_text("utf-8"), path.name)
    for position in choose(told, DEFAULT_SIZE):
        piece = found.voice(told.segments[position].english)
        assert piece is not None, "edited since: buildspeak voice --prepare"
        said = [each for each in piece.words if each.until > piece.duration + 1]
        assert said == []
        assert piece.duration / max(1, told.segments[position].words) < 900


def test_the_library_brings_the_audio_of_a_piece() -> None:
    assert list(BUNDLED.glob("*.voice.json"))
