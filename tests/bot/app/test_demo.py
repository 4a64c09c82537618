"""The demo as a person starts it, and whether what its bot says to Telegram is what Telegram documents."""

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from bot.app.cast import CHANNEL, CHINESE_READER, ENGLISH_READER, GROUP
from bot.app.demo import Demo, running_demo
from bot.app.dispatch import desk_of
from bot.app.place import BUNDLED_EPISODES
from bot.cli.tour import play
from bot.sandbox.page import CannotLeap, Leap
from bot.sandbox.reader import Reader
from tests.kit.bundled import few_bundled
from tests.kit.stage import demo
from tests.kit.tiny import tiny_lexicon

SCHEMA = Path(__file__).parents[4] / "shared" / "telegram-bot-api.json"
SIMPLE: dict[str, type | tuple[type, ...]] = {"Integer": int, "Float": (int, float), "String": str, "Boolean": bool}


def test_it_says_where_it_is_and_ends_cleanly_on_an_interrupt() -> None:
    with demo("--no-open") as running:
        assert "/page/" in running.address
        assert "buildspeak demo --tour" in running.said or running.process.poll() is None
        begun = time.monotonic()
        assert running.interrupt() == 0
        assert time.monotonic() - begun < 30


def test_a_port_that_is_taken_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "bot", "demo", "--no-open", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=dict(os.environ))
    assert ended.returncode == 1
    assert ended.stderr == f"Error: port {port} is taken; choose another, or leave --port out\n"


async def test_the_lexicon_of_a_real_run_serves_here_too(tmp_path: Path) -> None:
    tiny_lexicon(tmp_path / "lexicon.db")
    async with running_demo(few_bundled(tmp_path / "few"), lexicon=tmp_path / "lexicon.db") as running:
        reader = running.world.readers[CHINESE_READER]
        await _written(running, reader, "/start", 2)
        await _written(running, reader, "ubiquitous", 1)
        assert "/juˈbɪkwɪtəs/" in reader.received[-1].text
        await running.restart()
        await _written(running, reader, "ubiquitous", 1)
        assert "/juˈbɪkwɪtəs/" in reader.received[-1].text


async def test_what_its_operator_corrects_and_takes_back_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    library = few_bundled(tmp_path / "episodes")
    before = {path: path.read_bytes() for path in sorted(library.rglob("*")) if path.is_file()}
    async with running_demo(library) as running:
        keys = list(await running.store.episodes.hashes())
        press = desk_of(running.app).press
        assert await press.correct(keys[0], 0, "这是改过的译文。") is not None
        assert await press.withdraw(keys[1])
        assert set(await running.store.episodes.hashes()) == set(keys) - {keys[1]}
    assert {path: path.read_bytes() for path in sorted(library.rglob("*")) if path.is_file()} == before


async def test_it_restarts_on_the_same_database_and_moves_through_the_chats_days(tmp_path: Path) -> None:
    async with running_demo(few_bundled(tmp_path / "few")) as running:
        reader = running.world.readers[CHINESE_READER]
        with pytest.raises(CannotLeap):
            await running.leap(Leap.DIGEST, CHINESE_READER)
        await _written(running, reader, "/start", 2)
        before = await running.facts(CHINESE_READER)
        await running.restart()
        after = await running.facts(CHINESE_READER)
        assert after.zone == "Asia/Shanghai"
        assert after.tables["subscriptions"] == before.tables["subscriptions"]
        assert len(after.tables["deliveries"]) == 1
        assert after.next_digest is not None
        await running.leap(Leap.DIGEST, CHINESE_READER)
        await running.world.until(lambda: len(reader.received) == 3)
        assert running.clock() >= after.next_digest


async def test_every_call_of_the_bot_is_one_that_the_public_schema_allows() -> None:
    if not SCHEMA.exists():
        pytest.skip("the public Bot API schema does not lie beside the repository")
    schema: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    async with running_demo(BUNDLED_EPISODES) as running:
        await play(running, lambda line: None)
        for reader_id in (CHINESE_READER, ENGLISH_READER):
            reader = running.world.readers[reader_id]
            await _written(running, reader, "/start", 1)
            for command in reader.menu:
                await _written(running, reader, f"/{command.name}", 1)
        owner = running.world.readers[CHINESE_READER]
        for chat_id in (GROUP, CHANNEL):
            chat = running.world.chats[chat_id]
            owner.send("/start@buildspeak_bot", chat=chat)
            await running.world.until(lambda chat=chat: len(chat.messages) > 1, seconds=60)  # type: ignore[misc]
        calls = list(running.world.calls)
    assert {"sendMessage", "editMessageText", "answerCallbackQuery", "setMyCommands"} <= {call.method for call in calls}
    faults = [fault for call in calls for fault in _faults(schema, call.method, call.arguments)]
    assert not faults, faults
    assert [call for call in calls if call.status == 400] == []


async def _written(running: Demo, reader: Reader, text: str, messages: int) -> None:
    before = len(reader.received)
    reader.send(text)
    await running.world.until(lambda: len(reader.received) >= before + messages, seconds=60)


def _faults(schema: dict[str, Any], method: str, arguments: dict[str, object]) -> list[str]:
    documented = schema["methods"].get(method)
    if documented is None:
        return [f"{method} is not a method of the Bot API"]
    return _fields(schema, method, documented.get("fields", []), {n: _meant(v) for n, v in arguments.items()})


def _fields(schema: dict[str, Any], where: str, documented: list[dict[str, Any]], given: dict[str, Any]) -> list[str]:
    known = {field["name"]: field for field in documented}
    missing = [name for name, field in known.items() if field["required"] and name not in given]
    faults = [f"{where} lacks {name}" for name in missing]
    for name, value in given.items():
        if name not in known:
            faults.append(f"{where} has no {name}")
        elif not any(_fits(schema, kind, value) for kind in known[name]["types"]):
            faults.append(f"{where}.{name}: {value!r} is none of {known[name]['types']}")
    return faults


def _fits(schema: dict[str, Any], kind: str, value: Any) -> bool:
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(_fits(schema, kind.removeprefix("Array of "), item) for item in value)
    if kind == "String":
        return isinstance(value, str | int | float | bool | dict | list)  # any text; `_meant` may have read it as more
    if kind in SIMPLE:
        return isinstance(value, SIMPLE[kind]) and (kind == "Boolean") == isinstance(value, bool)
    if kind == "InputFile":
        return isinstance(value, str)
    described = schema["types"][kind]
    if "subtypes" in described:
        return any(_fits(schema, each, value) for each in described["subtypes"])
    return isinstance(value, dict) and not _fields(schema, kind, described.get("fields", []), value)


def _meant(value: object) -> object:
    """An argument as JSON, where it is some: all travel as text."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value
