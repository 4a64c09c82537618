"""The doctor says of each thing how it stands and what to do, changes nothing, and tells no secret."""

from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from click.testing import CliRunner

from bot.app.checkup import Finding, State
from bot.app.checkup.telegram import OTHERS_ASK_AGAIN
from bot.cli.main import main
from bot.sandbox.faults import Refuse
from bot.sandbox.server import serve
from bot.sandbox.world import World
from bot.store import open_store
from bot.store.migrations import migrate
from tests.kit.alive import alive
from tests.kit.checked_up import TOKEN, WITHOUT_BUNDLED, environment, found
from tests.kit.loopback import serving
from tests.kit.made import people


async def test_a_fresh_bot_is_well_and_nothing_is_made(tmp_path: Path) -> None:
    world = World()
    async with serve(world) as url:
        things = await found(environment(tmp_path, world, url, BUNDLED_EPISODES="yes"))
    assert {name for name, finding in things.items() if finding.state is State.WELL} == {
        *("settings", "token", "clock", "privacy", "updates", "poller", "data", "disk", "database", "library")
    }
    assert {name for name, finding in things.items() if finding.state is State.NOT_USED} == {
        *("feed", "translation", "lexicon", "voice", "https")
    }
    assert "@buildspeak_bot" in things["token"].said
    assert list(tmp_path.iterdir()) == []


async def test_another_process_that_polls_is_found(tmp_path: Path, world: World, api: str) -> None:
    async with alive(f"sqlite:///{tmp_path / 'other.db'}", world):
        things = await found(environment(tmp_path, world, api), wait=OTHERS_ASK_AGAIN)
    assert things["poller"].state is State.BAD
    assert things["database"].state is State.WELL


async def test_our_own_bot_at_work_is_not_disturbed(tmp_path: Path, world: World, api: str, either_url: str) -> None:
    async with alive(either_url, world):
        things = await found(environment(tmp_path, world, api, DATABASE_URL=either_url))
    assert "poller" not in things
    assert things["database"].said.endswith("0 readers")


@pytest.mark.parametrize(
    ("answers", "thing", "said"),
    [
        ({"getMe": 401}, "token", "does not accept it"),
        ({"getMe": 502}, "token", "answers 502"),
        ({"getMe": {"id": 1, "username": "b", "can_read_all_group_messages": True}}, "privacy", "hears all"),
        ({"getWebhookInfo": {"url": "https://old.example/hook/secret"}}, "updates", "to old.example: polling"),
        ({"getWebhookInfo": {"url": "", "pending_update_count": 4000}}, "updates", "4000 wait"),
        ({"getUpdates": 409}, "poller", "another process"),
        ({"getUpdates": [{"update_id": 5}]}, "poller", "nobody seems to poll"),
        ({"Date": "Mon, 01 Jun 2026 00:00:00 GMT"}, "clock", "ahead of Telegram's"),
    ],
)  # fmt: skip
async def test_what_telegram_says_is_told(tmp_path: Path, answers: dict[str, Any], thing: str, said: str) -> None:
    usual = {"getMe": {"id": 1, "username": "b"}, "getWebhookInfo": {"url": ""}, "getUpdates": []}

    async def answer(request: web.Request) -> web.StreamResponse:
        told = {**usual, **answers}[request.path.rsplit("/", 1)[1]]
        dated = {"Date": answers["Date"]} if "Date" in answers else {}
        if isinstance(told, int):
            return web.json_response({"ok": False}, status=told, headers=dated)
        return web.json_response({"ok": True, "result": told}, headers=dated)

    async with serving(answer) as url:
        given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url, "DATA_DIR": str(tmp_path)}
        finding = (await found(given | WITHOUT_BUNDLED))[thing]
    assert said in finding.said
    assert finding.state is not State.WELL
    assert finding.mend or finding.state is State.NOT_USED


async def test_without_a_way_to_telegram_the_rest_is_looked_at(tmp_path: Path) -> None:
    given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": "http://127.0.0.1:1", "DATA_DIR": str(tmp_path)}
    things = await found(given | WITHOUT_BUNDLED)
    assert things["telegram"].state is State.BAD
    assert "127.0.0.1" in things["telegram"].said
    assert things["database"].state is State.WELL


async def test_a_database_that_is_damaged_old_or_away_is_told(tmp_path: Path, world: World, api: str) -> None:
    async def database(url: str) -> Finding:
        return (await found(environment(tmp_path, world, api, DATABASE_URL=url)))["database"]

    (tmp_path / "damaged.db").write_bytes(b"SQLite format 3\x00" + b"x" * 5000)
    await migrate(f"sqlite:///{tmp_path / 'old.db'}", to="0004")
    async with open_store(f"sqlite:///{tmp_path / 'torn.db'}") as store:
        await people(store)
    whole = (tmp_path / "torn.db").read_bytes()
    (tmp_path / "torn.db").write_bytes(whole[: 4096 * 20] + b"\xff" * 4096 + whole[4096 * 21 :])
    assert (await database(f"sqlite:///{tmp_path / 'damaged.db'}")).state is State.BAD
    assert (await database(f"sqlite:///{tmp_path / 'torn.db'}")).state is State.BAD
    old = await database(f"sqlite:///{tmp_path / 'old.db'}")
    assert (old.state, old.said.endswith("of an older version")) == (State.WATCH, True)
    async with open_store(f"sqlite:///{tmp_path / 'old.db'}"):
        pass
    away = await database("postgresql://me:hunter2@127.0.0.1:1/x")
    assert (away.state, "127.0.0.1 cannot be reached" in away.said) == (State.BAD, True)


async def test_other_trouble_of_telegrams_is_no_crash(tmp_path: Path, world: World, api: str) -> None:
    world.faults.next(Refuse(500, "Internal Server Error"), method="getWebhookInfo")
    things = await found(environment(tmp_path, world, api))
    assert things["token"].state is State.WELL


def test_typed_without_a_token_it_looks_at_the_rest_and_exits_1(tmp_path: Path) -> None:
    told = CliRunner().invoke(main, ["doctor"], env={"TELEGRAM_BOT_TOKEN": "", "DATA_DIR": str(tmp_path)})
    assert told.exit_code == 1
    lines = told.output.splitlines()
    assert lines[0].startswith("✗ settings     TELEGRAM_BOT_TOKEN is missing")
    assert [line[0] for line in lines[1:]].count("✗") == 0
    assert any(line.startswith("✓ database") for line in lines)


def test_faults_of_the_environment_are_all_told(tmp_path: Path) -> None:
    given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TICK_SECONDS": "x", "LOG_LEVEL": "LOUD", "DATA_DIR": str(tmp_path)}
    told = CliRunner().invoke(main, ["doctor"], env=given)
    assert told.exit_code == 1
    assert [line.split()[2] for line in told.output.splitlines()] == ["TICK_SECONDS", "LOG_LEVEL"]
