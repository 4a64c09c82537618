"""`python -m tests.content.translate.rehearsal`: three pieces of real feeds through the whole chain, against a model on
loopback that misbehaves; prints what was asked again, mended, held and published.

What stands between a slip of the model and a reader is the chain alone: the judge sees nothing.
"""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from content.episode.episode import Episode
from content.files.check import read_library
from content.publishing.gate import release
from content.publishing.piece import Fate, Piece
from content.publishing.publisher import Publisher
from content.translate.backoff import Patience
from content.translate.cache import AnswerCache
from content.translate.settings import TranslateSettings
from content.translate.translator import Translator
from tests.content.translate.clumsy import Clumsy
from tests.kit.model_server import ModelServer, serving
from tests.kit.samples import UPSTREAM

PIECES = (
    ("digest-20260618.json", "podcasts", 0),
    ("digest-20260714.json", "blogs", 0),
    ("digest-20260618.json", "x", 7),
)
_RUNS = 3
"""What an endpoint that is down left unfinished, the next run goes on with."""


@dataclass(slots=True)
class Rehearsal:
    """What went wrong on purpose, and what became of it."""

    slips: Counter[str]
    faults: Counter[str]
    refused: Counter[str] = field(default_factory=Counter)
    """Slips that were asked for again at once: the answer was not accepted."""
    mended: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    """Slips that hold their piece until somebody looks at it."""
    remarked: Counter[str] = field(default_factory=Counter)
    """Slips that only a minor doubt tells of: they are published, with a remark."""
    missed: Counter[str] = field(default_factory=Counter)
    doubted_in_vain: int = 0
    fates: dict[str, str] = field(default_factory=dict)
    segments: int = 0
    withheld: int = 0
    """Segments that went out without their Chinese, after nobody had answered."""

    def lines(self) -> Iterator[str]:
        """For a terminal."""
        yield f"{self.segments} segments; requests that failed: {_told(self.faults)}"
        for name in self.slips:
            yield (
                f"{name}: {self.slips[name]}; refused at once {self.refused[name]}, mended {self.mended[name]}, "
                f"held {self.held[name]}, published with a remark {self.remarked[name]}, missed {self.missed[name]}"
            )
        yield f"sound segments with a doubt: {self.doubted_in_vain}"
        yield from (f"{name}: {fate}" for name, fate in self.fates.items())
        yield f"then let out, {self.withheld} segments without their Chinese"


async def rehearse(folder: Path, pieces_of: Sequence[tuple[str, str, int]] = PIECES) -> Rehearsal:
    """The pieces, by feed, kind and place in it, into a library in `folder`."""
    clumsy, model = Clumsy(), ModelServer()
    told = Rehearsal(clumsy.slips, clumsy.faults)
    model.always = None
    model.spoils = {"translate": clumsy.translate, "back": clumsy.back, "edit": clumsy.edit}
    sources = [_alone(folder, *piece) for piece in pieces_of]
    async with serving(model):
        settings = TranslateSettings(base_url=model.url, api_key=SecretStr("a-key"), model="clumsy")
        with AnswerCache(folder / "translations.db") as cache:
            async with Translator(settings, cache, patience=_AT_ONCE, at_once=1) as translator:
                publisher = Publisher(folder / "out", translator)
                pieces: list[Piece] = []
                for _ in range(_RUNS):
                    pieces = await publisher.publish(sources, fetch=None, on_piece=lambda _: None)
                    if all(piece.fate is not Fate.DRAFT for piece in pieces):
                        break
    for piece in pieces:
        _account(piece, clumsy, told)
    for piece in pieces:
        if piece.fate is Fate.HELD and piece.path is not None:
            without = frozenset(doubt.position for doubt in piece.doubts if doubt.severity == "major")
            release(piece.path, folder / "out", without)
            told.withheld += len(without)
    library = read_library(folder / "out")
    assert (len(library.entries), library.faults) == (len(pieces_of), ()), [piece.note for piece in pieces]
    return told


def _account(piece: Piece, clumsy: Clumsy, told: Rehearsal) -> None:
    assert piece.episode is not None, piece.note
    told.fates[f"{piece.episode.kind}, {len(piece.episode.segments)} segments"] = piece.fate.value
    told.segments += len(piece.episode.segments)
    for at, segment in enumerate(piece.episode.segments):
        doubts = [doubt for doubt in piece.doubts if doubt.position == at]
        slip = clumsy.made.get(segment.english)
        if slip is None:
            told.doubted_in_vain += bool(doubts)
        elif segment.english in clumsy.refused:
            told.refused[slip[0]] += 1
        elif not _stands(piece.episode, at, slip[1]):
            told.mended[slip[0]] += 1
        elif any(doubt.severity == "major" for doubt in doubts):
            told.held[slip[0]] += 1
        else:
            (told.remarked if doubts else told.missed)[slip[0]] += 1


def _stands(episode: Episode, at: int, wrong: str) -> bool:
    """Whether it is still what the server said wrongly; explanations come and go."""
    return _bare(episode.segments[at].chinese) == _bare(wrong)


def _bare(chinese: str) -> str:
    return re.sub(r"（[^（）]*）|\s", "", chinese)


def _alone(folder: Path, name: str, kind: str, at: int) -> Path:
    """A feed with one of its pieces only."""
    feed: dict[str, Any] = json.loads((UPSTREAM / name).read_text("utf-8"))
    for each in ("podcasts", "blogs", "x"):
        feed[each] = feed[each][at : at + 1] if each == kind else []
    path = folder / f"{kind}.json"
    path.write_text(json.dumps(feed), "utf-8")
    return path


async def _no_wait(_: float) -> None:
    await asyncio.sleep(0)


_AT_ONCE = Patience(sleep=_no_wait, now=lambda: datetime(2026, 7, 14, tzinfo=UTC), chance=lambda: 0.0)


def _told(counted: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counted.items()))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        print("\n".join(asyncio.run(rehearse(Path(made))).lines()))  # noqa: T201
