"""Segments of our own with one planted error each, and sound ones, as `tests/content/checks/planted` has them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib import resources

from content.episode.episode import Kind


class Severity(StrEnum):
    """Whether a reader is misled, or only stumbles."""

    MAJOR = "major"
    MINOR = "minor"


@dataclass(frozen=True, slots=True)
class Planted:
    """`wrong` stands once in the Chinese and becomes `right`; without it, `right` is what was left out."""

    id: str
    kind: Kind
    category: str
    severity: Severity
    english: str
    chinese: str
    wrong: str
    right: str

    def mended(self) -> str | None:
        """The Chinese without its error; None where something was left out, since its place is not told."""
        return self.chinese.replace(self.wrong, self.right) if self.wrong else None


@dataclass(frozen=True, slots=True)
class Sound:
    """A faithful translation; `trap` names what makes it hard for a checker."""

    id: str
    kind: Kind
    trap: str
    english: str
    chinese: str


def seen() -> tuple[Planted, ...]:
    """Those that checks may be written against."""
    return _planted("seen")


def held_out() -> tuple[Planted, ...]:
    """Those that are only scored, never read or tuned on."""
    return _planted("held_out")


def fresh() -> tuple[Planted, ...]:
    """Those written later, by someone who had not read the checks: counted, and never tuned on."""
    return _planted("fresh")


def fresh_sound() -> tuple[Sound, ...]:
    """Sound ones written likewise, as engineers speak and write; they are not chosen to be hard."""
    return _plain("fresh_sound")


def later_sound() -> tuple[Sound, ...]:
    """Those written after the fresh had been looked at, and counted before they were looked at themselves."""
    return _plain("later_sound")


def newest_sound() -> tuple[Sound, ...]:
    """Those written last, by someone who had not read the checks, and counted before anything was mended."""
    return _plain("newest_sound")


def last_sound() -> tuple[Sound, ...]:
    """Those written after the newest had been looked at: counted, and not looked at."""
    return _plain("last_sound")


def _plain(name: str) -> tuple[Sound, ...]:
    return tuple(
        Sound(id=row["id"], kind=Kind(row["kind"]), trap="", english=row["english"], chinese=row["chinese"])
        for row in _rows(name)
    )


def sound() -> tuple[Sound, ...]:
    """Those in which every doubt is a false alarm."""
    return tuple(
        Sound(
            id=row["id"],
            kind=Kind(row["kind"]),
            trap=row["trap"],
            english=row["english"],
            chinese=row["chinese"],
        )
        for row in _rows("sound")
    )


def _planted(name: str) -> tuple[Planted, ...]:
    return tuple(
        Planted(
            id=row["id"],
            kind=Kind(row["kind"]),
            category=row["category"],
            severity=Severity(row["severity"]),
            english=row["english"],
            chinese=row["chinese"],
            wrong=row["wrong"],
            right=row["right"],
        )
        for row in _rows(name)
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = resources.files("tests.content.checks").joinpath("planted", f"{name}.toml").read_text("utf-8")
    rows: list[dict[str, str]] = tomllib.loads(text)["segment"]
    return rows
