"""A bot's environment, and what the doctor finds in it."""

from collections.abc import Mapping
from pathlib import Path

from bot.app.checkup import Finding, examine
from bot.sandbox.world import World

TOKEN = "123456:AAE-" + "x" * 31


KEY = "sk-not-to-be-told"


WITHOUT_BUNDLED = {"BUNDLED_EPISODES": "no"}
"""Reading all of them takes a second, and two of these tests do."""


async def found(environment: Mapping[str, str], *, wait: int = 0) -> dict[str, Finding]:
    """By thing; no line holds a secret."""
    findings = [finding async for finding in examine(environment, wait=wait)]
    lines = "\n".join(finding.line for finding in findings)
    assert not [secret for secret in (TOKEN, TOKEN.split(":")[1], KEY, "hunter2") if secret in lines]
    return {finding.thing: finding for finding in findings}


def environment(tmp_path: Path, world: World, api: str, **more: str) -> dict[str, str]:
    given = {"TELEGRAM_BOT_TOKEN": world.token, "TELEGRAM_API_URL": api, "DATA_DIR": str(tmp_path / "data")}
    return given | WITHOUT_BUNDLED | more
