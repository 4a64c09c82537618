"""What is written down is what is there: commands, variables, and the words of both languages."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

from bot.app.config import Settings, read_settings
from bot.app.routes import COMMANDS, OPERATOR_COMMANDS
from bot.cli.main import main
from bot.locales import WORDS
from bot.model.chat import Language
from content.translate.settings import PREFIX, TranslateSettings
from content.voice.endpoint import SpeechSettings
from content.voice.engines import PREFIX as SPEECH

ROOT = Path(__file__).parents[1]
READMES = {
    "English": (ROOT / "README.md").read_text("utf-8"),
    "Chinese": (ROOT / "docs" / "README.zh-CN.md").read_text("utf-8"),
}
SENT = {"English": "## What readers send", "Chinese": "## 读者发什么"}
IN_EACH_README = pytest.mark.parametrize("language", READMES)
EXAMPLE = (ROOT / ".env.example").read_text("utf-8")
VARIABLES = {each.name.upper() for each in fields(Settings)}
VARIABLES |= {PREFIX + name.upper() for name in TranslateSettings.model_fields}
VARIABLES |= {SPEECH + name.upper() for name in SpeechSettings.model_fields}
CODE = [path for folder in ("bot", "content", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]
EACH_LANGUAGE = pytest.mark.parametrize("language", list(Language))

_HAN = r"[\u4e00-\u9fff]"
_HALF_WIDTH = re.compile(rf"{_HAN}\s?[,;:?!()]|[,;:?!]\s?{_HAN}|{_HAN}\.(?!\w)")
_GLUED = re.compile(rf"{_HAN}[A-Za-z0-9]|[A-Za-z0-9]{_HAN}")
_COMMAND = re.compile(r"(?<![\w/<.])/([a-z]+)\b(?!/)")


def phrases(words: object, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a catalogue with the place where it stands, whatever it is nested in."""
    if isinstance(words, str):
        yield where, words
    elif isinstance(words, int):
        return
    elif isinstance(words, dict):
        for key, value in words.items():
            yield from phrases(value, f"{where}[{key}]")
    elif isinstance(words, tuple):
        for number, value in enumerate(words):
            yield from phrases(value, f"{where}[{number}]")
    elif is_dataclass(words):
        for field in fields(words):
            yield from phrases(getattr(words, field.name), f"{where}.{field.name}")
    else:
        raise TypeError(f"{where} is no text: {words!r}")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def by_field(words: object) -> dict[str, set[str]]:
    """Placeholders of each phrase; the forms of a plural are one phrase."""
    found: dict[str, set[str]] = {}
    for where, text in phrases(words):
        found.setdefault(re.sub(r"\[\d+\]$", "", where), set()).update(placeholders(text))
    return found


@IN_EACH_README
@pytest.mark.parametrize("name", [*COMMANDS, *OPERATOR_COMMANDS])
def test_every_command_is_in_the_readme(name: str, language: str) -> None:
    assert re.search(rf"/{name}\b", READMES[language])


@IN_EACH_README
@pytest.mark.parametrize("name", list(main.commands))
def test_every_command_of_the_command_line_is_in_the_readme(name: str, language: str) -> None:
    assert f"buildspeak {name}" in READMES[language]


@IN_EACH_README
def test_the_readme_names_no_command_that_is_not_there(language: str) -> None:
    table = READMES[language].split(SENT[language])[1].split("##")[0]
    named = set(_COMMAND.findall("\n".join(line.split("|")[1] for line in table.split("\n") if line.startswith("| /"))))
    assert named == COMMANDS.keys() | OPERATOR_COMMANDS.keys()


@IN_EACH_README
def test_every_variable_is_in_the_example_and_the_readme_and_none_besides(language: str) -> None:
    assert sorted(re.findall(r"^#?([A-Z_]+)=", EXAMPLE, re.MULTILINE)) == sorted(VARIABLES)
    assert set(re.findall(r"^\| `([A-Z_]+)`", READMES[language], re.MULTILINE)) == VARIABLES


def test_both_readmes_have_the_same_shape_figures_and_commands() -> None:
    english, chinese = READMES["English"], READMES["Chinese"]
    for shape in (r"^## ", r"^\| ", r"^\d\. ", r"^```"):
        assert len(re.findall(shape, english, re.MULTILINE)) == len(re.findall(shape, chinese, re.MULTILINE)), shape
    for shown in (
        r" \**(\d[\d,]*)\** \|",
        r"^\| `(buildspeak [^`]*)`",
        r"^(?:make|set|\.venv).*?(?=  |$)",
        r"^  [a-z]+/",
    ):
        assert re.findall(shown, english, re.MULTILINE) == re.findall(shown, chinese, re.MULTILINE), shown


@IN_EACH_README
def test_every_place_that_a_readme_links_is_there(language: str) -> None:
    folder = ROOT if language == "English" else ROOT / "docs"
    linked = [target for target in re.findall(r"\]\(([^)]+)\)", READMES[language]) if "://" not in target]
    assert len(linked) > 6
    assert not [target for target in linked if "…" not in target and not (folder / target).exists()]


def test_every_variable_of_the_example_has_its_line_of_explanation() -> None:
    lines = EXAMPLE.splitlines()
    for number, line in enumerate(lines):
        if re.match(r"#?[A-Z_]+=", line):
            assert lines[number - 1].startswith("# ")


def test_a_line_of_the_example_that_is_switched_off_works_once_its_sign_is_removed() -> None:
    off = dict(re.findall(r"^#([A-Z_]+)=(.+)$", EXAMPLE, re.MULTILINE))
    assert off
    settings = read_settings({**off, "TELEGRAM_BOT_TOKEN": "1:a"})
    assert all(getattr(settings, name.lower()) == (value,) for name, value in off.items())


def test_nothing_is_mocked_or_patched() -> None:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Import(names=names):
                    assert not [name.name for name in names if "mock" in name.name], path
                case ast.ImportFrom(module=module):
                    assert "mock" not in (module or ""), path
                case ast.Call(func=ast.Attribute(value=ast.Name(id="monkeypatch"), attr=attribute)):
                    assert attribute in {"setenv", "delenv", "chdir"}, path


def test_both_languages_have_the_same_placeholders_everywhere() -> None:
    zh, en = (by_field(WORDS[language]) for language in (Language.ZH, Language.EN))
    differing = {
        where: (zh.get(where), en.get(where)) for where in zh.keys() | en.keys() if zh.get(where) != en.get(where)
    }
    assert not {where for where in differing if "cities" not in where}


def test_both_languages_name_the_same_commands_and_cities() -> None:
    zh, en = WORDS[Language.ZH], WORDS[Language.EN]
    assert list(zh.commands) == list(en.commands)
    assert zh.cities.keys() == en.cities.keys()


@EACH_LANGUAGE
def test_the_words_are_calm_and_tidy(language: Language) -> None:
    for where, text in phrases(WORDS[language]):
        assert text.strip() == text, where
        assert text, where
        assert not re.search("[!！]", text), where
        assert "  " not in text, where
        assert "..." not in text, where


@EACH_LANGUAGE
def test_every_command_that_the_words_mention_exists(language: Language) -> None:
    for where, text in phrases(WORDS[language]):
        for name in _COMMAND.findall(text):
            assert name in COMMANDS, (where, name)


def test_chinese_has_full_width_punctuation_and_room_around_english() -> None:
    for where, text in phrases(WORDS[Language.ZH]):
        plain = re.sub(r"<[^>]+>|/\w+( \d\d:\d\d)?", "", text)
        assert not _HALF_WIDTH.search(plain), (where, text)
        assert not _GLUED.search(re.sub(r"\{\w+(:[^}]*)?\}", "", plain)), (where, text)


def test_english_has_no_chinese_in_it() -> None:
    for where, text in phrases(WORDS[Language.EN]):
        assert not re.search(_HAN, text.replace("compute（算力）", "")), where


@EACH_LANGUAGE
def test_every_phrase_can_be_filled(language: Language) -> None:
    for where, text in phrases(WORDS[language]):
        given: dict[str, Any] = dict.fromkeys(placeholders(text), 1)
        assert "{" not in text.format(**given), where


def test_no_committed_file_names_a_place_outside_the_repository() -> None:
    for path in [
        *CODE,
        ROOT / "README.md",
        ROOT / "docs" / "README.zh-CN.md",
        ROOT / ".env.example",
        ROOT / "Makefile",
        ROOT / "pyproject.toml",
    ]:
        if path != Path(__file__):
            assert not re.search(r"/(home|root)/", path.read_text("utf-8")), path


ARCHITECTURE = (ROOT / "docs" / "ARCHITECTURE.md").read_text("utf-8")


def test_every_place_that_the_architecture_names_is_there() -> None:
    named = set(re.findall(r"`((?:bot|content|tests|docs)/[^`\s]*)`", ARCHITECTURE))
    assert len(named) > 40
    assert not {place for place in named if not (ROOT / place).exists()}


@pytest.mark.parametrize("tree", ["bot", "content"])
def test_every_room_is_in_the_architecture_and_says_what_it_is(tree: str) -> None:
    """A room's first line says what lives there; a module outside a room is refused by the layers contract."""
    rooms = [place.parent for place in sorted((ROOT / tree).glob("*/__init__.py"))]
    assert rooms
    for room in rooms:
        assert f"`{room.relative_to(ROOT).as_posix()}`" in ARCHITECTURE, room
        assert ast.get_docstring(ast.parse((room / "__init__.py").read_text("utf-8"))), room


SECURITY = (ROOT / "docs" / "SECURITY.md").read_text("utf-8")


def test_every_promise_of_security_names_where_it_is_held_and_what_it_names_is_there() -> None:
    promises = [line for line in SECURITY.splitlines() if line.startswith("| ") and "---" not in line][1:]
    assert len(promises) > 8
    for promise in promises:
        assert re.search(r"`(?:bot|content|tests|docs)/|`requirements", promise), promise
    named = set(re.findall(r"`([^`\s]+)`", SECURITY))
    places = {name for name in named if "/" in name or "." in name[1:]}
    variables = {name.partition("=")[0] for name in named if re.match(r"[A-Z_]+(=|$)", name)}
    assert not {place for place in places if not (ROOT / place).exists()}
    assert variables <= VARIABLES
    assert set(re.findall(r"(?<![\w/.`])/([a-z]+)\b", SECURITY)) <= COMMANDS.keys()


def test_the_readmes_lead_to_security() -> None:
    assert "docs/SECURITY.md" in READMES["English"]
    assert "SECURITY.md" in READMES["Chinese"]
