"""The command line: each command explains itself, faults name their line, nothing is half-written."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from bot.app.place import BUNDLED_EPISODES
from bot.cli.main import main
from tests.kit.bundled import FEW, few_bundled
from tests.kit.samples import PAGE, SEED, needs


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def module(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`python -m bot` in a process of its own, with nothing else in its environment."""
    command = [sys.executable, "-W", "error", "-m", "bot", *arguments]
    given = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "utf-8", **environment}
    return subprocess.run(command, env=given, capture_output=True, encoding="utf-8", timeout=120, check=False)


@pytest.mark.parametrize("name", list(main.commands))
def test_every_command_explains_itself_with_an_example(name: str) -> None:
    told = run(name, "--help")
    assert told.exit_code == 0
    assert f"Example: {'TELEGRAM' if name == 'run' else f'buildspeak {name}'}" in " ".join(told.output.split())
    assert name in run("--help").output


def test_no_command_is_cut_short_in_the_list_of_commands() -> None:
    assert "..." not in run("--help").output.partition("Commands:")[2]
    options = [option for command in main.commands.values() for option in command.params]
    assert all(option.help for option in options if isinstance(option, click.Option))


def test_the_commands_stand_in_the_order_in_which_they_are_needed() -> None:
    needed = ["run", "demo", "deliveries", "chat", "doctor", "backup", "restore", "move"]
    assert list(main.commands) == [
        *needed,
        "import",
        "daily",
        "withdraw",
        "plan",
        "episodes",
        "check",
        "proof",
        "lexicon",
        "voice",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "an empty file"),
        (b"hello\n", "1: neither a page"),
        (b"%PDF-1.7\n", "1: not an episode but a PDF"),
        (b"<!DOCTYPE html><p>x", "1: HTML with 1 words to read"),
        (b"a\nb\x00c", "2: not text but a binary file"),
        (b"fine\n\xff\xfe", "2: not UTF-8 text"),
        (b"---\nkind: podcast\n", "not"),
        (b"---\nkind: film\nshow: x\ntitle: y\ndate: 2026-13-01\n---\n", "date"),
    ],
)
def test_what_is_no_episode_is_named_with_its_line_and_nothing_is_written(
    tmp_path: Path, content: bytes, said: str
) -> None:
    source, out = tmp_path / "source.txt", tmp_path / "out"
    source.write_bytes(content)
    told = run("import", source, "--out", out)
    assert told.exit_code == 1
    assert told.output.startswith(str(source))
    assert said in told.output
    assert not out.exists()


@pytest.mark.parametrize("kept", [0.02, 0.1, 0.5, 0.97])
def test_a_truncated_page_is_refused_or_whole_up_to_there(tmp_path: Path, kept: float) -> None:
    text = PAGE.read_text("utf-8")
    source, out = tmp_path / "cut.txt", tmp_path / "out"
    source.write_text(text[: int(len(text) * kept)], "utf-8")
    told = run("import", source, "--out", out)
    assert told.exit_code in (0, 1)
    assert out.exists() == (told.exit_code == 0)
    if told.exit_code == 1:
        assert told.output.startswith(str(source))
    else:
        assert run("check", out).exit_code == 0


@needs(SEED)
@pytest.mark.parametrize("kept", [0.01, 0.3, 0.9])
def test_a_truncated_seed_too(tmp_path: Path, kept: float) -> None:
    data = SEED.read_bytes()
    source, out = tmp_path / "cut.txt", tmp_path / "out"
    source.write_bytes(data[: int(len(data) * kept)])
    told = run("import", source, "--out", out)
    assert told.exit_code == 1
    assert told.output.startswith(str(source))
    assert not out.exists()


def test_a_dry_run_says_what_it_would_write_and_writes_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = run("import", PAGE, "--out", out, "--dry-run")
    assert told.exit_code == 0
    assert told.output.startswith(f"would write {out}")
    assert not out.exists()


def test_one_faulty_source_does_not_keep_the_others_out(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("hello", "utf-8")
    out = tmp_path / "out"
    told = run("import", bad, PAGE, tmp_path / "missing.txt", "--out", out)
    assert told.exit_code == 1
    assert len(list(out.glob("*.md"))) == 1
    assert f"{tmp_path / 'missing.txt'}: no such file" in told.output


def test_imported_twice_it_is_one_file(tmp_path: Path) -> None:
    for _ in range(2):
        assert run("import", PAGE, "--out", tmp_path).exit_code == 0
    assert len(list(tmp_path.iterdir())) == 1


def test_a_folder_that_cannot_be_made_is_an_error_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    told = run("import", PAGE, "--out", tmp_path / "file" / "out")
    assert told.exit_code == 1
    assert "Error: " in told.output
    assert "Traceback" not in told.output


def test_a_sound_library_passes_the_check_and_is_listed(tmp_path: Path) -> None:
    """A few of it pass: that all of it does, `make lint` sees."""
    bundled = len(list(BUNDLED_EPISODES.glob("*.md")))
    assert run("check", few_bundled(tmp_path / "few")).stdout.startswith(f"{FEW} episodes, no faults")
    listed = run("episodes")
    assert listed.exit_code == 0
    assert len(listed.output.splitlines()) == bundled
    assert listed.output.count("evergreen") == bundled


def test_a_source_that_came_translated_is_checked_as_it_is(tmp_path: Path) -> None:
    source = tmp_path / "page.txt"
    source.write_text(PAGE.read_text("utf-8"), "utf-8")
    for path in (source, tmp_path):
        told = run("check", path)
        assert told.exit_code == 0, told.output
        assert told.stdout.startswith("1 episode, no faults")
        assert f"{source}: segment " in told.stderr
    (tmp_path / "other.json").write_text("{}", "utf-8")
    assert run("check", tmp_path).exit_code == 1


def test_a_faulty_library_fails_the_check_with_every_fault(tmp_path: Path) -> None:
    sound = next(BUNDLED_EPISODES.glob("*.md")).read_text("utf-8")
    (tmp_path / "sound.md").write_text(sound, "utf-8")
    (tmp_path / "twin.md").write_text(sound, "utf-8")
    (tmp_path / "bad.md").write_text(sound.replace("kind: blog", "kind: film").replace("\n> ", "\n", 1), "utf-8")
    for command in ("check", "episodes"):
        told = run(command, tmp_path)
        assert told.exit_code == 1
        assert f"{tmp_path / 'bad.md'}:" in told.output
        assert f"{tmp_path / 'twin.md'}" in told.output
    assert run("check", tmp_path / "nowhere").exit_code == 1


def test_run_tells_all_faults_of_the_environment_without_the_token() -> None:
    told = module("run", TELEGRAM_BOT_TOKEN="s3cret", LOG_LEVEL="LOUD", TICK_SECONDS="x")
    assert told.returncode == 1
    assert "s3cret" not in told.stderr + told.stdout
    assert [line.split()[0] for line in told.stderr.splitlines()[1:]] == [
        "TELEGRAM_BOT_TOKEN",
        "TICK_SECONDS",
        "LOG_LEVEL",
    ]


def test_an_endpoint_that_is_set_faultily_stops_the_start_with_every_fault_at_once(tmp_path: Path) -> None:
    faulty = {"TRANSLATE_BASE_URL": "models.example", "TRANSLATE_PRICE_IN": "cheap", "TRANSLATE_MONTHLY_LIMIT": "9"}
    told = module("run", TELEGRAM_BOT_TOKEN="s3cret", SPEECH_API_KEY="k", DATA_DIR=str(tmp_path), **faulty)
    assert told.returncode == 1
    named = [line.split()[0] for line in told.stderr.splitlines()[1:]]
    missing = {"TRANSLATE_API_KEY", "TRANSLATE_MODEL", "SPEECH_BASE_URL", "SPEECH_MODEL"}
    assert set(named) == {"TELEGRAM_BOT_TOKEN", *missing, *faulty}
    assert list(tmp_path.iterdir()) == []


def test_nor_does_a_command_go_on_without_an_endpoint_that_was_meant(tmp_path: Path) -> None:
    told = module("import", str(PAGE), "--out", str(tmp_path / "out"), TRANSLATE_MODEL="m", DATA_DIR=str(tmp_path))
    assert told.returncode == 1
    assert "set TRANSLATE_BASE_URL, TRANSLATE_API_KEY." in told.stderr
    assert not (tmp_path / "out").exists()


def test_the_tour_plays_a_readers_first_minute() -> None:
    told = module("demo", "--tour")
    assert told.returncode == 0, told.stderr
    assert told.stderr == ""
    steps = ["/start", "欢迎来到 BuildSpeak", "点 [① ", "ⓘ 已存：", "点 [🧠 试一下复习]", "点 [下一段 ▶]", "点 [⋯]"]
    steps += ["点 [📖 全文]", "/vocab", "生词本 · 1 个词", "/settings", "第二天早上八点", "🔔"]
    at = 0
    for step in steps:
        at = told.stdout.index(step, at)
