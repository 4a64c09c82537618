"""Runs of subjects: each in a fresh process on a core of its own, all of them once a round, round after round."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.bench.loops import Rate
from tests.bench.machine import PEERS_PYTHON, REPOSITORY, on_core
from tests.bench.subject import Asked, Result

WITH_DATABASE = ("tap ours", "poll ours", "push ours", "grow ours")


def available(names: Sequence[str]) -> list[str]:
    """Those that can be run here: aiogram only where `make bench` has installed it."""
    return [name for name in names if "aiogram" not in name or PEERS_PYTHON.exists()]


def run(name: str, asked: Asked, database: Path | None = None) -> Result:
    """One subject, measured once, on a copy of the database."""
    python = str(PEERS_PYTHON) if "aiogram" in name else sys.executable
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        given = asdict(asked)
        if database is not None and name in WITH_DATABASE:
            given["database"] = shutil.copy(database, folder)
        command = [*on_core(0), python, "-W", "ignore", "-m", "tests.bench.subject", name, json.dumps(given)]
        ended = subprocess.run(command, capture_output=True, text=True, cwd=REPOSITORY, timeout=300, check=False)
    if ended.returncode:
        raise RuntimeError(f"{name} failed:\n{ended.stderr[-2000:]}")
    told = json.loads(ended.stdout)
    told["rates"] = {at: Rate(**rate) for at, rate in told["rates"].items()}
    return Result(**told)


def interleaved(
    names: Sequence[str], asked: Asked, *, rounds: int, database: Path, say: Callable[[str], None]
) -> dict[str, list[Result]]:
    """Every subject's results, one a round."""
    results: dict[str, list[Result]] = {name: [] for name in available(names)}
    for number in range(rounds):
        for name, so_far in results.items():
            say(f"round {number + 1} of {rounds}: {name}")
            so_far.append(run(name, asked, database))
    return results
