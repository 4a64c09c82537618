"""docs/OPERATE.md says what there is: commands, options, settings, files, alerts, and the words of the program."""

import inspect
import re

import click
import pytest
import yaml

from bot.cli.main import main
from bot.web import metrics
from tests.test_deploy import DEPLOY, ROOT, VARIABLES

TEXT = (ROOT / "docs" / "OPERATE.md").read_text("utf-8")
_PARTS = re.findall(r" *```\w+\n(.*?)```|`([^`]+)`", TEXT, re.DOTALL)
CODE = "\n".join(block or span.replace("\n", " ") for block, span in _PARTS)
"""What stands in blocks and in backticks, a line each."""

TYPED = re.findall(r"^ *(?:\S*bin/)?buildspeak ([a-z]+)((?: (?!#)\S+)*)", CODE, re.MULTILINE)
NOT_OURS = {"DEBUG", "PGPASSWORD", "OWNER", "URL", "KILL", "PUBLIC_NAME", "POSTGRES_PASSWORD"}


def test_every_command_that_is_typed_is_there_with_its_options() -> None:
    names = {name for name, _ in TYPED}
    assert names == {"doctor", "backup", "restore", "move", "chat", "deliveries", "withdraw", "run", "lexicon", "voice"}
    for name, rest in TYPED:
        known = {option for parameter in main.commands[name].params for option in parameter.opts}
        assert set(re.findall(r"--[a-z]+", rest)) <= known, name


def test_options_have_the_values_that_are_written() -> None:
    role = next(parameter for parameter in main.commands["run"].params if parameter.name == "role")
    assert isinstance(role.type, click.Choice)
    assert set(re.findall(r"--role (\w+)", TEXT)) == {"web", "worker", "clock"} <= set(role.type.choices)
    assert set(re.findall(r"(?:enable --now|KILL|clock|worker) buildspeak@(\w+)", CODE)) <= set(role.type.choices)


def test_every_setting_is_one_and_every_file_is_there() -> None:
    named = set(re.findall(r"\b[A-Z]{3,}(?:_[A-Z]+)*\b(?=[`=])", TEXT)) | set(re.findall(r"`([A-Z]+_[A-Z_]+)`", TEXT))
    assert {name for name in named if not name.endswith("_")} - VARIABLES - NOT_OURS == set()
    for path in re.findall(r"docs/deploy/[\w.@-]+\.(?:yml|service|timer)", TEXT):
        assert (ROOT / path).exists(), path
    for link in re.findall(r"\]\(((?!https:)[^)#]+)\)", TEXT):
        assert (ROOT / "docs" / link).resolve().exists(), link
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"\bmake (\w+)", CODE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_every_alert_has_its_first_look() -> None:
    rules = yaml.safe_load((DEPLOY / "alerts.yml").read_text("utf-8"))["groups"][0]["rules"]
    assert re.findall(r"^\| (BuildSpeak\w+) \|", TEXT, re.MULTILINE) == [rule["alert"] for rule in rules]


def test_the_proxy_s_file_is_the_one_that_is_shown() -> None:
    (shown,) = re.findall(r"```caddy\n(.*?)```", TEXT, re.DOTALL)
    assert shown == (DEPLOY / "Caddyfile").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(set(re.findall(r"buildspeak_\w+", TEXT))))
def test_every_metric_is_counted(name: str) -> None:
    source = inspect.getsource(metrics)
    assert name.removesuffix("_total").removeprefix("buildspeak_") in source
