"""What is deployed by hand is what the program knows: files for containers, systemd and GitHub."""

import json
import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.app.config import Settings
from bot.cli.main import main
from content.translate.settings import PREFIX, TranslateSettings

ROOT = Path(__file__).parents[1]
DEPLOY = ROOT / "docs" / "deploy"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text("utf-8")
COMPOSE = sorted(DEPLOY.glob("compose*.yml"))
ROLES = ("clock", "web", "worker")
UNITS = sorted(DEPLOY.glob("*.service"))
WORKFLOW: dict[str, Any] = yaml.safe_load((ROOT / ".github" / "workflows" / "ci.yml").read_text("utf-8"))
VARIABLES = {each.name.upper() for each in fields(Settings)} | {
    PREFIX + name.upper() for name in TranslateSettings.model_fields
}
OTHERS = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PATH", "STATE_DIRECTORY_BACKUPS"}


def services(file: Path) -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))["services"]
    return read


@pytest.mark.parametrize("file", COMPOSE, ids=lambda file: file.name)
def test_compose_sets_only_variables_that_there_are(file: Path) -> None:
    for name, service in services(file).items():
        if name not in ("postgres", "caddy"):
            assert set(service.get("environment", {})) <= VARIABLES, name


def test_the_container_sets_only_variables_that_there_are_and_runs_as_nobody() -> None:
    block = re.search(r"^ENV (.*?)(?<!\\)$", CONTAINERFILE, re.MULTILINE | re.DOTALL)
    assert block
    assert {pair.split("=")[0] for pair in re.findall(r"\S+=\S+", block[1])} <= VARIABLES | OTHERS
    assert re.search(r"^USER 10001", CONTAINERFILE, re.MULTILINE)
    assert "HEALTHCHECK" in CONTAINERFILE
    for copied in re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINERFILE, re.MULTILINE):
        for part in copied.split():
            assert (ROOT / part).exists()
            assert f"!{part}" in (ROOT / ".containerignore").read_text("utf-8")


def test_every_command_that_they_start_is_there() -> None:
    started = [*re.findall(r'^CMD \["(\w+)"\]', CONTAINERFILE, re.MULTILINE)]
    for file in (*COMPOSE, *UNITS):
        started += re.findall(r"^(?:ExecStart=.*bin/| +)buildspeak (\w+)", file.read_text("utf-8"), re.MULTILINE)
    assert sorted(started) == ["backup", "backup", "backup", "run", "run", "run"]
    assert set(started) <= set(main.commands)
    roles = [service["command"] for name, service in services(DEPLOY / "compose.scale.yml").items() if name in ROLES]
    assert sorted(roles) == [["run", "--role", role] for role in ROLES]


def test_what_runs_for_months_has_no_docstrings_and_bytecode_without_them_is_made_where_it_may_not_be_written() -> None:
    (entry,) = re.findall(r"^ENTRYPOINT (.+)$", CONTAINERFILE, re.MULTILINE)
    assert json.loads(entry)[1:] == ["-OO", "/opt/buildspeak/bin/buildspeak"]
    for name in ("buildspeak.service", "buildspeak@.service"):
        unit = (DEPLOY / name).read_text("utf-8")
        assert re.search(r"^ExecStart=.* /opt/buildspeak/.venv/bin/python -OO \S+/buildspeak run", unit, re.MULTILINE)
    bytecode = "compileall -q -j 0 -o 0 -o 2"
    assert len(re.findall(bytecode, CONTAINERFILE)) == 2, "ours, and Python's own"
    assert bytecode in (ROOT / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_units_set_only_variables_that_there_are(unit: Path) -> None:
    for line in re.findall(r"^Environment=(.+)$", unit.read_text("utf-8"), re.MULTILINE):
        assert {pair.split("=")[0] for pair in line.split()} <= VARIABLES | OTHERS


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_no_unit_sets_what_the_file_it_reads_would_set_otherwise(unit: Path) -> None:
    """An EnvironmentFile is stronger than Environment=, and it is a copy of .env.example with the token put in."""
    text = unit.read_text("utf-8")
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE))
    assert "EnvironmentFile=/etc/buildspeak/env\n" in text
    for line in re.findall(r"^Environment=(.+)$", text, re.MULTILINE):
        assert not {pair.split("=")[0] for pair in line.split()} & example
    (started,) = re.findall(r"^ExecStart=(.+)$", text, re.MULTILINE)
    assert started.startswith("/usr/bin/env DATA_DIR=%S/buildspeak ")


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_what_speaks_may_lower_its_priority(unit: Path) -> None:
    filters = re.findall(r"^SystemCallFilter=(.+)$", unit.read_text("utf-8"), re.MULTILINE)
    refused = [at for at, each in enumerate(filters) if each.startswith("~") and "@resources" in each]
    allowed = "setpriority sched_setscheduler sched_setaffinity"
    assert all(allowed in filters[at + 1 :] for at in refused)


@pytest.mark.parametrize("file", COMPOSE, ids=lambda file: file.name)
def test_a_container_has_room_for_the_process_that_speaks(file: Path) -> None:
    for service in services(file).values():
        assert service.get("mem_limit", "1g") == "1g"


@pytest.mark.parametrize("file", COMPOSE, ids=lambda file: file.name)
def test_what_is_mounted_may_be_written_by_whom_the_container_runs_as(file: Path) -> None:
    """A volume begins as the folder of the image that it is mounted on, with its owner; else it is root's."""
    (made,) = re.findall(r"install -d -o 10001 -g 10001 -m 0700 (.+)$", CONTAINERFILE, re.MULTILINE)
    ours = [service for service in services(file).values() if service.get("image", "buildspeak") == "buildspeak"]
    mounted = {volume.partition(":")[2] for service in ours for volume in service.get("volumes", ())}
    assert mounted <= set(made.split())


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_nothing_wrong_and_little_exposed(tmp_path: Path) -> None:
    for unit in (*UNITS, *DEPLOY.glob("*.timer")):
        text = unit.read_text("utf-8").replace("/opt/buildspeak/.venv/bin/buildspeak", "/bin/true")
        (tmp_path / unit.name.replace("@", "@worker")).write_text(text, "utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True, check=False
    )
    told = [line for line in verified.stderr.splitlines() if "buildspeak" in line]
    assert (verified.returncode, told) == (0, [])
    for unit in UNITS:
        file = tmp_path / unit.name.replace("@", "@worker")
        command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", str(file)]
        assert subprocess.run(command, capture_output=True, check=False).returncode == 0, unit.name


def test_ci_covers_every_python_that_is_promised_and_calls_what_there_is() -> None:
    jobs = WORKFLOW["jobs"]
    assert jobs["test"]["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert 'requires-python = ">=3.11"' in (ROOT / "pyproject.toml").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    steps = [step for job in jobs.values() for step in job["steps"]]
    for step in steps:
        for target in re.findall(r"\bmake (\S+)", step.get("run", "")):
            assert re.search(rf"^{re.escape(target.replace('.venv', '$(VENV)'))}:", makefile, re.MULTILINE), target
        for file in re.findall(r"(?:docs|tests|\.github)/[\w./-]+", step.get("run", "")):
            assert (ROOT / file).exists(), file
    assert WORKFLOW["permissions"] == {"contents": "read"}


def test_every_exception_from_the_audit_says_why() -> None:
    for line in (ROOT / ".github" / "audit-exceptions").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            assert re.fullmatch(r"(GHSA|PYSEC|CVE)-\S+ .{20,}", line), line
