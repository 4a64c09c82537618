"""`python -m tests.content.translate.rehearsal`: three pieces of real feeds through the whole chain, against a model on
loopback that misbehaves; prints what was asked again, mended, held and published.

The server answers by rule, and every few answers it is busy, down, cut off, short or no JSON. In some segments it turns
a number into another or drops most of the words, until it is told what is wrong. Its judge sees nothing; its way
back into English is true; its editor mends two of three. So what stands between a slip and a reader is the chain alone.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

from pydantic import SecretStr
from starlette.responses import JSONResponse, Response

from content.checks.quantities.english import quantities
from content.episode.episode import Episode
from content.files.check import read_library
from content.publishing.gate import release
from content.publishing.piece import Fate, Piece
from content.publishing.publisher import Publisher
from content.translate.backoff import Patience
from content.translate.cache import AnswerCache
from content.translate.settings import TranslateSettings
from content.translate.translator import Translator
from tests.kit.model_server import Asked, Items, ModelServer, chat, chinese_of, serving
from tests.kit.samples import UPSTREAM

PIECES = (
    ("digest-20260618.json", "podcasts", 0),
    ("digest-20260714.json", "blogs", 0),
    ("digest-20260618.json", "x", 7),
)
_NUMBER, _CLAUSES = "a number turned into another", "clauses dropped"
_ONE_IN = 4
_RUNS = 3
"""What an endpoint that is down left unfinished, the next run goes on with."""
_LONG = 30
_A_WORD = 1.7
"""Characters of Chinese that people write for an English word; the server writes half as much again."""
_MENDS = (True, True, False)


@dataclass(slots=True)
class Rehearsal:
    """What went wrong on purpose, and what became of it."""

    slips: Counter[str] = field(default_factory=Counter)
    """Segments that were answered wrongly, by how."""
    faults: Counter[str] = field(default_factory=Counter)
    """Requests that were not answered as they should be, by how."""
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


class _Clumsy:
    """The server's slips: each segment's is decided by its text, and made until it is told what is wrong."""

    def __init__(self, told: Rehearsal) -> None:
        self.told = told
        self.made: dict[str, tuple[str, str]] = {}
        """English of a segment to what was done to it, and the Chinese that came of it."""
        self.refused: set[str] = set()
        self.english_of: dict[str, str] = {}
        self._chance = random.Random(13)
        self._faults = ("busy", "down", "cut off", "short", "no JSON", *[""] * 12)

    def translate(self, asked: Asked, items: Items) -> Response:
        wrong = [item | {"chinese": self._said(asked, item["id"], item["chinese"])} for item in items]
        text = json.dumps({"items": wrong}, ensure_ascii=False)
        fault = self._chance.choice(self._faults)
        self.told.faults.update([fault] if fault else [])
        match fault:
            case "busy":
                return JSONResponse({"error": {"message": "slow down"}}, 429, {"Retry-After": "1"})
            case "down":
                return JSONResponse({"error": {"message": "down"}}, 500)
            case "cut off":
                return chat(text[: len(text) // 2], finish_reason="length")
            case "short":
                return chat(json.dumps({"items": wrong[:-1]}, ensure_ascii=False))
            case "no JSON":
                return chat("I would be glad to help with that.")
            case _:
                return chat(text)

    def back(self, asked: Asked, items: Items) -> Response:
        """What the Chinese says: of a slip another number, or few words."""
        wrong = {chinese for _, chinese in self.made.values()}
        said = [
            item | {"english": "It is shorter." if each["chinese"] in wrong else self._english(each["chinese"])}
            for each, item in zip(asked.shown, items, strict=True)
        ]
        return chat(json.dumps({"items": said}))

    def edit(self, asked: Asked, items: Items) -> Response:
        mended = [
            item
            | (
                {"chinese": chinese_of(each["english"])}
                if _MENDS[crc32(each["english"].encode()) % len(_MENDS)]
                else {}
            )
            for each, item in zip(asked.shown, items, strict=True)
        ]
        return chat(json.dumps({"items": mended}, ensure_ascii=False))

    def _said(self, asked: Asked, at: int, chinese: str) -> str:
        english = next(each["english"] for each in asked.user["translate"] if each["id"] == at)
        self.english_of[chinese] = english
        if english in self.made:
            faults = [each["fault"] for each in asked.user.get("faults", []) if each["id"] == at]
            if any("no translation" not in fault for fault in faults):
                self.refused.add(english)
            return self.made[english][1] if english not in self.refused else chinese
        turn = crc32(english.encode())
        slip = next(_slips(english, chinese, turn // _ONE_IN % 3), None) if turn % _ONE_IN == 0 else None
        if slip is None:
            return chinese
        self.made[english] = slip
        self.told.slips[slip[0]] += 1
        return slip[1]

    def _english(self, chinese: str) -> str:
        return self.english_of.get(chinese, "It never says what it does not say.")


def _slips(english: str, chinese: str, turn: int) -> Iterator[tuple[str, str]]:
    for quantity in quantities(english) if turn else ():
        said = re.compile(rf"(?<![\w.]){re.escape(quantity.text)}(?![\w.])")
        if quantity.sure and said.search(chinese):
            wrong = re.sub(r"\d+", lambda match: f"{match[0]}7", quantity.text, count=1)
            yield _NUMBER, said.sub(wrong if wrong != quantity.text else "七百四十", chinese)
    if (words := len(english.split())) > _LONG:
        yield _CLAUSES, chinese[: round(_A_WORD * words * 2 / 5)] + "。"


async def rehearse(folder: Path, pieces_of: Sequence[tuple[str, str, int]] = PIECES) -> Rehearsal:
    """The pieces, by feed, kind and place in it, into a library in `folder`."""
    told = Rehearsal()
    clumsy, model = _Clumsy(told), ModelServer()
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


def _account(piece: Piece, clumsy: _Clumsy, told: Rehearsal) -> None:
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
