"""buildspeak proof reads what people wrote: says what it would cost, prints doubts with lines, mends on request."""

import asyncio
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from starlette.responses import Response

from bot.cli.main import main
from content.episode.episode import Episode, Kind, Segment
from content.files.check import read_entry
from content.files.library import write_episode
from content.text.glosses import find_glosses
from tests.kit.model_server import Asked, Items, ModelServer, chat, serving

SOUND = ("It waits for a minute before it asks again.", "它先等一分钟，再问一遍。")
WRONG = ("The index has 175 billion entries by now.", "索引里如今有 17.5 亿个条目。")


@pytest.fixture
def model() -> Iterator[ModelServer]:
    """A model that answers from a thread of its own: the command has the loop of this one."""
    server, ready, done = ModelServer(), threading.Event(), threading.Event()

    async def serve() -> None:
        async with serving(server):
            ready.set()
            await asyncio.to_thread(done.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    ready.wait(10)
    yield server
    done.set()
    thread.join(10)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    segments = tuple(Segment(*texts, glosses=find_glosses(*texts)) for texts in (SOUND, WRONG))
    return write_episode(Episode(Kind.BLOG, "A Show", "A Title", segments), tmp_path / "library")


def run(model: ModelServer, folder: Path, *arguments: str, **environment: str) -> Result:
    set_to = {
        "TRANSLATE_BASE_URL": model.url,
        "TRANSLATE_API_KEY": "k",
        "TRANSLATE_MODEL": "m",
        "DATA_DIR": str(folder),
    }
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRANSLATE_")}
    return CliRunner(env={**kept, **set_to, **environment}).invoke(main, ["proof", *arguments])


def mended(asked: Asked, items: Items) -> Response:
    for item in items:
        item["chinese"] = item["chinese"].replace("17.5 亿", "1750 亿")
    return chat(json.dumps({"items": items}, ensure_ascii=False))


def test_a_dry_run_says_what_it_would_ask_for_and_asks_nothing(model: ModelServer, file: Path, tmp_path: Path) -> None:
    told = run(model, tmp_path, str(file), "--dry-run", TRANSLATE_PRICE_IN="1", TRANSLATE_PRICE_OUT="2")
    assert told.exit_code == 0
    assert "judge 1" in told.stdout
    assert ", about 0." in told.stdout
    assert model.asked == []


def test_a_major_doubt_is_printed_with_its_line_and_fails(model: ModelServer, file: Path, tmp_path: Path) -> None:
    before = file.read_text("utf-8")
    told = run(model, tmp_path, str(file))
    line = next(at for at, text in enumerate(before.splitlines(), 1) if "17.5 亿" in text)
    assert told.exit_code == 1
    assert f"{file}:{line}: major, number: 175 billion is 17.5 亿" in told.stderr
    assert "1 file read: 0 segments to mend, 1 doubt left\n" in told.stdout
    assert file.read_text("utf-8") == before
    assert [each["id"] for each in model.of("edit")[0].shown] == [2]


def test_what_the_editor_mends_is_written_only_when_asked(model: ModelServer, file: Path, tmp_path: Path) -> None:
    model.spoils["edit"] = mended
    before = file.read_text("utf-8")
    told = run(model, tmp_path, str(file))
    assert told.exit_code == 0
    assert "better: 索引里如今有 1750 亿个条目。" in told.stdout
    assert "1 file read: 1 segment to mend, 0 doubts left\n" in told.stdout
    assert file.read_text("utf-8") == before
    asked = len(model.asked)
    assert run(model, tmp_path, str(file), "--write").exit_code == 0
    assert read_entry(file).episode.segments[1].chinese == "索引里如今有 1750 亿个条目。"
    assert len(model.asked) == asked


def test_what_is_not_there_is_named_and_nothing_asked(model: ModelServer, tmp_path: Path) -> None:
    told = run(model, tmp_path, str(tmp_path / "nothing.md"))
    assert told.exit_code == 1
    assert told.output == f"{tmp_path / 'nothing.md'}: no such file\n"
    assert model.asked == []


def test_without_an_endpoint_it_says_what_to_set(model: ModelServer, file: Path, tmp_path: Path) -> None:
    told = run(model, tmp_path, str(file), TRANSLATE_API_KEY="")
    assert told.exit_code == 1
    assert "TRANSLATE_API_KEY" in told.output


def test_a_monthly_limit_counts_commands_too(model: ModelServer, file: Path, tmp_path: Path) -> None:
    prices = {"TRANSLATE_PRICE_IN": "1000", "TRANSLATE_PRICE_OUT": "1000", "TRANSLATE_MONTHLY_LIMIT": "2.5"}
    first = run(model, tmp_path, str(file), **prices)
    assert first.exit_code == 1
    assert "TRANSLATE_MONTHLY_LIMIT" in first.output
    asked = len(model.asked)
    assert run(model, tmp_path, str(file), **prices).exit_code == 1
    assert len(model.asked) == asked
