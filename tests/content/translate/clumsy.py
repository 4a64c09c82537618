"""A model that misbehaves by rule: every few answers it is busy, down, cut off, short or no JSON.

In some segments it turns a number into another or drops most of the words, until it is told what is wrong. Its judge
sees nothing; its way back into English is true; its editor mends two of three.
"""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from zlib import crc32

from starlette.responses import JSONResponse, Response

from content.checks.quantities.english import quantities
from tests.kit.model_server import Asked, Items, chat, chinese_of

_NUMBER, _CLAUSES = "a number turned into another", "clauses dropped"
_ONE_IN = 4
_LONG = 30
_A_WORD = 1.7
"""Characters of Chinese that people write for an English word; the server writes half as much again."""
_MENDS = (True, True, False)


class Clumsy:
    """The server's slips: each segment's is decided by its text, and made until it is told what is wrong."""

    def __init__(self) -> None:
        self.slips: Counter[str] = Counter()
        """Segments that were answered wrongly, by how."""
        self.faults: Counter[str] = Counter()
        """Requests that were not answered as they should be, by how."""
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
        self.faults.update([fault] if fault else [])
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
        self.slips[slip[0]] += 1
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
