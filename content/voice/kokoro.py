"""Kokoro-82M in int8 on onnxruntime: text to samples, with the time of every word from the model itself.

The graph tells how many frames each phoneme takes once that tensor is named an output. A protobuf that is written
twice is merged, so a few bytes behind the weights name it; nothing is patched. To be run in a process of its own.
"""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import Any

from content.voice.line import Line, NothingToSay, Stopped, Timing, VoiceError, sentences_of
from content.voice.packages import WEIGHTS
from content.voice.phonemes import Pronunciation
from content.voice.sound import DELAY, RATE
from content.voice.spoken import Said, spoken

_FRAME = 600
"""Samples a frame: 25 ms."""
_MOST_TOKENS = 500
"""The style has a row for up to 510; some room for the marks."""
_PAUSE = round(0.16 * RATE)
"""Between two sentences, besides what the model leaves."""
_PARAGRAPH = round(0.35 * RATE)
_LOUDNESS = 0.1
"""Root mean square that every voice is brought to: about −20 dB."""
_DURATIONS = b"/encoder/Clip_output_0"
_MARKS = ';:,.!?—…"()“” '
_VOCABULARY = {
    **dict(zip(";:,.!?", range(1, 7), strict=True)),
    **{"—": 9, "…": 10, '"': 11, "(": 12, ")": 13, "“": 14, "”": 15, " ": 16, "\u0303": 17, "ʣ": 18, "ʥ": 19, "ʦ": 20},
    **{"ʨ": 21, "ᵝ": 22, "\uab67": 23, "A": 24, "I": 25, "O": 31, "Q": 33, "S": 35, "T": 36, "W": 39, "Y": 41, "ᵊ": 42},
    **dict(zip("abcdef", range(43, 49), strict=True)),
    **dict(zip("hijklmnopqrstuvwxyz", range(50, 69), strict=True)),
    **{"ɑ": 69, "ɐ": 70, "ɒ": 71, "æ": 72, "β": 75, "ɔ": 76, "ɕ": 77, "ç": 78, "ɖ": 80, "ð": 81, "ʤ": 82, "ə": 83},
    **{"ɚ": 85, "ɛ": 86, "ɜ": 87, "ɟ": 90, "ɡ": 92, "ɥ": 99, "ɨ": 101, "ɪ": 102, "ʝ": 103, "ɯ": 110, "ɰ": 111},
    **{"ŋ": 112, "ɳ": 113, "ɲ": 114, "ɴ": 115, "ø": 116, "ɸ": 118, "θ": 119, "œ": 120, "ɹ": 123, "ɾ": 125, "ɻ": 126},
    **{"ʁ": 128, "ɽ": 129, "ʂ": 130, "ʃ": 131, "ʈ": 132, "ʧ": 133, "ʊ": 135, "ʋ": 136, "ʌ": 138, "ɣ": 139, "ɤ": 140},
    **{"χ": 142, "ʎ": 143, "ʒ": 147, "ʔ": 148, "ˈ": 156, "ˌ": 157, "ː": 158, "ʰ": 162, "ʲ": 164, "↓": 169, "→": 171},
    **{"↗": 172, "↘": 173, "ᵻ": 177},
}


class Kokoro:
    """The weights, voices and lists in `folder`, as `buildspeak voice` puts them there; raises VoiceError."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        try:
            import numpy
            import onnxruntime
        except ImportError:
            raise VoiceError("onnxruntime is not installed: pip install 'buildspeak[voice]'") from None
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        try:
            self._session = onnxruntime.InferenceSession(
                (folder / WEIGHTS).read_bytes() + _named_output(_DURATIONS), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises classes of its own that are not public
            raise VoiceError(f"{WEIGHTS} cannot be loaded ({type(error).__name__}): run buildspeak voice") from None
        self._np: Any = numpy
        self._options: Any = onnxruntime.RunOptions
        self._run: Any = onnxruntime.RunOptions()
        self._folder = folder
        self._styles: dict[str, Any] = {}
        self._accents: dict[bool, Pronunciation] = {}

    def begin(self) -> None:
        """Forget that something was to be stopped."""
        self._run = self._options()

    def stop(self) -> None:
        """End what is being said, from another thread: within a step of the graph, which is a tenth of a second."""
        self._run.terminate = True

    def say(self, line: Line) -> tuple[array[int], tuple[Timing, ...], tuple[Timing, ...]]:
        """Samples, the times of the sentences and those of the words; raises VoiceError, Stopped."""
        style, pronunciation = self._style(line.timbre), self._pronunciation(british=line.timbre.startswith("b"))
        samples: array[int] = array("h")
        sentences: list[Timing] = []
        words: list[Timing] = []
        for start, end in sentences_of(line.text):
            before = line.text[sentences[-1].end : start] if sentences else ""
            if samples:
                samples.extend(array("h", bytes(2 * (_PARAGRAPH if "\n" in before else _PAUSE))))
            since = len(samples)
            for part in _parts(spoken(line.text[start:end])):
                at = len(samples)
                said, ends = self._part(part, pronunciation, style, line.speed)
                samples.extend(said)
                for each, (first, last) in zip(part, ends, strict=True):
                    words.append(Timing(start + each.start, start + each.end, _ms(at + first), _ms(at + last)))
            if len(samples) > since:
                sentences.append(Timing(start, end, _ms(since), _ms(len(samples))))
        if not words:
            raise NothingToSay("nothing in it can be said")
        return samples, tuple(sentences), tuple(words)

    def _part(
        self, said: tuple[Said, ...], pronunciation: Pronunciation, style: Any, speed: float
    ) -> tuple[array[int], list[tuple[int, int]]]:
        """The samples of up to a sentence, and for each thing said the first and last of its own."""
        np = self._np
        ids: list[int] = []
        spans: list[tuple[int, int]] = []
        for sounds in pronunciation.of(said):
            if ids:
                ids.append(_VOCABULARY[" "])
            since = len(ids)
            ids.extend(_VOCABULARY[sound] for sound in sounds if sound in _VOCABULARY)
            marks = len(sounds) - len(sounds.rstrip(_MARKS))
            spans.append((since, len(ids) - marks))
        ids = ids[:510]
        if not ids:
            raise NothingToSay("nothing in it can be said")
        inputs = {
            "tokens": np.array([[0, *ids, 0]], dtype=np.int64),
            "style": style[min(len(ids), len(style) - 1)],
            "speed": np.array([speed], dtype=np.float32),
        }
        audio, frames = self._heard(inputs)
        if not len(audio) or not bool(np.isfinite(audio).all()):
            raise VoiceError("the engine gave no sound, or numbers that are none")
        level = float(np.sqrt(np.mean(np.square(audio))))
        audio = np.clip(audio * min(4.0, _LOUDNESS / max(level, 1e-4)), -0.98, 0.98)
        samples = array("h", (audio * 32767).astype(np.int16).tobytes())
        starts = np.concatenate([[0], np.cumsum(frames.reshape(-1))]).astype(int) * _FRAME
        return samples, [
            (int(starts[min(since + 1, len(ids))]), min(len(samples), int(starts[min(until + 1, len(ids) + 1)])))
            for since, until in spans
        ]

    def _heard(self, inputs: dict[str, Any]) -> tuple[Any, Any]:
        run = self._run
        try:
            audio, frames = self._session.run(None, inputs, run)
        except Exception:  # onnxruntime raises classes of its own that are not public
            if run.terminate:
                raise Stopped("it was stopped") from None
            raise
        return audio, frames

    def _style(self, timbre: str) -> Any:
        if timbre not in self._styles:
            path = self._folder / f"{timbre}.bin"
            try:
                if not timbre.replace("_", "").isalnum():
                    raise OSError
                self._styles[timbre] = self._np.fromfile(path, dtype=self._np.float32).reshape(-1, 1, 256)
            except (OSError, ValueError):
                raise VoiceError(f"there is no voice {timbre[:40]!r}: run buildspeak voice") from None
        return self._styles[timbre]

    def _pronunciation(self, *, british: bool) -> Pronunciation:
        if british not in self._accents:
            try:
                self._accents[british] = Pronunciation(self._folder, british=british)
            except (OSError, ValueError):
                raise VoiceError("the lists of pronunciations are missing: run buildspeak voice") from None
        return self._accents[british]


def _parts(said: tuple[Said, ...]) -> list[tuple[Said, ...]]:
    """Stretches that the model can take at once, cut behind a mark where there is one."""
    parts: list[tuple[Said, ...]] = []
    while said:
        size, taken = 0.0, 0
        for each in said:
            size += sum(2 + len(word) * (4 if len(word) == 1 else 1.3) for word in each.words)
            if size > _MOST_TOKENS * 0.7:
                break
            taken += 1
        taken = max(taken, 1)
        if taken < len(said):
            marked = [at for at in range(taken // 2, taken) if said[at].pause]
            taken = marked[-1] + 1 if marked else taken
        parts.append(said[:taken])
        said = said[taken:]
    return parts


def _ms(samples: int) -> int:
    return round(1000 * samples / RATE) + DELAY


def _named_output(tensor: bytes) -> bytes:
    """A ModelProto whose graph has nothing but one more output: field 7, then 12, then the name's 1."""

    def field(number: int, data: bytes) -> bytes:
        return bytes([number << 3 | 2, len(data)]) + data

    return field(7, field(12, field(1, tensor)))
