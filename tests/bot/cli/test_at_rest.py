"""What a bot does not need until somebody asks for it is not in memory until then."""

import subprocess
import sys

import pytest

LOADS = """
import sys
import bot.cli.main
if "run" in sys.argv:
    bot.cli.main.main(["check", "--help"], standalone_mode=False)
    import bot.app.build, bot.app.running, bot.app.sound, bot.app.public, bot.app.watching
    import bot.cli.logs, bot.edge.connecting, bot.library.serving
    import bot.store, bot.vocabulary.lexicon, bot.web.listening, content.voice.engines
print(*sys.modules)
"""
NOBODY = (
    "rich pygments alembic sqlalchemy asyncpg PIL av numpy onnxruntime genanki prometheus_client uvicorn starlette "
    "pydantic pydantic_core yaml tarfile wcwidth difflib"
)
ASKED = (
    "bot.web.shapes.episode bot.web.wholes content.checks.checking content.translate.translator "
    "content.publishing.publisher content.sources.reading"
)
HELP = "telegram aiohttp httpx bot.store"


def loaded(*arguments: str) -> set[str]:
    command = [sys.executable, "-c", LOADS, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(("arguments", "unneeded"), [(["run"], f"{NOBODY} {ASKED}"), ([], f"{NOBODY} {ASKED} {HELP}")])
def test_what_nobody_asked_for_is_not_loaded(arguments: list[str], unneeded: str) -> None:
    modules = loaded(*arguments)
    assert "bot.cli.main" in modules
    assert modules & set(unneeded.split()) == set()
